"""What we tell the person about what happens to it, and when: pure words over the hub's rules."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.hours import clock
from hub import opening
from hub.in_words import someone_is_in_touch_within
from hub.promise import slowest
from hub.snapshot import HubFacts
from referrals_portal.journey.drafts import IDLE
from referrals_portal.safe_contact import TIME_TO_ACT, SafeContact, both, promise_due

ANYONE = SafeContact(phone="07700 900000", safety={"call": "yes"})
"""Somebody of whom nothing is known but that they can be called."""


class Kind(StrEnum):
    """What can honestly be promised: no moment that nobody is there to keep."""

    WAITING = "waiting"
    """Nothing is safe: they will ring."""
    NOT_IN_OUR_HOURS = "not_in_our_hours"
    """It is only safe when nobody is at the hub."""
    WHEN_OPEN = "when_open"
    WHEN_SAFE = "when_safe"
    BEFORE = "before"
    SAFELY_BEFORE = "safely_before"
    """Before a moment, at one of the only times that are safe."""


WORDS = {
    Kind.WAITING: (
        gettext_lazy("We do not contact you. You can call us when it suits you, on %(phone)s."),
        gettext_lazy("We do not contact them. They can call us when it suits them, on %(phone)s."),
    ),
    Kind.NOT_IN_OUR_HOURS: (
        gettext_lazy(
            "The safe times that you gave are outside our hours, so we may not be able to reach "
            "you. You can call us when it suits you, on %(phone)s."
        ),
        gettext_lazy(
            "The safe times that you gave are outside our hours, so we may not be able to reach "
            "them. They can call us when it suits them, on %(phone)s."
        ),
    ),
    Kind.WHEN_OPEN: (
        gettext_lazy("Someone contacts you as soon as they can, when we are open."),
        gettext_lazy("Someone contacts them as soon as they can, when we are open."),
    ),
    Kind.WHEN_SAFE: (
        gettext_lazy("Someone contacts you at a time that you said is safe, as soon as we can."),
        gettext_lazy("Someone contacts them at a time that you said is safe, as soon as we can."),
    ),
    Kind.BEFORE: (
        gettext_lazy("Someone contacts you before %(when)s."),
        gettext_lazy("Someone contacts them before %(when)s."),
    ),
    Kind.SAFELY_BEFORE: (
        gettext_lazy("Someone contacts you at a time that you said is safe, before %(when)s."),
        gettext_lazy("Someone contacts them at a time that you said is safe, before %(when)s."),
    ),
}
"""Each in two sentences: of the reader, and of somebody else who is to be contacted."""

WITHOUT_NUMBER = {
    Kind.WAITING: (
        gettext_lazy("We do not contact you. You can come to us when it suits you."),
        gettext_lazy("We do not contact them. They can come to us when it suits them."),
    ),
    Kind.NOT_IN_OUR_HOURS: (
        gettext_lazy(
            "The safe times that you gave are outside our hours, so we may not be able to reach "
            "you. You can come to us when it suits you."
        ),
        gettext_lazy(
            "The safe times that you gave are outside our hours, so we may not be able to reach "
            "them. They can come to us when it suits them."
        ),
    ),
}
"""The same for a hub whose number is not known."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, and of whom: ``them``, or the reader. by: the moment, if any (aware)."""

    kind: Kind
    them: bool = False
    by: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept for the page after sending."""
        return asdict(self) | {"by": self.by and self.by.isoformat()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Return what was kept."""
        by = kept["by"] and datetime.fromisoformat(kept["by"])
        return cls(Kind(kept["kind"]), kept["them"], by)


def made(hub: HubFacts, safe: SafeContact, at: datetime) -> Promise:
    """Return the promise that is made to whoever sends at that moment.

    It is the one made to everybody, so that nobody learns their priority from it. A moment is named
    only if, before it, the hub is open for `TIME_TO_ACT`, and at times that are safe.
    """
    them, choosy = safe.of_another, safe.only_at_times
    hours = both(safe.times, hub.hours) if choosy else hub.hours
    if safe.nothing_is_safe:
        return Promise(Kind.WAITING, them)
    if choosy and not hours:
        return Promise(Kind.NOT_IN_OUR_HOURS, them)
    by = promise_due(safe, hub, at)
    if by is None or opening.time_open(hours, at, by) < TIME_TO_ACT:
        return Promise(Kind.WHEN_SAFE if choosy else Kind.WHEN_OPEN, them)
    return Promise(Kind.SAFELY_BEFORE if choosy else Kind.BEFORE, them, by)


def ahead(hub: HubFacts, safe: SafeContact, at: datetime) -> Promise:
    """Return the promise that holds whenever they press Send as long as a page may stand.

    What is made then is the same, or better.
    """
    both_ends = (made(hub, safe, at), made(hub, safe, at + IDLE))
    return max(both_ends, key=lambda each: (each.by is None, each.by))


def in_words(hub: HubFacts, promise: Promise) -> str:
    """Return a promise in a sentence or two."""
    words = WORDS if hub.phone else WORDS | WITHOUT_NUMBER
    said = words[promise.kind][promise.them]
    return said % {"phone": hub.phone, "when": promise.by and moment(promise.by)}


def kept_in_words(hub: HubFacts, kept: dict[str, Any]) -> str:
    """Return a promise that was kept for a page which names no hub; empty where there is none."""
    return in_words(replace(hub, phone=""), Promise.from_json(kept)) if kept else ""


def before(hub: HubFacts, at: datetime) -> str:
    """Return the promise as it stands where nothing is known of the person yet: see `ahead`."""
    promise = ahead(hub, ANYONE, at)
    standard = slowest(hub.rules)
    if promise.kind is not Kind.BEFORE or standard is None:
        return in_words(hub, promise)
    return someone_is_in_touch_within(hub.rules, standard)


def read_when(hub: HubFacts, at: datetime) -> str:
    """Return when a person reads what is sent at that moment: now, or when the hub opens."""
    if opening.is_open(hub.hours, at):
        return _("We are open now, so someone reads it soon.")
    opens = opening.next_opening(hub.hours, at)
    if opens is None:
        return _("We are closed now.")
    return _("We are closed now. We open on %(when)s, and nobody reads it before then.") % {
        "when": moment(opens)
    }


def senior_when(hub: HubFacts, at: datetime) -> str:
    """Return when a senior member of staff looks at what is sent at that moment."""
    if opening.is_open(hub.hours, at):
        return _("A senior member of our staff looks at it today.")
    return _("A senior member of our staff looks at it on the day we open.")


def is_open(hub: HubFacts, at: datetime) -> bool:
    """Tell whether someone is at the hub at that moment."""
    return opening.is_open(hub.hours, at)


def moment(at: datetime) -> str:
    """Return a moment as it is said, in Europe/London: "Tuesday 1 December at 9am"."""
    local = timezone.localtime(at)
    return _("%(day)s at %(time)s") % {
        "day": date_format(local, "l j F"),
        "time": clock(local.time()),
    }
