"""The whole journey in Welsh: no page of it, no error and no message is in English anywhere."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from hub import loading
from hub.models import Hub, Welsh
from hub.snapshot import forget
from referrals_portal.journey import drafts, promises
from referrals_portal.journey.signs import TRAP
from referrals_portal.messages.outbox import place
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.sealing import Place
from referrals_portal.sealing.opening import open_recipient, open_signed
from tests.journey.conftest import Visitor, at, hidden
from tests.journey.test_faults import away
from tests.journey.test_personas import path_of, walk
from tests.journey.welsh import english_in, read
from tests.personas import PERSONAS, Persona

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OPEN = datetime(2026, 12, 1, 11, tzinfo=UTC)
CLOSED = datetime(2026, 12, 5, 22, tzinfo=UTC)  # a Saturday night
WHO = [
    "in-welsh", "only-a-call", "parent-and-child", "child-of-12", "child-of-15", "in-danger-now",
    "friend-with-agreement", "friend-without-agreement", "thoughts-of-self-harm", "business",
    "spokesperson", "only-tuesday", "nothing-is-safe", "outside-the-area", "knows-staff",
    "interpreter", "without-script",
]  # fmt: skip


@pytest.fixture
def offered(db, keys, settings):
    """A hub that offers Welsh; the same in every test that wants another choice."""

    def offer(choice: Welsh = Welsh.REVIEWED) -> None:
        hub = loading.load(settings.HUB)
        Hub.objects.filter(pk=hub.pk).update(welsh=choice)
        forget()

    offer()
    yield offer
    forget()


def in_welsh(who: Persona, **answers: dict) -> Persona:
    return replace(who, answers=who.answers | answers, comes=who.comes | {"language": "cy"})


def typed(who: Persona) -> list[str]:
    """All that a person typed or was told, which is data: ours to keep and not to translate."""
    return [value for step in who.answers.values() for value in step.values()
            if isinstance(value, str)
            and re.search(r"CANARY|canary|\d{4}", value)]  # fmt: skip


def assert_welsh(page: str, *data: str) -> None:
    assert re.search(r'<html lang="cy"', page)
    assert english_in(read(page, *data)) == []


@pytest.mark.parametrize(
    ("key", "at"), [*((key, CLOSED) for key in WHO), ("in-welsh", OPEN), ("only-a-call", OPEN)]
)
def test_every_page_that_a_person_sees(offered, key, at):
    who = in_welsh(PERSONAS[key])
    with time_machine.travel(at, tick=False):
        pages = walk(who, Visitor())
    assert len(pages) > 1
    for page in pages.values():
        assert_welsh(page, *typed(who))


@pytest.mark.parametrize("key", ["in-welsh", "only-a-call", "parent-and-child", "without-script"])
def test_what_is_wrong_with_an_empty_page_is_said_in_welsh(offered, key):
    who = PERSONAS[key]
    visitor, seen = Visitor(), []
    visitor.client.get("/form/?language=cy")
    for step in path_of(who):
        empty = visitor.post(step, {})
        if empty.status_code == 200:
            page = empty.content.decode()
            assert "govuk-error-summary" in page
            assert_welsh(page, *typed(who))
            seen.append(step)
        assert visitor.post(step, who.answers.get(step)).status_code == 303
    assert seen


def test_english_would_be_found(offered):
    """Nothing above is worth anything otherwise."""
    found = english_in(read(Client().get("/get-help/").content.decode()))
    assert len(found) > 50
    assert {"Leave this site", "Just ask for a call", "Rather talk", "Language"} <= set(found)
    assert english_in("Ffoniwch ni if you can") == ["if", "you"]


LONG = "CANARY" * 500
MISTAKES = [
    ("name", {"name": LONG, "age_band": "x"}),
    ("name", {"name": "CANARY\x07", "age_band": "18_59"}),
    ("where", {"in_area": "x", "place": LONG}),
    ("contact", {"phone": "CANARY", "email": "CANARY"}),
    ("contact", {"phone": "07700 900301", "no_contact": "on"}),
    ("contact", {"phone": "070 0000 0000"}),
    ("contact", {"email": f"{LONG}@example.org"}),
    ("contact", {"email": "\x00@example.org"}),
    ("safe", {"whose_phone": "x", "call": "x", "text": "", "whose_email": "", "email": ""}),
    ("details", {"crime_types": ["x"], "words": LONG}),
    ("access", {"access": ["interpreter"]}),
    ("call", {"name": "CANARY", "phone": "07700 900301", "when": "at_times"}),
    ("call", {"when": "at_times", "days": ["1"], "start": "12:00", "end": "10:00"}),
]


@pytest.mark.parametrize(("step", "values"), MISTAKES)
def test_every_other_mistake_is_named_in_welsh(offered, step, values):
    visitor, who = Visitor(), PERSONAS["in-welsh"]
    visitor.client.get("/form/?language=cy")
    for before in path_of(who):
        if before == step or step == "call":
            break
        visitor.post(before, who.answers.get(before))
    page = visitor.post(step, values).content.decode()
    assert "govuk-error-summary" in page
    assert_welsh(page, *typed(who), LONG, "CANARY")


def test_what_is_asked_of_somebody_who_may_be_a_robot(offered, google):
    visitor = Visitor()
    visitor.client.get("/form/?language=cy")
    visitor.walk()
    page = visitor.get("check").content.decode()
    answer = visitor.send("check", hidden(page) | {TRAP: "x"})
    assert answer["Location"] == "/form/one-more/"
    assert_welsh(visitor.get("one-more").content.decode())


def test_two_tabs_and_a_form_that_is_over(offered):
    visitor, who = Visitor(), PERSONAS["in-welsh"]
    visitor.client.get("/form/?language=cy")
    visitor.post("device", who.answers["device"])
    page = visitor.get("now").content.decode()
    visitor.post("now", {"danger": "yes"})
    late = visitor.send("now", {"now-danger": "not_sure"} | hidden(page))
    assert late.status_code == 409
    assert_welsh(late.content.decode())
    drafts.Draft.objects.all().delete()
    over = visitor.get("now")
    assert over.status_code == 410
    assert_welsh(over.content.decode())


@pytest.mark.parametrize("path", ["/cy/get-help/", "/cy/get-help/private/"])
def test_the_pages_before_the_form(offered, path):
    page = Client().get(path).content.decode()
    assert_welsh(page)
    assert f'href="{path.removeprefix("/cy")}"' in page


def test_welsh_pages_lead_to_welsh_ones(offered):
    start = Client().get("/cy/get-help/").content.decode()
    assert 'href="/cy/get-help/private/"' in start
    assert "/form/?language=cy" in start
    assert 'href="/cy/get-help/"' in Client().get("/cy/get-help/private/").content.decode()


class TestErrorPages:
    """They are made by no view of the journey, and keep its language all the same."""

    @pytest.fixture
    def visitor(self, offered) -> Visitor:
        visitor = Visitor()
        visitor.client.get("/form/?language=cy")
        visitor.client.raise_request_exception = False
        return visitor

    def test_not_found(self, visitor):
        for path in ("/form/nothing/", "/cy/nothing/"):
            page = visitor.client.get(path)
            assert page.status_code == 404
            assert_welsh(page.content.decode())

    def test_too_much_or_of_another_kind(self, visitor):
        for content_type in ("application/json", "multipart/form-data; boundary=x"):
            page = visitor.client.post(at("now"), b"x", content_type=content_type)
            assert page.status_code in (400, 415)
            assert_welsh(page.content.decode())

    def test_a_missing_token(self, visitor):
        page = visitor.client.post(at("now"), {})
        page = visitor.send("now", {"now-danger": "no"})
        assert page.status_code == 403
        assert_welsh(page.content.decode())

    def test_a_database_that_is_away(self, visitor, monkeypatch):
        page = visitor.get("device").content.decode()
        monkeypatch.setattr(drafts, "_open", away)
        answer = visitor.send("device", {"device-shared": "yes"} | hidden(page))
        assert answer.status_code == 503
        assert_welsh(answer.content.decode())

    def test_a_fault_of_ours(self, visitor, monkeypatch):
        def broken(*args):
            raise RuntimeError

        monkeypatch.setattr(drafts, "_open", broken)
        answer = visitor.get("device")
        assert answer.status_code == 500
        assert_welsh(answer.content.decode())

    def test_keys_that_are_missing(self, visitor, keys):
        (keys / "pins.json").rename(keys / "pins.away")
        answer = visitor.get("device")
        (keys / "pins.away").rename(keys / "pins.json")
        assert answer.status_code == 503
        assert_welsh(answer.content.decode())

    def test_no_cookies(self, visitor):
        page = visitor.get("device").content.decode()
        del visitor.client.cookies[drafts.cookie_name()]
        answer = visitor.send("device", {"device-shared": "yes"} | hidden(page))
        assert answer.status_code == 400


def test_dates_and_hours_are_said_in_welsh():
    with translation.override("cy"):
        assert promises.moment(OPEN) == "dydd Mawrth 1 Rhagfyr am 11am"


def test_the_helpline_that_answers_is_in_welsh(offered):
    with time_machine.travel(CLOSED, tick=False):
        page = Client().get("/cy/get-help/").content.decode()
    assert "Ar gau nawr. Amser agor nesaf: dydd Llun am" in read(page)


def test_the_message_that_was_chosen_in_welsh_is_sealed_as_welsh(offered):
    who = in_welsh(PERSONAS["in-welsh"], message={"confirm_by": "text"})
    pages = walk(who, Visitor())
    assert "Rydyn ni wedi cael eich neges. Byddwn mewn cysylltiad." in pages["message"]
    row = OutboxMessage.objects.get()
    assert open_recipient(bytes(row.recipient), place(row), row.epoch)["language"] == "cy"
    referral = Referral.objects.get()
    assert open_signed(referral, Place("referral", referral.uuid))["language"] == "cy"


class TestWhetherItIsOffered:
    def test_a_hub_that_does_not(self, offered):
        offered(Welsh.OFF)
        assert Client().get("/cy/get-help/").status_code == 404
        page = Client().get("/get-help/").content.decode()
        assert "Cymraeg" not in page

    @pytest.mark.parametrize(("choice", "warns"), [("reviewed", False), ("demonstration", True)])
    def test_a_demonstration_says_on_every_page_that_nobody_reviewed_it(
        self, offered, choice, warns
    ):
        offered(choice)
        pages = walk(in_welsh(PERSONAS["in-welsh"]), Visitor())
        pages["start"] = Client().get("/cy/get-help/").content.decode()
        pages["private"] = Client().get("/cy/get-help/private/").content.decode()
        for page in pages.values():
            assert ("Drafft yw’r Gymraeg hon" in page) is warns
            assert ("This Welsh is a draft" in page) is warns
            assert_welsh(page, *typed(PERSONAS["in-welsh"]))
        assert "Drafft" not in Client().get("/get-help/").content.decode()
