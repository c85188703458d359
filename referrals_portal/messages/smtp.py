"""Email alone, through Django's mail settings, for hubs that may not use GOV.UK Notify.

A mail server cannot be asked what it took in. So where that is uncertain the message is never
sent again, and staff see that nobody knows.
"""

import hashlib
import smtplib
from uuid import UUID

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from referrals_portal.messages.carrier import Answer, Letter
from referrals_portal.messages.catalogue import CATALOGUE, Channel
from referrals_portal.messages.machine import Outcome

TIMEOUT = 10
"""Seconds for each step of the conversation."""


class Smtp:
    """Hands emails to the mail server; what becomes of them afterwards nobody tells us."""

    channels: tuple[Channel, ...] = ("email",)

    @property
    def key(self) -> str:
        """Return a digest of what it signs in with."""
        signs_in = (
            f"{settings.EMAIL_HOST}|{settings.EMAIL_HOST_USER}|{settings.EMAIL_HOST_PASSWORD}"
        )
        return hashlib.sha256(signs_in.encode()).hexdigest()[:32]

    def send(self, letter: Letter) -> Answer:
        """Try once to send."""
        if letter.channel != "email":
            return Answer(Outcome.REFUSED)
        connection = mail.get_connection(timeout=TIMEOUT)
        try:
            connection.open()
        except smtplib.SMTPAuthenticationError:
            return Answer(Outcome.WRONG_KEY)
        except OSError:
            return Answer(Outcome.UNAVAILABLE)
        try:
            _email(letter, connection).send()
        except smtplib.SMTPException as error:
            return Answer(outcome_of(error))
        except ValueError:
            # Nothing was said yet: this cannot be an address, or is more than one.
            return Answer(Outcome.BAD_RECIPIENT)
        except OSError:
            return Answer(Outcome.UNCERTAIN)
        finally:
            connection.close()
        return Answer(Outcome.HANDED_OVER)

    def find(self, reference: str) -> Answer:
        """Say that it cannot be found out."""
        return Answer(Outcome.UNKNOWABLE)

    def status(self, notification_id: UUID) -> str | None:
        """Say nothing: there is no one to ask."""
        return None


def outcome_of(error: smtplib.SMTPException) -> Outcome:
    """Return what a mail server's refusal means; a code of 4xx asks us to come again."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Outcome.UNAVAILABLE if min(codes, default=500) < 500 else Outcome.BAD_RECIPIENT
    if isinstance(error, smtplib.SMTPResponseException):
        return Outcome.UNAVAILABLE if error.smtp_code < 500 else Outcome.REFUSED
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Outcome.REFUSED
    return Outcome.UNCERTAIN


def _email(letter: Letter, connection: BaseEmailBackend) -> mail.EmailMessage:
    wording = CATALOGUE[letter.template].wordings["email"]
    text = wording.filled(letter.personalisation, letter.language)
    # So that an out-of-office reply is not sent back to us.
    headers = {"Auto-Submitted": "auto-generated"}
    return mail.EmailMessage(
        text.subject, text.body, to=[letter.to], connection=connection, headers=headers
    )
