"""A service confirms what we say, or suggests changes, by a link and without an account."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from directory.models import ProviderLink, Schedule, Service, Suggestion
from directory.upkeep import links, suggesting

from .conftest import NOW, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
AT = datetime.fromisoformat(NOW)
WORDS = {"summary": "Someone listens.", "referral": "either", "languages": "en,cy"}


@pytest.fixture
def line(hub):
    service = make(
        "Example line", phone="01632 960001", provider_email="desk@service.example.org", **WORDS
    )
    service.schedules = [Schedule(notes="Ring and see")]
    service.save()
    return service


def token_for(service, at=AT):
    links.ask(service, at)
    return links.make(links.asked(), at)


def address(token):
    return f"/services/check/{token}/"


def form(**fields):
    """The form as it is filled in, sent back unchanged but for these."""
    return {
        "does": "send", "summary": "Someone listens.", "description": "",
        "eligibility_description": "", "phones": "01632 960001", "hours": "Ring and see",
        "application_process": "", "referral": "either", "wait_time": "", "fees_description": "",
        "languages": ["en", "cy"], "alert": "",
    } | fields  # fmt: skip


def test_the_page_shows_what_we_say_and_asks_two_things(visitor, line):
    page = visitor.get(address(token_for(line)))
    assert page.status_code == 200
    for words in ("Someone listens.", "01632 960001", "Ring and see", "English, Welsh"):
        assert words in page.text
    assert "It is all right" in page.text
    assert "Something should change" in page.text
    assert "desk@service.example.org" not in page.text
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    assert not Suggestion.objects.exists()


def test_the_secret_is_stored_nowhere(line):
    token = token_for(line)
    link = ProviderLink.objects.get()
    assert link.digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(ProviderLink.objects.values().get())
    assert link.expires_at == datetime(2026, 12, 29, 11, 0, tzinfo=UTC)


def test_one_press_confirms_and_twice_is_once(visitor, line):
    token = token_for(line)
    for _ in range(2):
        page = visitor.post(address(token), {"does": "confirm"})
        assert "Thank you" in page.text
    kept = Suggestion.objects.get()
    assert (kept.service, kept.kind, kept.changes) == (line, "confirmed", {})
    assert kept.received_at == datetime(2026, 11, 29, 10, 0, tzinfo=UTC)


def test_changes_are_kept_field_by_field(visitor, line):
    sent = form(
        phones="01632 960002\n07700 900123 (text)",
        wait_time="2 weeks",
        languages=["en", "pl"],
        hours="Monday, 9am to 5pm",
    )
    assert "Thank you" in visitor.post(address(token_for(line)), sent).text
    assert Suggestion.objects.get().changes == {
        "phones": ["01632 960001", "01632 960002\n07700 900123 (text)"],
        "hours": ["Ring and see", "Monday, 9am to 5pm"],
        "wait_time": ["", "2 weeks"],
        "languages": ["en,cy", "en,pl"],
    }
    assert Service.objects.get().wait_time == ""


def test_the_form_has_what_we_say_now(visitor, line):
    page = visitor.post(address(token_for(line)), {"does": "change"})
    assert page.status_code == 200
    for words in ('value="Someone listens."', "01632 960001</textarea>", 'value="either" checked'):
        assert words in page.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "You have not changed anything yet."),
        ({"summary": ""}, "Say in one sentence what it does."),
        ({"summary": "a" * 201}, "at most 200 letters"),
        ({"phones": "ask at the desk"}, "is not a number"),
        ({"phones": "\n".join(f"01632 96000{n % 10}" for n in range(11))}, "at most 10 numbers"),
        ({"languages": ["xx"]}, "Select a valid choice"),
        ({"description": "a" * 3001}, "at most 3000 letters"),
    ],
)
def test_a_mistake_comes_back(visitor, line, fields, words):
    page = visitor.post(address(token_for(line)), form(**fields))
    assert words in page.text
    assert not Suggestion.objects.exists()


FREE = (
    "summary", "description", "eligibility_description", "hours", "application_process", "alert",
)  # fmt: skip
SAID = {"phones": "01632 960001", "referral": "either", "languages": ["en", "cy"]}


def test_a_place_that_is_secret_has_no_box_to_write_it_into(visitor, line):
    token = token_for(line)
    Service.objects.update(address_is_secret=True)
    page = visitor.post(address(token), {"does": "change"})
    assert not [name for name in FREE if f'name="{name}"' in page.text]
    assert "To change the words, ring us on" in page.text
    assert "tel:08081781641" in page.text
    words = {name: "behind the Tesco in Nevertown" for name in FREE}
    sent = visitor.post(address(token), {"does": "send"} | SAID | words)
    assert "You have not changed anything yet." in sent.text
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("wait_time", "Find us at One Never Published Lane", "Write only how many"),
        ("wait_time", "12 High Mews", "Write only how many"),
        ("wait_time", "2 weeks\n12 High Mews", "Write only how many"),
        ("fees_description", "£12 High Mews", "Write only a price"),
        ("phones", "12 High Mews", "is not a number"),
        ("wait_time", "2 weeks", "Thank you"),
        ("fees_description", "£2.50", "Thank you"),
        ("phones", "01632 960002 (text)", "Thank you"),
    ],
)
def test_where_a_refuge_is_is_not_even_stored(visitor, line, name, text, words):
    token = token_for(line)
    Service.objects.update(address_is_secret=True)
    page = visitor.post(address(token), {"does": "send"} | SAID | {name: text})
    assert words in page.text
    assert Suggestion.objects.exists() == (words == "Thank you")


def test_what_says_more_than_a_price_stays_with_the_editors(visitor, line):
    token = token_for(line)
    Service.objects.update(address_is_secret=True, fees_description="Free if you come with us")
    page = visitor.post(address(token), {"does": "change"})
    assert 'name="fees_description"' not in page.text


def test_a_newer_link_ends_the_older(visitor, line):
    first = token_for(line)
    second = token_for(line)
    assert visitor.get(address(first)).status_code == 404
    assert visitor.get(address(second)).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [{"provider_email": ""}, {"provider_email": "new@service.example.org"}, {"live": False}],
)
def test_a_link_ends_when_we_ask_somebody_else_or_nobody(visitor, line, fields):
    token = token_for(line)
    Service.objects.update(**fields)
    page = visitor.get(address(token))
    assert page.status_code == 404
    assert "This link does not work any more" in page.text
    visitor.post(address(token), {"does": "confirm"})
    assert not Suggestion.objects.exists()


def test_a_link_lasts_for_thirty_days(line):
    token = token_for(line, AT - timedelta(days=30))
    assert links.service_of(token, AT) == line
    assert links.service_of(token, AT + timedelta(hours=1)) is None


@pytest.mark.parametrize("token", ["a" * 43, "a" * 42, "a" * 44, "wrong"])
def test_a_guess_opens_nothing(visitor, line, token):
    token_for(line)
    ProviderLink.objects.create(service=make("Other"), asked_at=AT)
    assert visitor.get(address(token)).status_code == 404


def test_it_needs_no_token_of_ours_but_takes_no_more_than_enough(line):
    strict = Client(enforce_csrf_checks=True)
    token = token_for(line)
    assert strict.post(address(token), form(wait_time="a" * 70000)).status_code == 413
    assert "Thank you" in strict.post(address(token), form(wait_time="1 week")).text
    for number in range(9):
        strict.post(address(token), form(wait_time=f"{number} weeks"))
    assert Suggestion.objects.count() == suggesting.MOST_FOR_A_SERVICE


def test_html_is_never_rendered(visitor, line):
    sent = form(summary="<script>alert(1)</script>", phones="x")
    page = visitor.post(address(token_for(line)), sent)
    assert "<script>alert" not in page.text
