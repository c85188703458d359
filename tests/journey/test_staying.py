"""Someone who needs longer: what "Keep my answers for another hour" does, and what it cannot do."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from referrals_portal.journey import drafts, routing
from referrals_portal.models import Draft
from referrals_portal.steps import STEPS
from tests.journey.conftest import Visitor, hidden
from tests.journey.people import ANSWERS

pytestmark = pytest.mark.django_db

START = timezone.now()
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def minute(time_machine):
    """A function that makes it so many minutes after the start."""

    def move_to(minutes):
        time_machine.move_to(START + timedelta(minutes=minutes), tick=False)

    move_to(0)
    return move_to


def first_two_steps(visitor):
    """Answer the two first questions; return the third's key."""
    visitor.answer("device", "now")
    return "who"


def everything(visitor):
    """Answer every question."""
    answers = {step: given for step, given in ANSWERS.items() if step != "call"}
    visitor.answer(*routing.path(answers))


def stay(visitor, page, **kwargs):
    token = hidden(page)["csrfmiddlewaretoken"]
    return visitor.client.post(
        "/form/stay/", f"csrfmiddlewaretoken={token}", content_type=FORM, **kwargs
    )


def ends_in(page):
    """Return the seconds until the end, and until that of the day, which a page tells."""
    after = page.split('data-ends-in="')[1]
    return int(after.split('"')[0]), int(after.split('data-at-most="')[1].split('"')[0])


def test_another_hour_begins_when_it_is_asked_for(visitor, minute):
    step = first_two_steps(visitor)
    page = visitor.get(step).content.decode()
    for minutes in (55, 110, 165):
        minute(minutes)
        assert stay(visitor, page).status_code == 204
    minute(165 + 59)
    assert visitor.get(step).status_code == 200
    minute(165 + 61)
    assert visitor.get(step).status_code == 410


def test_nothing_else_changes_so_what_is_typed_in_an_open_page_is_kept(visitor, minute):
    step = first_two_steps(visitor)
    page = visitor.get(step).content.decode()
    before, cookie = Draft.objects.values().get(), visitor.client.cookies["form"].value
    minute(55)
    response = stay(visitor, page)
    assert response.content == b""
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    after = Draft.objects.values().get()
    assert after.pop("idle_at") == before.pop("idle_at") + timedelta(minutes=55)
    assert after == before
    assert visitor.client.cookies["form"].value == cookie
    minute(100)
    data = {f"{step}-{name}": value for name, value in ANSWERS[step].items()}
    assert visitor.send(step, data | hidden(page)).status_code == 303


def test_what_is_over_cannot_be_brought_back(visitor, minute):
    page = visitor.get(first_two_steps(visitor)).content.decode()
    minute(60)
    assert stay(visitor, page).status_code == 410
    minute(0)
    Draft.objects.all().delete()
    assert stay(visitor, page).status_code == 410


def test_a_day_is_the_most(visitor, minute):
    page = visitor.get(first_two_steps(visitor)).content.decode()
    for hour in range(24):
        minute(60 * hour + 59 - hour)
        assert stay(visitor, page).status_code == 204
    row = Draft.objects.get()
    assert row.idle_at == row.expires_at == START + drafts.ABSOLUTE
    minute(24 * 60)
    assert stay(visitor, page).status_code == 410


def test_what_was_sent_is_neither_kept_for_longer_nor_touched(visitor, minute):
    first = visitor.get(STEPS[0].key).content.decode()
    everything(visitor)
    visitor.post("check")
    before = Draft.objects.values().get()
    assert stay(visitor, first).status_code == 410
    assert Draft.objects.values().get() == before


def test_before_the_first_answer_there_is_nothing_that_could_end(visitor, minute):
    page = visitor.get(STEPS[0].key).content.decode()
    assert stay(visitor, page).status_code == 204
    assert not Draft.objects.exists()


def test_a_page_knows_how_long_its_answers_last(visitor, minute):
    step = first_two_steps(visitor)
    assert ends_in(visitor.get(step).content.decode()) == (3600, 24 * 3600)
    minute(40)
    assert ends_in(visitor.get(step).content.decode()) == (20 * 60, 24 * 3600 - 40 * 60)
    Draft.objects.update(idle_at=START + timedelta(days=2))
    minute(24 * 60 - 5)
    assert ends_in(visitor.get(step).content.decode()) == (300, 300)


def test_the_check_page_says_it_too(visitor, minute):
    everything(visitor)
    assert ends_in(visitor.get("check").content.decode()) == (3600, 24 * 3600)


class TestRefused:
    """Nobody else can keep somebody's answers, and nothing but a small form is read."""

    def test_only_by_post(self, visitor):
        assert visitor.client.get("/form/stay/").status_code == 405

    def test_not_without_the_token(self, visitor, minute):
        first_two_steps(visitor)
        before = Draft.objects.values().get()
        minute(30)
        assert visitor.client.post("/form/stay/", "", content_type=FORM).status_code == 403
        assert Draft.objects.values().get() == before

    def test_not_without_the_cookie(self, visitor):
        page = visitor.get(first_two_steps(visitor)).content.decode()
        del visitor.client.cookies[drafts.cookie_name()]
        assert stay(visitor, page).status_code == 410

    @pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "é.1.x", "A" * 43, "A" * 5000])
    def test_any_cookie_at_all_is_an_answer_and_no_error(self, visitor, cookie):
        page = visitor.get(first_two_steps(visitor)).content.decode()
        visitor.client.cookies[drafts.cookie_name()] = cookie
        assert stay(visitor, page).status_code == 410

    def test_only_ones_own(self, visitor, minute):
        other = Visitor()
        first_two_steps(other)
        page = visitor.get(first_two_steps(visitor)).content.decode()
        minute(30)
        stay(visitor, page)
        assert Draft.objects.filter(idle_at=START + timedelta(minutes=90)).count() == 1

    @pytest.mark.parametrize(
        ("kind", "body", "status"),
        [("application/json", b"{}", 415), (FORM, b"x" * 70_000, 413), ("text/plain", b"x", 415)],
    )
    def test_nothing_but_a_small_form(self, db, kind, body, status):
        assert Client().post("/form/stay/", body, content_type=kind).status_code == status

    def test_a_database_that_is_away_is_503(self, visitor, monkeypatch):
        page = visitor.get(first_two_steps(visitor)).content.decode()

        def away(*args):
            raise OperationalError

        monkeypatch.setattr(drafts, "extend", away)
        assert stay(visitor, page).status_code == 503
