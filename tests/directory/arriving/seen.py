"""What an import found and left, for tests to compare."""

from directory.models import Arrival, Feed, Location, Organisation, Service, TaxonomyTerm


def counts(report):
    return {name: count for name, count in report.found.counts.items() if count}


def everything():
    """All that an import may touch, to see that nothing moved."""
    return [
        sorted(map(str, model.objects.values_list()))
        for model in (Service, Organisation, Location, TaxonomyTerm, Arrival, Feed)
    ]
