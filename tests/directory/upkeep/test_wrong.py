"""Anybody may say that an entry is wrong, and nothing of them is kept."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from directory.models import Suggestion
from directory.status import Status
from directory.upkeep import robots, suggesting

from .conftest import NOW, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
AT = datetime.fromisoformat(NOW)


@pytest.fixture
def line(hub):
    return make("Example line", phone="01632 960001")


def address(service):
    return f"/services/{service.slug}/wrong/"


def send(client, service, *, took=10, **fields):
    data = {
        "subject": "",
        "shown": robots.stamp(AT - timedelta(seconds=took), service.slug),
        "wrong": "number",
    }
    return client.post(address(service), data | fields)


def test_it_is_a_page_with_plain_words_beside_the_box(visitor, line):
    page = visitor.get(address(line))
    assert page.status_code == 200
    assert "Do not write about yourself or about what happened" in page.text
    assert "0808 178 1641" in page.text
    assert 'content="noindex"' in page.text
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies


def test_what_is_sent_is_a_task_without_anybody_in_it(visitor, line):
    page = send(visitor, line, says="The number is now 01632 960002")
    assert "Thank you" in page.text
    assert not page.cookies
    kept = Suggestion.objects.get()
    assert (kept.service, kept.kind, kept.wrong) == (line, "public", "number")
    assert kept.says == "The number is now 01632 960002"
    assert kept.received_at == datetime(2026, 11, 29, 0, 0, tzinfo=UTC)
    assert kept.changes == {}


@pytest.mark.parametrize("says", ["I was raped there", "Ring 07700 900123", "my ex works there"])
def test_a_story_is_not_kept_and_they_hear_whom_to_call(visitor, line, says, caplog):
    page = send(visitor, line, says=says)
    assert not Suggestion.objects.exists()
    assert page.status_code == 200
    assert "We did not keep what you wrote" in page.text
    assert "/get-help/" in page.text
    assert "tel:08081781641" in page.text
    assert says not in page.text
    assert 'value="number" checked' in page.text
    assert says not in caplog.text
    assert not page.cookies


@pytest.mark.parametrize(
    ("wrong", "kept"), [("number", False), ("cost", False), ("else", False), ("place", True)]
)
def test_only_a_place_may_be_said_of_a_place(visitor, line, wrong, kept):
    send(visitor, line, wrong=wrong, says="it is at 14 elm road, so14 2aa")
    assert Suggestion.objects.exists() is kept


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"wrong": ""}, "Choose what is wrong."),
        ({"wrong": "nonsense"}, "Choose what is wrong."),
        ({"wrong": "else"}, "Write in a few words"),
        ({"says": "a " * 76}, "Use fewer words, at most 150 letters."),
        ({"says": "a\x00b"}, "cannot be read"),
    ],
)
def test_a_mistake_comes_back(visitor, line, fields, words):
    page = send(visitor, line, **fields)
    assert words in page.text
    assert "Error:" in page.text
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": "cheap pills"},
        {"took": 1},
        {"shown": robots.stamp(AT - timedelta(seconds=10), "other-line")},
        {"took": -60},
        {"shown": "x"},
        {"shown": ""},
    ],
)
def test_a_robot_is_thanked_and_nothing_is_kept(visitor, line, fields):
    assert "Thank you" in send(visitor, line, **fields).text
    assert not Suggestion.objects.exists()


def test_who_left_the_page_open_for_more_than_an_hour_is_asked_to_send_it_again(visitor, line):
    page = send(visitor, line, took=3601, says="The number is 01632 960002")
    assert "Please press Send again." in page.text
    assert "Thank you" not in page.text
    assert "The number is 01632 960002</textarea>" in page.text
    assert not Suggestion.objects.exists()
    assert "Thank you" in send(visitor, line, took=3601, subject="pills").text
    assert "We did not keep" in send(visitor, line, took=3601, says="I was raped").text


def test_a_flood_for_one_service_is_not_kept_and_nobody_is_told_that_it_was(visitor, line):
    other = make("Other line")
    for _ in range(suggesting.MOST_FOR_A_SERVICE):
        assert "Thank you" in send(visitor, line).text
    page = send(visitor, line)
    assert page.status_code == 503
    assert "We could not keep this" in page.text
    assert "tel:08081781641" in page.text
    assert "Thank you" not in page.text
    assert Suggestion.objects.count() == suggesting.MOST_FOR_A_SERVICE
    send(visitor, other)
    assert Suggestion.objects.filter(service=other).count() == 1


def test_a_flood_altogether_is_not_kept(visitor, line, monkeypatch):
    monkeypatch.setattr(suggesting, "MOST_FROM_PUBLIC", 2)
    pages = [send(visitor, make(name)) for name in ("One", "Two", "Three")]
    assert ["Thank you" in page.text for page in pages] == [True, True, False]
    assert "We could not keep this" in pages[-1].text
    assert Suggestion.objects.count() == 2
    # What a service itself says has a place of its own.
    assert suggesting.keep_confirmed(line, AT)


def test_too_much_is_refused_before_it_is_read(visitor, line):
    page = send(visitor, line, says="a" * 9000)
    assert page.status_code == 413
    assert "That is too long" in page.text


@pytest.mark.parametrize("fields", [{"status": Status.INACTIVE}, {"status": Status.DEFUNCT}])
def test_what_the_public_does_not_see_has_no_such_page(visitor, fields, hub):
    assert visitor.get(address(make(**fields))).status_code == 404


def test_a_place_that_is_secret_has_no_box_to_write_it_into(visitor, hub):
    refuge = make("Refuge", address_is_secret=True)
    assert 'name="says"' not in visitor.get(address(refuge)).text
    send(visitor, refuge, wrong="else", says="1 Never Published Lane")
    assert Suggestion.objects.get().says == ""


def test_it_needs_no_token_of_ours(line):
    strict = Client(enforce_csrf_checks=True)
    assert "Thank you" in send(strict, line).text
    assert Suggestion.objects.exists()


def test_html_stays_text(visitor, line):
    page = send(visitor, line, wrong="", says="<script>alert(1)</script>")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text


def test_what_nobody_decided_about_goes_after_a_month(visitor, line):
    send(visitor, line)
    soon = AT + timedelta(days=29)
    assert suggesting.forget_old(soon) == 0
    assert suggesting.forget_old(soon + timedelta(days=1)) == 1
    assert not Suggestion.objects.exists()


def test_the_day_is_londons(visitor, line):
    with time_machine.travel("2026-06-30T23:30:00+00:00", tick=False):
        visitor.post(
            address(line),
            {
                "wrong": "cost",
                "shown": robots.stamp(datetime(2026, 6, 30, 23, 29, tzinfo=UTC), line.slug),
            },
        )
    assert Suggestion.objects.get().received_at == datetime(2026, 6, 30, 23, 0, tzinfo=UTC)
