"""Email alone, through Django's mail settings, for hubs that may not use GOV.UK Notify.

A mail server cannot be asked what it took in. So where that is uncertain the message is never
sent again, and staff see that nobody knows.
"""

import hashlib
import io
import smtplib
import time
from contextlib import suppress
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from referrals_portal.messages.carrier import Answer, Letter
from referrals_portal.messages.catalogue import CATALOGUE, Channel
from referrals_portal.messages.deadlines import Timed
from referrals_portal.messages.machine import Outcome

TIMEOUT = 10
"""Seconds for each step of the conversation."""
WHOLE = 25.0
"""Seconds for all of it: a server that answers a byte at a time never lets a step run out."""


class _InTime:
    """A conversation that begins now, and in which nothing is heard after `WHOLE` seconds."""

    def __init__(self, *args: Any, **named: Any) -> None:
        self._until = time.monotonic() + WHOLE
        super().__init__(*args, **named)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None:  # type: ignore[has-type]
            stream = self.sock.makefile("rb", buffering=0)  # type: ignore[attr-defined]
            timed = Timed(self.sock, stream, self._until)  # type: ignore[attr-defined]
            self.file = io.BufferedReader(timed)
        return super().getreply()  # type: ignore[misc, no-any-return]


class _Plain(_InTime, smtplib.SMTP): ...  # type: ignore[misc]


class _Secure(_InTime, smtplib.SMTP_SSL): ...  # type: ignore[misc]


class Backend(EmailBackend):
    """Django's way to a mail server, but for the time that a conversation may take.

    A step that is late raises what a connection that broke raises.
    """

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """What it speaks through, in clear at first or secure from the beginning."""
        return _Secure if self.use_ssl else _Plain


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
            return Answer(_opened(connection) or _handed_over(letter, connection))
        finally:
            with suppress(OSError):  # how they say goodbye changes nothing
                connection.close()

    def find(self, reference: str) -> Answer:
        """Say that it cannot be found out."""
        return Answer(Outcome.UNKNOWABLE)

    def status(self, notification_id: UUID) -> str | None:
        """Say nothing: there is no one to ask."""
        return None


def _opened(connection: BaseEmailBackend) -> Outcome | None:
    """Sign in; return why that was not possible, or None."""
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as error:
        return Outcome.WRONG_KEY if error.smtp_code >= 500 else Outcome.UNAVAILABLE
    except OSError:
        return Outcome.UNAVAILABLE
    except ValueError:
        # A password or a host that no mail server can be told.
        return Outcome.NOT_READY
    return None


def _handed_over(letter: Letter, connection: BaseEmailBackend) -> Outcome:
    try:
        sent = _email(letter, connection).send()
    except smtplib.SMTPException as error:
        return outcome_of(error)
    except ValueError:
        # Nothing was said yet: this cannot be an address, or is more than one.
        return Outcome.BAD_RECIPIENT
    except OSError:
        return Outcome.UNCERTAIN
    return Outcome.HANDED_OVER if sent else Outcome.BAD_RECIPIENT


def outcome_of(error: smtplib.SMTPException) -> Outcome:
    """Return what a mail server's refusal means; a code of 4xx asks us to come again.

    Any other answer than a refusal, where one was due, leaves open what was taken in.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Outcome.UNAVAILABLE if min(codes, default=500) < 500 else Outcome.BAD_RECIPIENT
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        kind = error.smtp_code // 100
        return _REFUSALS.get(kind, Outcome.UNCERTAIN)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Outcome.REFUSED
    return Outcome.UNCERTAIN


_REFUSALS = {4: Outcome.UNAVAILABLE, 5: Outcome.REFUSED}


def _email(letter: Letter, connection: BaseEmailBackend) -> mail.EmailMessage:
    wording = CATALOGUE[letter.template].wordings["email"]
    text = wording.filled(letter.personalisation, letter.language)
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    headers = {
        # So that an out-of-office reply is not sent back to us.
        "Auto-Submitted": "auto-generated",
        # Ours, so that it can be found in the mail server's log, and has no name of this machine.
        "Message-ID": f"<{letter.reference}@{sender.rpartition('@')[2]}>",
    }
    return mail.EmailMessage(
        " ".join(text.subject.split()),
        text.body,
        to=[letter.to],
        connection=connection,
        headers=headers,
    )
