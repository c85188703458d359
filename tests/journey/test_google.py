"""Google's check: off by default, offered to the suspected alone, and it never refuses anyone."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from referrals_portal.journey import google as ours
from referrals_portal.journey.signs import TRAP
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.steps import BY_KEY
from tests.intake.making import make_user, sign_in
from tests.journey.conftest import Visitor, at, hidden
from tests.journey.people import CALL
from tests.standins.google import GOOD

pytestmark = pytest.mark.django_db
ONE_MORE = "/form/one-more/"


def led_there(visitor):
    """Be taken for a robot; return the hidden fields of the page that one is led to."""
    answer = visitor.send("check", visitor.at_check() | {TRAP: "x"})
    assert (answer.status_code, answer["Location"]) == (303, ONE_MORE)
    assert not Referral.objects.exists(), "nothing is sent before the person chose"
    return hidden(visitor.get("one-more").content.decode())


def test_whoever_is_not_suspected_never_hears_of_it(visitor, google):
    answer = visitor.send("check", visitor.at_check())
    assert answer["Location"] == "/form/sent/"
    assert not Referral.objects.get().suspected
    assert google.asked == []


def test_the_page_says_what_google_learns_and_loads_nothing_of_it(visitor, google):
    led_there(visitor)
    answer = visitor.get("one-more")
    page = answer.content.decode()
    assert "<title>One more thing – form</title>" in page
    for words in ("Google learns that someone on this device", "Send with Google’s check",
                  "Send without it", "We do not send your answers to Google"):  # fmt: skip
        assert words in page
    assert re.findall(r'(?:src|href|action)="[a-z]*:?//[^"]*google', page) == []
    assert "CANARY" not in page, "no answer stands where Google's script runs"
    assert google.asked == []


def test_only_this_page_may_load_anything_of_googles(visitor, google):
    led_there(visitor)
    policy = visitor.get("one-more")["Content-Security-Policy"]
    assert re.search(r"script-src 'self' https://www.google.com/recaptcha/ ", policy)
    assert "unsafe" not in policy
    for path in ("/get-help/", at("who"), "/form/check/", "/", "/leave"):
        answer = visitor.client.get(path)
        assert "google" not in str(answer.headers).lower(), path
        assert b"google" not in answer.content.lower(), path


FAULTS = [
    ("a low score", {"says": GOOD | {"score": 0.4}}),
    ("no score", {"says": {"success": True, "action": "send"}}),
    ("no success", {"says": {"success": False, "error-codes": ["timeout-or-duplicate"]}}),
    ("another action", {"says": GOOD | {"action": "login"}}),
    ("success that is not true", {"says": GOOD | {"success": "false"}}),
    ("nonsense", {"says": "<html>"}),
    ("a list", {"says": []}),
    ("a score that is no number", {"says": GOOD | {"score": "x"}}),
    ("nothing", {"says": ""}),
    ("an outage", {"status": 503}),
    ("a redirect to nowhere", {"status": 302}),
    ("silence", {"waits": 1.0}),
    ("nobody there", {"url": "http://127.0.0.1:9/"}),
]


@pytest.mark.parametrize("faults", [f for _, f in FAULTS], ids=[name for name, _ in FAULTS])
def test_whatever_google_says_it_is_received(visitor, google, faults, caplog):
    fields = led_there(visitor)
    for name, value in faults.items():
        setattr(google, name, value)
    answer = visitor.send("one-more", fields | {"google": "a-token"})
    assert (answer.status_code, answer["Location"]) == (303, "/form/sent/")
    referral = Referral.objects.get()
    assert referral.suspected
    assert OutboxMessage.objects.get().state == "held"
    assert referral.reference in visitor.get("sent").content.decode()
    assert len(google.asked) == (0 if "url" in faults else 1), "asked once, whatever it said"
    assert "a-token" not in caplog.text


def test_a_good_score_takes_the_suspicion_away(visitor, google):
    fields = led_there(visitor)
    for _ in range(2):
        answer = visitor.send("one-more", fields | {"google": "a-token"})
        assert answer["Location"] == "/form/sent/"
    assert not Referral.objects.get().suspected
    assert OutboxMessage.objects.get().state == "queued"
    (asked,) = google.asked
    assert asked == {"secret": ["a-private-key"], "response": ["a-token"], "remoteip": [""]}


@pytest.mark.parametrize("fields", [{}, {"google": ""}])
def test_without_it_google_is_not_asked(visitor, google, fields):
    answer = visitor.send("one-more", led_there(visitor) | fields)
    assert answer["Location"] == "/form/sent/"
    assert Referral.objects.get().suspected
    assert google.asked == []


def test_what_was_not_checked_is_not_sent_from_there(visitor, google):
    first = visitor.get("one-more")["Location"]
    assert first == visitor.get("check")["Location"]
    page = visitor.client.get(first).content.decode()
    assert visitor.send("one-more", hidden(page))["Location"] == first
    visitor.walk()
    fields = hidden(visitor.get("check").content.decode()) | {"version": "1"}
    assert visitor.send("one-more", fields)["Location"] == "/form/check/"
    assert not Referral.objects.exists()
    assert google.asked == []


def test_whoever_only_asks_for_a_call_has_the_same_choice(visitor, google):
    fields = hidden(visitor.get("call").content.decode()) | {TRAP: "x"}
    given = {f"call-{name}": value for name, value in CALL.items()}
    answer = visitor.send("call", fields | given)
    assert (answer.status_code, answer["Location"]) == (303, ONE_MORE)
    page = visitor.get("one-more").content.decode()
    assert 'class="govuk-back-link" href="/form/call/"' in page
    answer = visitor.send("one-more", hidden(page) | {"google": "a-token"})
    assert answer["Location"] == "/form/sent/"
    assert not Referral.objects.get().suspected


def test_it_needs_a_token_of_ours(visitor, google):
    fields = led_there(visitor) | {"csrfmiddlewaretoken": "x" * 64}
    assert visitor.send("one-more", fields).status_code == 403
    assert not Referral.objects.exists()


def test_our_own_key_being_wrong_is_said_in_the_log(visitor, google, caplog):
    fields = led_there(visitor)
    google.says = {"success": False, "error-codes": ["invalid-input-secret"]}
    visitor.send("one-more", fields | {"google": "a-token"})
    assert "RECAPTCHA_PRIVATE_KEY" in caplog.text
    assert "a-private-key" not in caplog.text
    assert Referral.objects.get().suspected


@pytest.mark.parametrize(("public", "private"), [("", ""), ("a-key", ""), ("", "a-key")])
class TestOff:
    """Unless both keys are set."""

    @pytest.fixture(autouse=True)
    def _keys(self, settings, public, private):
        settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = public, private

    def test_the_suspected_are_received_at_once_and_there_is_no_such_page(self, visitor):
        fields = visitor.at_check()
        assert visitor.get("one-more").status_code == 404
        assert visitor.send("one-more", fields).status_code == 404
        assert visitor.send("check", fields | {TRAP: "x"})["Location"] == "/form/sent/"
        assert Referral.objects.get().suspected

    def test_google_is_off(self):
        assert not ours.is_on()


def test_without_keys_no_page_mentions_google(keys, tmp_path):
    """Every public page of the demonstration, the whole journey, and the pages of staff."""
    call_command("demo")
    visitor = Visitor()
    pages = {"check": visitor.send("check", visitor.at_check())}
    pages["sent"] = visitor.get("sent")
    other = Visitor()
    other.at_check()
    pages |= {step: other.get(step) for step in (*BY_KEY, "check", "advice")}
    worker = sign_in(make_user("goodie", "manager"))
    row = Referral.objects.first()
    for path in ("/intake/", "/intake/?show=suspected", f"/intake/referral/{row.pk}/"):
        pages[path] = worker.get(path)
    waiting = ["/", "/get-help/", "/services/", "/healthz", "/nothing-here/", "/intake/sign-in/"]
    stranger = Client()
    while waiting:
        path = waiting.pop()
        pages[path] = stranger.get(path)
        links = re.findall(r'href="(/[^"#?]*)"', pages[path].content.decode())
        fresh = {a for a in links if not a.startswith(("/static/", "/media/", "/leave", "/form"))}
        waiting += fresh - pages.keys() - set(waiting)
    assert len(pages) > 40
    for path, page in pages.items():
        body = b"" if page.streaming else page.content
        assert b"google" not in body.lower(), path
        assert "google" not in str(page.headers).lower(), path


def test_only_its_own_page_loads_its_script():
    root = Path(django_settings.BASE_DIR)
    users = [
        path.relative_to(root).as_posix()
        for folder in ("templates", "static/js", "static/scss")
        for path in (root / folder).rglob("*.*")
        if "google" in path.read_text(encoding="utf-8", errors="ignore").lower()
    ]
    assert sorted(users) == ["static/js/google.js", "templates/journey/one_more.html"]
    assert reverse("journey:one-more") == ONE_MORE
