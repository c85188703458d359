"""The API walked as a harvester does: every page, all at once, and past the end."""

import json

import pytest

from directory.models import Service
from tests.directory.conftest import make_service


def test_a_walk_meets_each_once(reader):
    made = {make_service(f"Service {number}").pk for number in range(23)}
    seen = [each for page in range(1, 7) for each in reader.ids("/services", per_page=4, page=page)]

    assert sorted(seen) == seen
    assert set(seen) == set(map(str, made))


@pytest.mark.parametrize("page", [2, 10**9, 10**17])
def test_after_the_end_there_is_nothing(reader, page):
    make_service()
    said = reader.get("/services", page=page)

    assert said["contents"] == []
    assert said["empty"]
    assert (said["total_items"], said["size"], said["last_page"]) == (1, 0, False)


def test_of_nothing_there_is_one_empty_page(reader):
    said = reader.get("/services")

    assert (said["total_pages"], said["first_page"], said["last_page"]) == (0, True, True)


def test_line_by_line_it_is_the_same(reader):
    for number in range(5):
        make_service(f"Service {number}", phone="07700 900123")
    for full in ("true", "false"):
        response = reader.ask("/services", format="ndjson", full=full, per_page=2)
        lines = [json.loads(line) for line in response.getvalue().splitlines()]
        assert lines == reader.get("/services", full=full)["contents"]
    assert response["Content-Type"] == "application/x-ndjson"


def test_what_is_new_shows_at_once(reader):
    assert reader.get("/services")["total_items"] == 0
    service = make_service()
    assert reader.get("/services")["total_items"] == 1
    Service.objects.get(pk=service.pk).delete()
    assert reader.get("/services")["total_items"] == 0
