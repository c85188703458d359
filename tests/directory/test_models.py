"""What the directory keeps: addresses on the web, ages, hours and numbers."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from directory.ages import ages_in_words
from directory.models import Phone, Schedule, Service
from directory.models.codes import CodesChoice
from directory.models.weekdays import numbers
from hub.opening import Period

from .conftest import make_service


@pytest.mark.parametrize(
    ("youngest", "oldest", "said"),
    [
        (None, None, ""),
        (16, None, "People aged 16 and over"),
        (None, 18, "People aged 18 and under"),
        (0, 4, "People aged 0 to 4"),
    ],
)
def test_ages_in_words(youngest, oldest, said):
    assert ages_in_words(youngest, oldest) == said


def test_each_service_has_an_address_of_its_own_that_stays(db):
    first, second, strange = (
        make_service("Café Help"),
        make_service("Cafe help"),
        make_service("助け"),
    )
    first.name = "Renamed"
    first.save()

    assert [s.slug for s in (first, second, strange)] == ["cafe-help", "cafe-help-2", "service"]


def test_a_long_name_still_gets_an_address(db):
    names = ["a" * 150, "a" * 149 + "b"]
    slugs = {make_service(name).slug for name in names}

    assert len(slugs) == 2
    assert all(len(slug) <= 80 for slug in slugs)


@pytest.mark.parametrize(
    ("kind", "number", "href"),
    [
        ("voice", "08 08 16 89 111", "tel:08081689111"),
        ("text", "07700 900300", "sms:07700900300"),
        ("voice", "+44 1632 960001", "tel:+441632960001"),
    ],
)
def test_numbers_can_be_tapped(kind, number, href):
    assert Phone(number=number, type=kind).href == href


@pytest.mark.parametrize(
    "number", ["", "abc", "0800  1111", "0800-1111", "1", "javascript:1", " 01"]
)
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValidationError) as refused:
        Phone(number=number).clean_fields(exclude=["service"])

    assert "number" in refused.value.message_dict


NINE, FIVE = time(9), time(17)


@pytest.mark.parametrize(
    "hours",
    [
        {"always": True},
        {"byday": "MO,FR", "opens_at": NINE, "closes_at": FIVE},
        {"notes": "Check the hours on their website."},
    ],
)
def test_hours_that_make_sense_pass(db, hours):
    Schedule(**hours).clean()


@pytest.mark.parametrize(
    "hours",
    [
        {"always": True, "byday": "MO"},
        {"always": True, "opens_at": NINE, "closes_at": FIVE},
        {"byday": "MO"},
        {"byday": "MO", "opens_at": NINE},
        {"opens_at": NINE, "closes_at": FIVE},
        {"byday": "MO", "opens_at": FIVE, "closes_at": NINE},
        {"byday": "MO", "opens_at": NINE, "closes_at": NINE},
    ],
)
def test_hours_that_do_not_are_refused(db, hours):
    with pytest.raises(ValidationError):
        Schedule(**hours).clean()


def test_hours_become_periods():
    schedule = Schedule(byday="MO,SU", opens_at=NINE, closes_at=FIVE)

    assert schedule.periods == (Period(0, NINE, FIVE), Period(6, NINE, FIVE))
    assert Schedule(always=True).periods == ()


def test_days_are_ticked_and_kept_in_order():
    field = CodesChoice(choices=[(code, code) for code in ("MO", "TU", "SU")])

    assert field.clean(["SU", "MO"]) == "MO,SU"
    assert field.prepare_value("MO,SU") == ["MO", "SU"]
    assert field.has_changed("MO,SU", ["SU", "MO"]) is False
    assert field.has_changed("", ["MO"]) is True
    assert numbers("SU,MO,??") == [0, 6]
    with pytest.raises(ValidationError):
        field.clean(["XX"])


def test_ages_out_of_order_are_refused(hub):
    service = make_service()
    service.minimum_age, service.maximum_age = 18, 16
    with pytest.raises(ValidationError, match="must not be below"):
        service.full_clean()


def test_a_save_that_fails_changes_nothing(db):
    service = make_service(phone="01632 960001")
    service.name = "Changed"
    service.phones = [Phone(number="01632 960002"), Phone(number=None)]
    with pytest.raises(Exception, match=r"(?i)null"):
        service.save()

    kept = Service.objects.get()
    assert kept.name == "Example service"
    assert [phone.number for phone in kept.phones.all()] == ["01632 960001"]
