"""Whether a promise was kept: (a clock, what was done) -> how it stands. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RuledOut(StrEnum):
    """Why a channel that a standard names is not the one to use with somebody."""

    NEEDS = "needs"
    SAFETY = "safety"
    NOT_GIVEN = "not_given"


class State(StrEnum):
    """How a promise stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Contact:
    """Something that was done to reach the person, at a moment (aware).

    channel: of ``hub.vocabulary.CHANNELS``, or empty where the person came to us. spoke: they
    were reached. sent: something was written to them, and left. rules_out: the channels that are
    not to be used with this person, with why: a `RuledOut`.
    """

    at: datetime
    channel: str
    spoke: bool
    sent: bool
    rules_out: dict[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise that was kept; ``instead`` says why by another channel than it names, if so."""

    instead: str = ""


WRITTEN = ("text", "email", "letter")
"""Channels by which an offer is made when it is sent."""


def state(started_at: datetime | None, due_at: datetime | None, met_at: datetime | None,
          at: datetime) -> State:  # fmt: skip
    """Return how a promise stands at a moment. What was kept too late is missed."""
    if started_at is None or due_at is None:
        return State.MET if met_at else State.NOT_STARTED
    if met_at is not None:
        return State.MET if met_at <= due_at else State.MISSED
    return State.RUNNING if at <= due_at else State.MISSED


def keeps(what: str, channel: str, contact: Contact) -> Kept | None:
    """Return how a contact keeps a promise, or None where it does not: an attempt is no contact.

    An offer is made by sending it, if it may be written; everything else takes speaking with the
    person. A channel that the promise names may be another where their needs or safety rule it
    out, and where they came to us by themselves.
    """
    offered = what == "offer" and channel in ("", *WRITTEN) and contact.sent
    if not (contact.spoke or offered):
        return None
    if channel in ("", contact.channel) or not contact.channel:
        return Kept()
    why = contact.rules_out.get(channel, "")
    return Kept(instead=why) if why else None
