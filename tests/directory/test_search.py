"""The search, in the database: what is found, what is not, and in which order."""

import gc
import sys
from importlib import import_module
from unittest.mock import Mock

import pytest
from django.db import OperationalError

from directory import search
from directory.models import Service, TaxonomyTerm
from directory.near.points import Point
from directory.results import results
from directory.search import building
from directory.search.choices import Asked

from .conftest import found, make_service


@pytest.fixture
def listed(db):
    make_service(
        "Advice on stalking",
        org="Zoë's Trust",
        summary="Someone follows you? Talk to us.",
        terms={"Stalking": "Followed, watched, harassed."},
    )
    make_service("Counselling", summary="Therapeutic talking.", description="After stalking, too.")
    make_service(
        "Report Fraud",
        alternate_name="Action Fraud",
        eligibility_description="Anyone in Wales.",
        terms={"Fraud": "Scam, conned."},
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("stalking", ["Advice on stalking", "Counselling"]),
        ("STALK", ["Advice on stalking", "Counselling"]),
        ("I have a stalker", ["Advice on stalking", "Counselling"]),
        ("watched", ["Advice on stalking"]),
        ("zoe trust", ["Advice on stalking"]),
        ("ZOË\u2019S", ["Advice on stalking"]),
        ("action fraud", ["Report Fraud"]),
        ("scam wales", ["Report Fraud"]),
        ("scam in Wales after stalking", ["Report Fraud", "Advice on stalking", "Counselling"]),
        ("follows", ["Advice on stalking"]),
        # A whole word is sought: these must not find "therapeutic" nor "counselling".
        ("rape", []),
        ("couns", []),
        ("%", ["Advice on stalking", "Counselling", "Report Fraud"]),
        ("_", []),
        ("' OR 1=1 --", []),
        ("", ["Advice on stalking", "Counselling", "Report Fraud"]),
    ],
)
def test_any_word_that_says_something_finds(listed, text, names):
    assert found(text) == names


def test_the_name_counts_before_the_rest(listed):
    make_service("Before all", summary="Stalking.", description="Stalking.")

    assert found("stalking") == ["Advice on stalking", "Before all", "Counselling"]


def test_new_words_are_found_and_old_ones_are_not(listed):
    service = Service.objects.get(name="Counselling")
    service.description = "After burglary."
    service.save()
    term = TaxonomyTerm.objects.get(name="Fraud")
    term.description = "Tricked."
    term.save(update_fields=["description"])

    assert found("stalking") == ["Advice on stalking"]
    assert found("burglary") == ["Counselling"]
    assert (found("scam"), found("tricked")) == ([], ["Report Fraud"])


def test_a_renamed_organisation_is_found_by_its_new_name(listed):
    service = Service.objects.get(name="Advice on stalking")
    service.organisation.name = "Another Trust"
    service.organisation.save()

    assert (found("zoe"), found("another")) == ([], ["Advice on stalking"])


def test_two_terms_do_not_show_a_service_twice(db):
    make_service("One", terms={"Rape": "Sexual violence.", "Assault": "Sexual or other violence."})

    assert found("sexual violence") == ["One"]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, True),
        ({"status": "temporarily closed"}, True),
        ({"status": "inactive"}, False),
        ({"status": "defunct"}, False),
        ({"live": False}, False),
    ],
)
def test_what_the_public_may_see(db, fields, shown):
    make_service(**fields)

    assert Service.objects.public().exists() == shown


def test_the_groups_of_the_list(db):
    make_service("Local", is_commissioned=True)
    make_service("National", is_national_helpline=True)
    make_service("Other")
    services = Service.objects.all()

    assert [s.name for s in services.commissioned()] == ["Local"]
    assert [s.name for s in services.national_helplines()] == ["National"]


def test_a_list_costs_the_same_however_long(db, django_assert_num_queries):
    for number in range(15):
        make_service(f"Service {number}", phone="01632 960001", always=True)

    with django_assert_num_queries(3):
        for service in Service.objects.public().with_details():
            assert service.hours.always
            assert str(service.phones.all()[0]) == "01632 960001"
            assert service.organisation.name


def test_a_web_server_builds_the_index_before_its_first_visitor(listed, monkeypatch):
    asked = []
    monkeypatch.setattr(search, "connections", Mock(close_all=lambda: asked.append("closed")))
    building.current.forget()
    monkeypatch.delitem(sys.modules, "config.wsgi", raising=False)
    monkeypatch.setenv("DATABASE_PATIENCE", "3000")
    gc.unfreeze()
    import_module("config.wsgi")

    assert asked == ["closed"]
    assert gc.get_freeze_count() > 10_000  # what stays is not looked through in an answer
    gc.unfreeze()
    monkeypatch.setattr(building, "build", None)  # nobody needs it any more
    assert len(search.find_ids("scam")) == 1


@pytest.mark.parametrize("fault", [OperationalError, ValueError])
def test_where_it_cannot_be_built_the_web_server_starts_all_the_same(db, monkeypatch, fault):
    monkeypatch.setattr(search, "connections", Mock())
    monkeypatch.setattr(building, "build", Mock(side_effect=fault))
    building.current.forget()

    search.prepare()
    monkeypatch.undo()
    assert found("scam") == []


def test_what_is_for_people_elsewhere_comes_after_what_is_for_them(hub):
    make_service("A line for Wales", summary="Talking.", service_area="Wales")
    make_service("B line for Basingstoke", summary="Talking.", service_area="Basingstoke")
    make_service("C line", summary="Talking.")

    def names(near=None):
        search.building.current.forget()
        asked = Asked(words="talking", near=near, within=25)
        shown = results(asked, 1).entries
        return [entry.service.name[0] for entry in shown]

    assert names() == ["B", "C", "A"]
    assert names(Point(50.70, -1.29)) == ["C", "A", "B"]
    assert names(Point(51.48, -3.18)) == ["A", "C", "B"]


def test_where_no_number_is_free_nothing_is_left_out(db):
    make_service("A line", phone="0300 123 2040")

    assert found("no credit") == ["A line"]
