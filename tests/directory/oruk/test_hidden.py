"""What the hub's rule hides because nobody checked it stands in no answer, as in no search."""

import csv
import io
import zipfile
from datetime import date

import pytest
import time_machine

from directory.models import Location, Service, ServiceAtLocation
from tests.directory.conftest import found, make_service
from tests.machinery.memory import forget

BEFORE, TODAY, FRESH = date(2026, 11, 28), date(2026, 11, 29), date(2026, 11, 1)
STALE = date(2025, 11, 29)  # a year before today: hidden from today on

pytestmark = pytest.mark.usefixtures("_today")


@pytest.fixture
def clock():
    """The 29th of November 2026, and the means of going to another day."""
    with time_machine.travel(f"{TODAY}T10:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def _today(clock):
    """Today is always the same."""


@pytest.fixture
def stale(hub, clock):
    """A service that nobody checked for a year, at a place, beside four that somebody did."""
    for number in range(4):
        make_service(f"Fresh {number}", assured_date=FRESH)
    service = make_service("Stale", org="Left alone", assured_date=STALE)
    place = Location.objects.create(name="The Library", postal_code="SO14 1AA")
    ServiceAtLocation.objects.create(service=service, location=place)
    forget()
    return service


def package(reader):
    """Return each table of the package."""
    with zipfile.ZipFile(io.BytesIO(reader.ask("/package.zip").content)) as opened:
        return {
            name: list(csv.DictReader(io.StringIO(opened.read(name).decode())))
            for name in opened.namelist()
            if name.endswith(".csv")
        }


def test_it_is_in_no_list(reader, stale):
    fresh = {f"Fresh {number}" for number in range(4)}

    assert reader.names() == reader.names(full="true") == set(found("helps")) == fresh
    assert reader.names(search="stale") == set()
    assert reader.names(modified_after="2020-01-01") == fresh
    assert len(reader.get("/services", minimal="true")["contents"]) == 4
    assert len(reader.ask("/services", format="ndjson").getvalue().splitlines()) == 4
    assert reader.ids("/service_at_locations") == []
    assert reader.names("/organizations") == {"Example organisation"}


def test_it_has_no_address(reader, stale):
    link = stale.service_at_locations.get()

    reader.refused(f"/services/{stale.pk}", 404)
    reader.refused(f"/service_at_locations/{link.pk}", 404)
    reader.refused(f"/organizations/{stale.organisation_id}", 404)


def test_it_is_not_in_the_package(reader, stale):
    tables = package(reader)

    assert len(tables["services.csv"]) == 4
    assert len(tables["organizations.csv"]) == 1
    assert "Stale" not in str(tables)
    assert "The Library" not in str(tables)


@pytest.mark.parametrize("path", ["/services", "/service_at_locations", "/package.zip"])
def test_the_day_on_which_it_hides_changes_the_tag_and_no_other_day_does(
    reader, stale, clock, path
):
    clock.move_to(f"{BEFORE}T10:00:00+00:00")
    tag = reader.ask(path)["ETag"]
    if path == "/services":
        assert "Stale" in reader.names()
    clock.move_to(f"{TODAY}T10:00:00+00:00")
    changed = reader.client.get(f"/oruk/v3{path}", headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag
    if path == "/services":
        assert "Stale" not in reader.names()

    clock.move_to("2026-11-30T10:00:00+00:00")
    same = reader.client.get(f"/oruk/v3{path}", headers={"if-none-match": changed["ETag"]})
    assert same.status_code == 304


def test_it_comes_back_as_changed_when_somebody_checks_it(reader, stale, clock):
    clock.move_to("2026-11-29T11:00:00+00:00")
    stale.assured_date = TODAY
    stale.save()
    forget()

    assert reader.names(modified_after="2026-11-29T10:30:00Z") == {"Stale"}


def test_it_costs_nothing_once_it_is_known(reader, stale, django_assert_max_num_queries):
    reader.ask("/services", full="true")
    with django_assert_max_num_queries(7):
        reader.get("/services", full="true")
    with django_assert_max_num_queries(2) as asked:  # both about Wagtail's redirects
        reader.refused(f"/services/{stale.pk}", 404)
    assert not any("directory_" in query["sql"] for query in asked.captured_queries)


def test_its_own_page_stays_and_says_that_nobody_could_check_it(visitor, stale, hub):
    page = visitor.get(f"/services/{stale.slug}/")
    words = "We have not been able to check this for 12 months. It may be wrong now."

    assert page.status_code == 200
    assert words in page.text
    assert page.text.index(words) < page.text.index("How to get in touch")
    assert hub.phone in page.text.split(words)[1].split("</div>")[0]
    fresh = Service.objects.get(name="Fresh 1")
    assert "not been able to check" not in visitor.get(f"/services/{fresh.slug}/").text


def test_one_that_was_never_checked_counts_from_the_day_it_was_listed(visitor, stale):
    Service.objects.filter(pk=stale.pk).update(
        assured_date=None, first_published_at="2025-06-01T10:00:00+00:00"
    )
    forget()

    page = visitor.get(f"/services/{stale.slug}/").text
    assert "We have not been able to check this for 17 months." in page
