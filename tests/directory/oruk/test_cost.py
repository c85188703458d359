"""A page costs the same number of questions to the database whatever is on it, however deep."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.bench.invented import make_services
from directory.models import Service

LEAST = {"/services": 1, "/service_at_locations": 2}
FULL = {"/services": 7, "/service_at_locations": 8}


@pytest.fixture(scope="module")
def many(make_once):
    make_once(lambda: make_services(130))


def queries(reader, path, **asked):
    reader.ask(path, **asked)  # which reads what is kept in memory
    with CaptureQueriesContext(connection) as captured:
        said = reader.get(path, **asked)
    assert said["contents"]
    return len(captured)


@pytest.mark.usefixtures("many", "hub")
class TestPages:
    @pytest.mark.parametrize("path", ["/services", "/service_at_locations"])
    @pytest.mark.parametrize(("per_page", "page"), [(1, 1), (10, 3), (100, 1), (7, 9)])
    def test_cost_the_same(self, reader, path, per_page, page):
        asked = {"per_page": per_page, "page": page}

        assert queries(reader, path, **asked) <= LEAST[path]
        assert queries(reader, path, **asked, full="true") <= FULL[path]

    @pytest.mark.parametrize(
        "asked", [{"day": "MO"}, {"minimum_age": "16"}, {"search": "stalking"}, {"minimal": "true"}]
    )
    def test_cost_no_more_when_narrowed(self, reader, asked):
        assert queries(reader, "/services", **asked) == 1

    def test_are_those_of_all_services(self, reader):
        seen = [
            each for page in (1, 2) for each in reader.ids("/services", page=page, per_page=100)
        ]

        assert len(set(seen)) == len(seen) == Service.objects.public().count() == 130
