"""What is wrong with sending as a whole, in words, and what to do about it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.rounding import to_the_hour
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.pacing import ALL, Halt

TWICE = 2
"""Tries in a row that found nobody, after which more than one of them was bad luck."""
LATE = timedelta(minutes=15)
"""How long something that is due may wait before somebody has to look."""
GONE = timedelta(minutes=5)
"""How long the worker may be silent, which says every minute that it is there."""
SHOWN_FOR = timedelta(days=3)
"""How long a lost alert stands there once the hub is open: it is over when somebody has looked."""
FRESH = timedelta(hours=1)
"""How many hours back an error counts as happening now; what is kept of one is its hour."""


class Trouble(models.TextChoices):
    """What is wrong, to be read after `Found.is_said_of`; the gravest first."""

    ALERT_LOST = "alert-lost", _("the rota was to be told at once, and that did not arrive.")
    WRONG_KEY = "wrong-key", _("the message service refuses our key.")
    CLOCK_WRONG = "clock-wrong", _("the clock of this machine is wrong.")
    AWAY = "away", _("the message service does not answer.")
    DAY_LIMIT = "day-limit", _("the message service has taken all that it takes in a day.")
    NO_WORKER = "no-worker", _("the program that sends them is not running.")
    NOT_READY = "not-ready", _("a template or a key that the worker needs is not set up.")
    BEHIND = "behind", _("they have been due for a while and nobody sends them.")


WHAT_TO_DO = {
    Trouble.ALERT_LOST: _(
        "Look at the top of the queue now: somebody may be in danger, and nobody was told. Then "
        "see in the hub’s rules if the rota’s number and email address are right. This stands "
        "here until three days after you open."
    ),
    Trouble.WRONG_KEY: _(
        "Nothing is lost. Put a key that is right in NOTIFY_API_KEY and start the worker again; "
        "manage.py notify_check says if the key works."
    ),
    Trouble.CLOCK_WRONG: _("Nothing is lost. Set this machine’s clock, and keep it set by NTP."),
    Trouble.AWAY: _(
        "Nothing is lost, and nothing is sent twice. It is tried again by itself. If this lasts, "
        "look at the service’s own status page, and at this machine’s way out to it."
    ),
    Trouble.DAY_LIMIT: _(
        "Nothing is lost. Sending goes on by itself after midnight (UTC). Ask the message service "
        "for a higher limit if this happens again."
    ),
    Trouble.NO_WORKER: _("Nothing is lost. Start it: manage.py worker."),
    Trouble.NOT_READY: _(
        "Run manage.py notify_check: it says which template is missing. If none is, see if the "
        "worker has its keys and KEYS_PASSPHRASE. Until then a message, or what somebody answered, "
        "may wait."
    ),
    Trouble.BEHIND: _(
        "See if the worker is running, and what its log says. On PostgreSQL more than one may run."
    ),
}
"""For whoever looks after the system."""

ERRORS = {
    Outcome.UNAVAILABLE: _("The message service did not answer"),
    Outcome.UNCERTAIN: _("The message service did not say if it took a message"),
    Outcome.UNSEEN: _("A message could not be looked up"),
    Outcome.BROKEN: _("The message service had a fault of its own"),
    Outcome.RATE_LIMIT: _("We sent too many in a minute"),
    Outcome.DAY_LIMIT: _("We sent as many as may be sent in a day"),
    Outcome.WRONG_KEY: _("Our key was refused"),
    Outcome.CLOCK_WRONG: _("Our clock is wrong"),
    Outcome.REFUSED: _("A message was refused because of our settings"),
    Outcome.NOT_READY: _("A template or a key was not set up"),
    Outcome.UNREADABLE: _("A sealed recipient did not open"),
}
"""What `Pace.last_error` says, in words."""


@dataclass(frozen=True, slots=True)
class Halted:
    """What one row of `Pace` says: nothing is sent ``on`` a channel, or on `ALL`."""

    on: str
    why: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known. overdue: how long, at least, the oldest that is due has waited.

    waited: the same, also of what failed and is tried again later, since its first try.
    waiting: messages that have not left, by channel. failures: tries in a row that found nobody.
    last_error_at: its hour. worker_seen: None where no worker was ever here. Moments are UTC.
    alerts_lost: alerts to the rota that did not arrive, in the time for which that is shown.
    """

    at: datetime
    waiting: Mapping[str, int] = field(default_factory=dict)
    overdue: timedelta = timedelta(0)
    halts: tuple[Halted, ...] = ()
    failures: int = 0
    last_error: str = ""
    last_error_at: datetime | None = None
    worker_seen: datetime | None = None
    alerts_lost: int = 0
    waited: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong, and until when nothing is tried, where that is known."""

    what: Trouble
    until: datetime | None = None

    @property
    def is_for_managers(self) -> bool:
        """Whether a manager can do something about it; all else is for who keeps the system."""
        return self.what is Trouble.ALERT_LOST

    @property
    def is_said_of(self) -> str:
        """The beginning of the sentence that says what is wrong."""
        lost = self.what is Trouble.ALERT_LOST
        return str(_("An alert was lost:") if lost else _("Messages are delayed:"))

    @property
    def what_to_do(self) -> str:
        """A sentence for whoever looks after the system."""
        return str(WHAT_TO_DO[self.what])


def troubles(signs: Signs) -> tuple[Found, ...]:
    """Return what is wrong, the gravest first; nothing where all is well.

    A halt of everything stands until a message leaves again, because only that proves its end;
    one of a channel ends by itself. The limit of a minute is no trouble: it lasts seconds.
    """
    found: dict[Trouble, Found] = {}
    for halted in signs.halts:
        over = halted.until is None or halted.until <= signs.at
        if halted.why in _GRAVE and not (over and halted.on != ALL):
            what = Trouble(halted.why)
            found.setdefault(what, Found(what, None if over else halted.until))
    if signs.failures >= TWICE:
        found.setdefault(Trouble.AWAY, Found(Trouble.AWAY))
    if signs.worker_seen and signs.at - signs.worker_seen >= GONE:
        found[Trouble.NO_WORKER] = Found(Trouble.NO_WORKER)
    if signs.last_error == Outcome.NOT_READY and _is_fresh(signs):
        found[Trouble.NOT_READY] = Found(Trouble.NOT_READY)
    if any(signs.waiting.values()) and signs.overdue >= LATE and not found:
        found[Trouble.BEHIND] = Found(Trouble.BEHIND)
    if signs.alerts_lost:
        found[Trouble.ALERT_LOST] = Found(Trouble.ALERT_LOST)
    return tuple(found[what] for what in Trouble if what in found)


def delays(signs: Signs) -> tuple[Found, ...]:
    """Return what delays messages that are waiting now; nothing while none is."""
    if not any(signs.waiting.values()):
        return ()
    return tuple(each for each in troubles(signs) if each.what is not Trouble.ALERT_LOST)


_GRAVE = frozenset({Halt.WRONG_KEY, Halt.CLOCK_WRONG, Halt.AWAY, Halt.DAY_LIMIT})


def _is_fresh(signs: Signs) -> bool:
    known = signs.last_error_at
    return known is not None and known >= to_the_hour(signs.at) - FRESH
