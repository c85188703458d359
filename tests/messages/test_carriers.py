"""The one interface of everything that sends, held to by all three against a real counterpart."""

import logging
import uuid

import pytest

from referrals_portal.messages import notify as our_notify
from referrals_portal.messages import smtp as our_smtp
from referrals_portal.messages.carrier import Answer, Letter
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.nobody import Nobody
from referrals_portal.messages.sending import carrier
from referrals_portal.messages.smtp import Smtp
from tests.messages.conftest import EMAIL
from tests.standins.smtp import DROP, DROP_AFTER, HANG, STEPS, SmtpStandIn

CARRIERS = ["notify", "smtp", "none"]


@pytest.fixture
def mail_server(settings):
    with SmtpStandIn() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "Front Desk <post@example.org>"
        yield server


class Here:
    """A carrier, and what its counterpart has taken in."""

    def __init__(self, by, arrived):
        self.by, self.arrived = by, arrived


@pytest.fixture(params=CARRIERS)
def here(request, settings, notify, mail_server):
    settings.MESSAGES = request.param
    arrived = {
        "notify": lambda: [f"{each.subject} {each.body}" for each in notify.messages],
        "smtp": lambda: [each.text for each in mail_server.taken],
        "none": lambda: [],
    }[request.param]
    return Here(carrier(), arrived)


def letter(language="en", to=EMAIL, **changes):
    usual = {
        "template": "CONFIRMATION", "channel": "email", "reference": f"fd-{uuid.uuid4().hex}",
        "language": language, "to": to,
        "personalisation": {"reference": "K7RM-9QXP", "from": "From Us."},
    }  # fmt: skip
    return Letter(**usual | changes)


def test_what_can_be_carried_is_taken_in_once_and_anything_else_waits(here):
    answer = here.by.send(letter())
    assert isinstance(answer, Answer)
    if "email" in here.by.channels:
        assert answer.outcome in (Outcome.ACCEPTED, Outcome.HANDED_OVER)
        assert len(here.arrived()) == 1
    else:
        assert answer.outcome is Outcome.NOT_READY
        assert here.arrived() == []


@pytest.mark.parametrize(("language", "says"), [("en", "Your reference is"), ("cy", "Eich cyf")])
def test_it_is_in_the_language_of_the_letter_with_its_placeholders_filled(here, language, says):
    here.by.send(letter(language))
    for text in here.arrived():
        assert says in text
        assert "K7RM-9QXP" in text
        assert "From Us." in text
        assert "((" not in text


@pytest.mark.parametrize(
    "to", ["nobody", "a@b\nBcc: other@example.org", "a@b\r\nSubject: x", "", "é@example.org"]
)
def test_no_recipient_makes_it_raise_or_write_to_somebody_else(here, to):
    answer = here.by.send(letter(to=to))
    assert isinstance(answer.outcome, Outcome)
    assert answer.outcome not in (Outcome.WRONG_KEY, Outcome.UNCERTAIN)
    assert not any("other@example.org" in text for text in here.arrived())


def test_looking_up_never_raises_and_never_says_absent_of_what_arrived(here):
    sent = letter()
    here.by.send(sent)
    found = here.by.find(sent.reference)
    assert found.outcome in (Outcome.ACCEPTED, Outcome.UNKNOWABLE, Outcome.UNSEEN)
    assert here.by.find("fd-" + "0" * 32).outcome is not Outcome.ACCEPTED
    assert here.by.status(uuid.uuid4()) in (None, our_notify.GONE)


def test_nothing_of_anyone_is_logged_or_shown(here, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    sent = letter()
    here.by.send(sent)
    here.by.find(sent.reference)
    said = caplog.text + "".join(capfd.readouterr()) + repr(sent)
    assert EMAIL not in said
    assert "K7RM" not in said


def test_the_key_changes_with_what_signs_in_and_gives_nothing_away(settings, notify):
    keys = set()
    for secret in ("one", "another"):
        settings.EMAIL_HOST_PASSWORD = secret
        keys.add(Smtp().key)
        assert secret not in Smtp().key
    assert len(keys) == 2
    first, other = (
        our_notify.Notify(f"name-{uuid.uuid4()}-{uuid.uuid4()}", notify.url) for _ in range(2)
    )
    assert first.key != other.key
    assert len(first.key) == 32
    assert Nobody().key == ""
    first.close(), other.close()


CONVERSATIONS = [
    *[(step, "421 come back", Outcome.UNAVAILABLE) for step in STEPS if step not in ("ehlo",)],
    ("mail", "553 not you", Outcome.REFUSED),
    ("rcpt", "550 no such user", Outcome.BAD_RECIPIENT),
    ("rcpt", "450 later", Outcome.UNAVAILABLE),
    ("content", "554 spam", Outcome.REFUSED),
    ("connect", DROP, Outcome.UNAVAILABLE),
    ("data", DROP, Outcome.UNCERTAIN),
    ("content", DROP, Outcome.UNCERTAIN),
    ("content", DROP_AFTER, Outcome.UNCERTAIN),
    ("content", HANG, Outcome.UNCERTAIN),
]


@pytest.mark.parametrize(("step", "answer", "outcome"), CONVERSATIONS)
def test_each_way_in_which_a_mail_server_can_fail(
    settings, mail_server, monkeypatch, step, answer, outcome
):
    """What it may have taken in is never reported as surely not taken."""
    settings.MESSAGES = "smtp"
    monkeypatch.setattr(our_smtp, "TIMEOUT", 0.3)
    mail_server.faults = {step: answer}
    assert carrier().send(letter()).outcome is outcome
    if mail_server.taken:
        assert outcome is Outcome.UNCERTAIN


def test_an_email_that_was_taken_in_has_one_recipient_and_a_sender_that_says_nothing(
    settings, mail_server
):
    settings.MESSAGES = "smtp"
    assert carrier().send(letter()).outcome is Outcome.HANDED_OVER
    (taken,) = mail_server.taken
    assert taken.to == (EMAIL,)
    assert "From: Front Desk <post@example.org>" in taken.text
    assert "Auto-Submitted: auto-generated" in taken.text
