"""The demonstration directory: what is real in it is as it was checked."""

from datetime import date

import pytest
from django.utils import timezone

from config.demo import directory as demonstration
from directory.models import (
    ConfidentialLocation,
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    Session,
    TaxonomyTerm,
)

EVERYTHING = (
    Service, Organisation, Location, TaxonomyTerm, Phone, Schedule, Session, ConfidentialLocation,
)  # fmt: skip

# Where no published copy of a number or of hours was seen, the entry has none and says so.
NUMBERS = {
    "Victim Support Supportline": "08 08 16 89 111",
    "National Domestic Abuse Helpline": "0808 2000 247",
    "Live Fear Free": "0808 80 10 800",
    "Rape and Sexual Abuse Support Line": "0808 500 2222",
    "Men's Advice Line": "0808 801 0327",
    "Respect Phoneline": "0808 802 4040",
    "Galop": "0800 999 5428",
    "Karma Nirvana": "0800 5999 247",
    "National Stalking Helpline": "0808 802 0300",
    "Modern Slavery & Exploitation Helpline": "08000 121 700",
    "Salvation Army modern slavery line": "0800 808 3733",
    "Report Fraud": "0300 123 2040",
    "Childline": "0800 1111",
    "Samaritans": "116 123",
    "Crimestoppers": "0800 555 111",
    "Hourglass": "0808 808 8141",
    "Revenge Porn Helpline": "0345 6000 459",
    "Brake road victim service": "0808 8000 401",
    "RoadPeace": "0800 160 1069",
    "Cruse": "0808 808 1677",
    "SAMM": None,
}


@pytest.fixture
def made(demonstrated, hub):
    """The directory, as the demonstration has it."""


def test_the_national_helplines(made):
    lines = Service.objects.national_helplines()
    assert all(line.locked for line in lines)
    numbers = {
        line.name: next((phone.number for phone in line.phones.all()), None) for line in lines
    }

    assert numbers == NUMBERS


def test_every_helpline_says_when_it_answers_or_that_you_must_check(made):
    for line in Service.objects.national_helplines():
        assert line.hours or line.hours_notes, line.name


def real():
    return Service.objects.exclude(organisation__name__contains="(invented)")


def test_all_real_entries_say_when_they_were_checked_and_are_to_be_checked_again(made):
    assert real().count() == 31
    assert set(real().values_list("assured_date", "review_date")) == {
        (date(2026, 11, 1), timezone.localdate())
    }


def test_whoever_has_a_number_can_be_called(made):
    for line in real():
        channels = line.channels.split(",")
        types = {phone.type for phone in line.phones.all()}
        assert ("voice" in types) == ("telephone" in channels), line.name
        assert ("text" in types) == ("text" in channels), line.name


def test_they_stand_in_their_lists(made):
    rape = Service.objects.get(name="Rape and Sexual Abuse Support Line")
    helped = {"Someone to talk to", "Sexual violence", "Child abuse", "Families and friends"}

    assert {term.name for term in rape.taxonomy_terms.all()} == helped
    assert (rape.minimum_age, rape.is_free, rape.hours.always) == (16, True, True)
    assert rape.service_area == "England and Wales"


def test_only_the_supportline_answers_for_the_hub(made):
    standing_in = Service.objects.filter(answers_when_hub_is_closed=True)

    assert [line.name for line in standing_in] == ["Victim Support Supportline"]
    assert standing_in.get().hours.always


def test_the_hub_and_what_it_commissions(made):
    commissioned = Service.objects.commissioned()

    assert commissioned.count() == 8
    assert all(service.application_process for service in commissioned)
    assert commissioned.get(name="Victim Care Hub").places.count() == 4


def test_made_again_it_adds_nothing_and_changes_nothing(made):
    galop = Service.objects.get(name="Galop")
    galop.summary = "As an editor has it."
    galop.save()
    before = [model.objects.count() for model in EVERYTHING]
    demonstration.make()

    assert [model.objects.count() for model in EVERYTHING] == before
    assert Service.objects.get(name="Galop").summary == "As an editor has it."


def test_the_refuge_is_listed_and_its_address_is_in_one_table(made):
    refuge = Service.objects.public().get(name="Example refuge (invented)")
    secret = ConfidentialLocation.objects.get()

    assert refuge.address_is_secret
    assert (secret.service, secret.address_1) == (refuge, "1 Never Published Lane")
    assert not refuge.service_at_locations.exists()
    assert not refuge.sessions.exists()
    assert not Location.objects.filter(address_1__icontains="never published").exists()


def test_an_address_that_an_editor_mended_stays(made):
    ConfidentialLocation.objects.update(address_1="2 Never Published Lane")
    demonstration.make()

    assert ConfidentialLocation.objects.get().address_1 == "2 Never Published Lane"
