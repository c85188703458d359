"""What one hub publishes, another takes over unchanged: our own API and package, there and back."""

import pytest

from directory.arriving.applying.plans import FIELDS
from directory.arriving.applying.rows import said_by, shared_said_by
from directory.arriving.reading import files
from directory.models import Location, Organisation, Service, TaxonomyTerm
from tests.directory.oruk.conftest import library, reader, rich, term

__all__ = ["library", "reader", "rich", "term"]

NEVER_PUBLISHED = {"other_words"}
"""What the API does not say, so it cannot come back."""


def seen(key):
    service = Service.objects.get(pk=key)
    said = said_by(service, [name for name in FIELDS if name not in NEVER_PUBLISHED])
    (term_of_it,) = service.taxonomy_terms.all()
    shared = [shared_said_by(service.organisation), *map(shared_said_by, service.places)]
    in_any_order = sorted(said["schedules"], key=str)
    return said | {"terms": [term_of_it.name], "schedules": in_any_order}, shared


def forget_everything():
    Service.objects.all().delete()
    Organisation.objects.all().delete()
    Location.objects.all().delete()


@pytest.mark.parametrize("way", ["API", "package"])
def test_a_service_comes_back_as_it_was(reader, rich, copy_from, tmp_path, way):
    before = seen(rich.pk)
    if way == "API":
        records = [reader.get(f"/services/{rich.pk}")]
    else:
        path = tmp_path / "package.zip"
        path.write_bytes(reader.ask("/package.zip").getvalue())
        records = list(files.records(path))
    forget_everything()
    report = copy_from(records)
    assert report.outcome.made == 1
    assert dict(report.notes) == {}
    assert seen(rich.pk) == before
    assert TaxonomyTerm.objects.filter(name="Older people").count() == 1
