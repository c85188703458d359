"""How long somebody stays signed in to the queue: kept in the session, decided on the server.

A sitting begins with the queue's own sign-in. It is over after 15 minutes in which nothing was
asked for (what the page asks for by itself does not count) and after 10 hours in any case.
"""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=10)
TOUCH_EVERY = timedelta(minutes=1)  # one write a minute is enough, and errs towards signing out

_BEGAN, _SEEN = "intake_began", "intake_seen"
Session = MutableMapping[str, Any]


class State(Enum):
    """Whether there is a sitting: none was begun here, it is over, or it goes on."""

    NONE = auto()
    OVER = auto()
    CURRENT = auto()


def begin(session: Session, at: datetime) -> None:
    """Begin a sitting, at sign-in."""
    session[_BEGAN] = session[_SEEN] = at.timestamp()


def began(session: Session) -> float:
    """Return when the sitting began, in seconds since 1970: what tells it from any other."""
    return float(session[_BEGAN])


def touch(session: Session, at: datetime) -> None:
    """Say that somebody is there."""
    if at.timestamp() - session[_SEEN] >= TOUCH_EVERY.total_seconds():
        session[_SEEN] = at.timestamp()


def state(session: Session, at: datetime) -> State:
    """Return how the sitting stands at that moment."""
    began, seen = session.get(_BEGAN), session.get(_SEEN)
    if began is None or seen is None:
        return State.NONE
    now = at.timestamp()
    over = now - seen >= IDLE.total_seconds() or now - began >= LONGEST.total_seconds()
    return State.OVER if over else State.CURRENT
