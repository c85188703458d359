"""The demonstration directory: real helplines as they were checked, with nothing made up."""

from datetime import date

import pytest

from config.demo import directory as demonstration
from directory.models import Organisation, Service, TaxonomyTerm

# Where the source of a number or of hours was not seen, the entry has none and says so.
NUMBERS = {
    "Victim Support Supportline": "08 08 16 89 111",
    "National Domestic Abuse Helpline": "0808 2000 247",
    "Live Fear Free": "0808 80 10 800",
    "Rape and Sexual Abuse Support Line": None,
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
    "Hourglass": None,
    "Revenge Porn Helpline": "0345 6000 459",
    "Brake road victim service": "0808 8000 401",
    "Cruse": "0808 808 1677",
    "SAMM": None,
}


@pytest.fixture
def made(demonstrated, hub):
    """The directory, as the demonstration has it."""


def test_the_national_helplines(made):
    lines = Service.objects.national_helplines()
    numbers = {
        line.name: next((phone.number for phone in line.phones.all()), None) for line in lines
    }

    assert numbers == NUMBERS


def test_every_helpline_says_when_it_answers_or_that_you_must_check(made):
    for line in Service.objects.national_helplines():
        assert line.hours or line.hours_notes, line.name


def test_all_real_entries_say_when_they_were_checked(made):
    assert set(Service.objects.values_list("assured_date", flat=True)) == {date(2026, 11, 1)}


def test_only_the_supportline_answers_for_the_hub(made):
    standing_in = Service.objects.filter(answers_when_hub_is_closed=True)

    assert [line.name for line in standing_in] == ["Victim Support Supportline"]
    assert standing_in.get().hours.always


def test_the_hub_and_what_it_commissions(made):
    commissioned = Service.objects.commissioned()

    assert commissioned.count() == 8
    assert all(service.application_process for service in commissioned)
    assert commissioned.get(name="Victim Care Hub").places.count() == 4


def test_every_entry_can_be_saved_by_an_editor_as_it_is(made):
    for service in Service.objects.all():
        service.full_clean()
        for part in (*service.phones.all(), *service.schedules.all()):
            part.full_clean()


def test_made_again_it_adds_nothing_and_changes_nothing(made):
    galop = Service.objects.get(name="Galop")
    galop.summary = "As an editor has it."
    galop.save()
    before = [model.objects.count() for model in (Service, Organisation, TaxonomyTerm)]
    demonstration.make()

    assert [model.objects.count() for model in (Service, Organisation, TaxonomyTerm)] == before
    assert Service.objects.get(name="Galop").summary == "As an editor has it."


def test_the_public_list_has_only_real_ones(made, visitor):
    refuge = Service.objects.get(name="Example refuge (invented)")

    assert not refuge.live
    assert refuge.latest_revision
    assert refuge not in Service.objects.public()
    assert "invented" not in visitor.get("/services/").content.decode()
    assert visitor.get(f"/services/{refuge.slug}/").status_code == 404
