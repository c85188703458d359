"""Who answers now, from memory: no queries, no stale edits, and an answer without a database."""

from datetime import UTC, datetime

import pytest
from django.db import OperationalError
from django.template import Context, Template
from django.test import RequestFactory

from core import generation
from directory import answering
from directory.answering import answering_now
from directory.models import Schedule
from hub import snapshot

from .conftest import make_service

WORKING_HOURS = datetime(2026, 11, 23, 10, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)


@pytest.fixture
def pinned(monkeypatch):
    """The content generation is not read again, as within one second."""
    monkeypatch.setattr(generation, "READ_EVERY", float("inf"))


def test_the_hub_answers_in_its_hours(supportline):
    answer = answering_now(WORKING_HOURS)

    assert (answer.name, answer.phone, answer.is_hub) == ("Victim Care Hub", "0808 178 1641", True)


def test_the_national_line_answers_at_night(supportline):
    answer = answering_now(NIGHT)

    assert (answer.name, answer.phone) == ("Victim Support Supportline", "08 08 16 89 111")
    assert not answer.is_hub


def test_lines_are_tried_in_their_order(supportline):
    first = {"phone": "01632 960003", "always": True, "answers_when_hub_is_closed": True}
    make_service("Second", answering_order=2, **first)
    assert answering_now(NIGHT).name == "Victim Support Supportline"
    make_service("First", answering_order=0, **first)
    assert answering_now(NIGHT).name == "First"


@pytest.mark.parametrize(
    "change", [{"status": "inactive"}, {"status": "temporarily closed"}, {"live": False}]
)
def test_a_line_that_takes_nobody_on_never_answers(supportline, change):
    for name, value in change.items():
        setattr(supportline, name, value)
    supportline.save()

    assert answering_now(NIGHT).is_hub


def test_a_line_that_is_only_texted_is_not_called(supportline):
    supportline.phones.update(type="text")
    answering._national_lines.forget()

    assert answering_now(NIGHT).is_hub


def test_it_costs_no_query_once_it_is_known(supportline, pinned, django_assert_num_queries):
    answering_now(NIGHT)

    with django_assert_num_queries(0):
        answering_now(NIGHT)


def test_an_edit_shows_at_once(supportline):
    assert answering_now(NIGHT).phone == "08 08 16 89 111"
    phone = supportline.phones.get()
    phone.number = "01632 960004"
    phone.save()

    assert answering_now(NIGHT).phone == "01632 960004"


def test_new_hours_show_at_once(supportline):
    answering_now(NIGHT)
    supportline.schedules = [Schedule(byday="MO", opens_at="09:00", closes_at="17:00")]
    supportline.save()

    assert answering_now(NIGHT).is_hub


@pytest.fixture
def database_is_away(monkeypatch):
    def away():
        raise OperationalError("the database is away")

    monkeypatch.setattr(answering, "_from_database", away)
    monkeypatch.setattr(snapshot, "_from_database", away)


def test_without_a_database_the_hub_is_named_with_its_hours(hub, database_is_away):
    answering._national_lines.forget()
    snapshot.forget()
    answer = answering_now(NIGHT)

    assert (answer.phone, answer.is_hub) == ("0808 178 1641", True)
    assert answer.hours_text == "Closed now. Opens at 9am tomorrow"


def test_without_a_database_the_lines_last_known_still_stand(supportline, request):
    answering_now(NIGHT)
    request.getfixturevalue("database_is_away")
    generation.bump()

    assert answering_now(NIGHT).name == "Victim Support Supportline"


def test_a_template_asks_and_the_page_cache_learns_when_it_changes(supportline, time_machine):
    time_machine.move_to(WORKING_HOURS)
    request = RequestFactory().get("/")
    template = Template("{% load helpline %}{% helpline as line %}{{ line.phone }}")

    assert template.render(Context({"request": request})) == "0808 178 1641"
    assert request.changes_at == datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert template.render(Context({})) == "0808 178 1641"


def test_the_hours_of_the_hub_in_words(hub):
    template = Template("{% load helpline %}{{ hub.hours|hours_in_words }}")

    assert template.render(Context({"hub": snapshot.current_hub()})) == (
        "Monday to Friday, 9am to 5pm"
    )
