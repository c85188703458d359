"""What any way of sending must be able to do: GOV.UK Notify (`notify`), or email alone (`smtp`)."""

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from referrals_portal.messages.catalogue import Channel
from referrals_portal.messages.machine import Outcome


class NotConfigured(Exception):
    """This process lacks a setting that sending needs. The message names it, never its value."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One opened message. Its repr shows none of what was sealed."""

    template: str
    channel: str
    reference: str
    language: str
    to: str = field(repr=False)
    personalisation: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a try ended; the id that the carrier gave the message, if it gave one.

    fault: what it means for all other messages, where that is more than the outcome says.
    """

    outcome: Outcome
    notification_id: UUID | None = None
    fault: Outcome | None = None


class Carrier(Protocol):
    """Carries messages out of the house. No method raises for what the other side does."""

    @property
    def channels(self) -> tuple[Channel, ...]:
        """What it can carry."""

    @property
    def key(self) -> str:
        """Return 32 characters that change with what it signs in with, and give nothing away."""

    def send(self, letter: Letter) -> Answer:
        """Try once to send."""

    def find(self, reference: str) -> Answer:
        """Look up whether a message was taken in: ACCEPTED, ABSENT, UNSEEN or UNKNOWABLE."""

    def status(self, notification_id: UUID) -> str | None:
        """Return the carrier's status, `machine.GONE`, or None when it does not answer."""
