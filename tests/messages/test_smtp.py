"""Email alone, for hubs that may not use Notify."""

import smtplib
import uuid

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from referrals_portal.messages import sending
from referrals_portal.messages.machine import SENT_WITHIN, SETTLES_IN, Outcome
from referrals_portal.messages.smtp import Smtp, outcome_of
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import AT, EMAIL, no_jitter, now_of


@pytest.fixture
def by_email(queue, settings):
    settings.MESSAGES = "smtp"
    settings.DEFAULT_FROM_EMAIL = "post@hub.example.org"
    return lambda: queue_email(queue, settings)


def queue_email(queue, settings):
    row = queue(channel="email")
    settings.MESSAGES = "smtp"
    return row


def send(at=AT):
    while sending.send_next(at, no_jitter):
        pass


def test_an_email_is_handed_over_and_its_recipient_erased(by_email):
    row = by_email()
    send()
    send()
    (email,) = mail.outbox
    assert (email.to, email.from_email) == ([EMAIL], "post@hub.example.org")
    assert email.subject == "We have received your message"
    assert "K7RM-9QXP" in email.body
    assert email.extra_headers == {
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<{row.reference}@hub.example.org>",
    }
    row = now_of(row)
    assert (row.state, row.failure) == (MessageState.DELIVERED, "handed-over")
    assert bytes(row.recipient) == b""


def test_a_text_that_was_queued_before_is_not_sent_as_an_email(queue, settings):
    row = queue(channel="sms")
    settings.MESSAGES = "smtp"
    send()
    assert now_of(row).state == MessageState.QUEUED
    sending.expire(AT + SENT_WITHIN)
    assert (now_of(row).state, now_of(row).failure) == (MessageState.EXPIRED, "too-late")
    assert mail.outbox == []


REFUSALS = [
    (smtplib.SMTPRecipientsRefused({EMAIL: (550, b"no such user")}), Outcome.BAD_RECIPIENT),
    (smtplib.SMTPRecipientsRefused({EMAIL: (450, b"greylisted")}), Outcome.UNAVAILABLE),
    (smtplib.SMTPSenderRefused(553, b"not you", "x"), Outcome.REFUSED),
    (smtplib.SMTPDataError(452, b"disk full"), Outcome.UNAVAILABLE),
    (smtplib.SMTPDataError(554, b"spam"), Outcome.REFUSED),
    (smtplib.SMTPDataError(200, b"fine"), Outcome.UNCERTAIN),
    (smtplib.SMTPDataError(-1, b"what?"), Outcome.UNCERTAIN),
    (smtplib.SMTPResponseException(500, b"Line too long."), Outcome.UNCERTAIN),
    (smtplib.SMTPNotSupportedError("SMTPUTF8"), Outcome.REFUSED),
    (smtplib.SMTPServerDisconnected("gone"), Outcome.UNCERTAIN),
]


@pytest.mark.parametrize(("error", "outcome"), REFUSALS, ids=lambda value: type(value).__name__)
def test_what_a_refusal_means(error, outcome):
    assert outcome_of(error) is outcome


def raising(error):
    def fail(*args, **kwargs):
        raise error

    return fail


OPENING = [
    (ConnectionRefusedError(), MessageState.QUEUED, ""),
    (TimeoutError(), MessageState.QUEUED, ""),
    (smtplib.SMTPConnectError(421, b"busy"), MessageState.QUEUED, ""),
    (smtplib.SMTPAuthenticationError(535, b"no"), MessageState.QUEUED, ""),
]


@pytest.mark.parametrize(("error", "state", "reason"), OPENING, ids=lambda v: type(v).__name__)
def test_before_anything_was_said_it_may_be_tried_again(
    by_email, monkeypatch, error, state, reason
):
    row = by_email()
    monkeypatch.setattr(locmem.EmailBackend, "open", raising(error))
    send()
    assert (now_of(row).state, now_of(row).failure) == (state, reason)


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("x"), TimeoutError()])
def test_when_nobody_knows_it_is_not_sent_again(by_email, monkeypatch, error):
    row = by_email()
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", raising(error))
    send()
    assert now_of(row).state == MessageState.ATTEMPTING
    monkeypatch.undo()
    send(AT + SETTLES_IN)
    assert (now_of(row).state, now_of(row).failure) == (MessageState.FAILED, "unknown-outcome")
    assert mail.outbox == []


def test_there_is_nobody_to_ask():
    assert Smtp().find("fd-x").outcome is Outcome.UNKNOWABLE
    assert Smtp().status(uuid.uuid4()) is None
