"""The 200 invented services: nobody can take one for real, and all of it makes sense."""

import re
from datetime import date
from itertools import pairwise

import pytest

from config.demo.invented import services
from config.demo.invented.towns import TOWNS
from directory.models import Location, Organisation, Service, Session, TaxonomyTerm
from directory.models.codes import codes
from directory.vocabulary import LANGUAGES, Channel, Facility, Referral
from hub.models import Hub

DAY = date(2026, 11, 29)
LISTINGS = services(DAY)


@pytest.fixture
def made(demonstrated, hub):
    """The directory, as the demonstration has it."""


def invented():
    return Service.objects.filter(
        organisation__name__contains="(invented)", address_is_secret=False
    )


def test_there_are_200_and_they_are_the_same_each_time():
    assert len({listing.name for listing in LISTINGS}) == 200
    assert services(DAY) == LISTINGS


def test_only_dates_depend_on_the_day():
    later = services(date(2027, 3, 4))

    assert [each.description for each in later] == [each.description for each in LISTINGS]
    assert [each.checked for each in later] != [each.checked for each in LISTINGS]


def test_none_can_be_taken_for_a_real_one():
    for each in LISTINGS:
        assert each.name.startswith("Example ")
        assert each.name.endswith(" (invented)")
        assert "Example" in each.organisation.name
        assert each.organisation.name.endswith("(invented)")
        assert each.description.endswith("This entry is invented.")


def test_nothing_in_them_reaches_anybody():
    for each in LISTINGS:
        for number in filter(None, (each.phone, each.text)):
            assert re.fullmatch(r"01632 960\d{3}", number)
        for address in filter(None, (each.email, each.provider_email, each.organisation.email)):
            assert address.endswith("@example.org")
        for link in (each.url, each.organisation.website):
            assert link.startswith("https://example.org/")
        for place in each.places:
            assert place.street.endswith(" Example Street")
            assert re.fullmatch(r"(SO|PO|GU|RG|SP|BH)\d+ \d[CIKMOV]{2}", place.postcode)


def test_each_number_is_of_one_service():
    numbers = [number for each in LISTINGS for number in (each.phone, each.text) if number]

    assert len(numbers) == len(set(numbers))


def test_neighbours_in_the_list_do_not_say_the_same():
    for one, next_ in pairwise(sorted(LISTINGS, key=lambda each: each.name)):
        assert one.summary != next_.summary, one.name
        assert one.description != next_.description, one.name


def test_their_codes_are_known():
    for each in LISTINGS:
        assert set(codes(each.languages)) <= set(LANGUAGES)
        assert set(codes(each.channels)) <= set(Channel.values)
        assert set(codes(each.facilities)) <= set(Facility.values)
        assert each.referral in Referral.values


def test_they_are_in_the_area(made):
    for place in Location.objects.exclude(latitude=None):
        assert 50.5 < place.latitude < 51.4, place
        assert -2.0 < place.longitude < -0.7, place
    assert {town.name for town in TOWNS} == {
        city for city in Location.objects.exclude(latitude=None).values_list("city", flat=True)
    }


def test_they_differ_as_real_ones_do(made):
    assert invented().count() == 200
    assert invented().exclude(languages="").count() > 100
    assert invented().filter(service_at_locations=None).count() > 20
    assert invented().filter(sessions__isnull=False).distinct().count() > 50
    assert set(Session.objects.values_list("every", flat=True)) == {
        "once", "week", "two_weeks", "month",
    }  # fmt: skip
    assert invented().filter(status="temporarily closed").exists()
    assert invented().filter(schedules__always=True).exists()
    assert len(set(invented().values_list("assured_date", flat=True))) > 5
    assert set(invented().values_list("is_free", flat=True)) == {True, False, None}


def test_no_choice_of_the_search_is_empty(made):
    assert not TaxonomyTerm.objects.filter(services=None).exists()


def test_those_that_nobody_can_visit_have_no_place_and_the_others_have_one(made):
    for service in invented().prefetch_related("service_at_locations"):
        there = "in_person" in codes(service.channels)
        assert there == bool(service.service_at_locations.all()), service.name


def test_every_entry_can_be_saved_by_an_editor_as_it_is(made):
    for service in Service.objects.all():
        service.full_clean()
        parts = (*service.phones.all(), *service.schedules.all(), *service.sessions.all())
        for part in parts:
            part.full_clean()
    for model in (Organisation, Location, TaxonomyTerm):
        for record in model.objects.all():
            record.full_clean()


def test_an_editors_first_change_keeps_all_of_its_parts(made):
    service = invented().filter(sessions__isnull=False, service_at_locations__isnull=False).first()
    before = [
        service.taxonomy_terms.count(), service.phones.count(), service.schedules.count(),
        service.sessions.count(), service.service_at_locations.count(),
    ]  # fmt: skip
    draft = service.get_latest_revision_as_object()
    draft.summary = "As an editor has it."
    draft.save_revision().publish()
    service = Service.objects.get(pk=service.pk)

    assert service.summary == "As an editor has it."
    assert before == [
        service.taxonomy_terms.count(), service.phones.count(), service.schedules.count(),
        service.sessions.count(), service.service_at_locations.count(),
    ]  # fmt: skip


def test_none_answers_for_the_hub_or_counts_as_a_helpline(made):
    assert not invented().national_helplines().exists()
    assert not invented().commissioned().exists()
    assert not invented().filter(answers_when_hub_is_closed=True).exists()
    assert not invented().filter(is_lifeline=True).exists()
    assert Hub.objects.get().phone not in {each.phone for each in LISTINGS}
