"""What is to be sent during the drill: messages of every kind, to people who do not exist.

Every word, number and address in them is a canary that `leaks` looks for afterwards.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from core.rounding import to_the_hour
from hub.opening import LONDON, Period
from referrals_portal.actions import following
from referrals_portal.messages import outbox
from referrals_portal.messages.catalogue import CATALOGUE, LANGUAGES
from referrals_portal.messages.envelope import Way
from referrals_portal.messages.reasons import Reason
from referrals_portal.models import FollowUp, Referral
from referrals_portal.models.referral import Compartment

CANARY = "canary"
KINDS = (
    "CONFIRMATION", "CONFIRMATION", "CONFIRMATION", "OFFER", "TRIED", "APPOINTMENT", "REMINDER",
    "ONWARD", "FEEDBACK", "ROTA", "STAFF_NEWS", "PARTNER_NEWS",
)  # fmt: skip
ABOUT_NOBODY = frozenset({"ROTA", "STAFF_NEWS", "PARTNER_NEWS"})
BAD = ("07700 90034x", "canary person at example org")


@dataclass(frozen=True, slots=True)
class Posted:
    """One message that was queued: what the account needs to know of it.

    until: after that it must not be sent any more. referral: whom it is about, if anybody.
    """

    uuid: UUID
    template: str
    ways: tuple[Way, ...] = field(repr=False)
    until: datetime | None
    referral: UUID | None


@dataclass(slots=True)
class Post:
    """Queues messages, and does to their referrals what staff and people would do.

    ended: the referrals that are finished, whose messages are withdrawn. stopped: those of people
    who took it back or said never, and since when that is carried out.
    """

    chance: random.Random
    posted: list[Posted] = field(default_factory=list)
    ended: set[UUID] = field(default_factory=set)
    stopped: dict[UUID, datetime] = field(default_factory=dict)
    _open: list[UUID] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def queue(self, at: datetime) -> None:
        """Queue one more message, whichever chance will have."""
        template = self.chance.choice(KINDS)
        message, hour = CATALOGUE[template], to_the_hour(at)
        ways = self._ways(template, at)
        suspected = template == "CONFIRMATION" and self.chance.random() < 0.15
        referral = None if template in ABOUT_NOBODY else self._referral(hour, suspected)
        until = hour + timedelta(hours=5) if template == "REMINDER" else None
        row = outbox.queue(
            referral=referral,
            template=template,
            ways=ways,
            personalisation={name: f"{CANARY}-{name}" for name in message.placeholders},
            at=hour,
            language=self.chance.choice(LANGUAGES),
            until=until,
            unasked=template == "OFFER",
            held_for=Reason.SUSPECTED if suspected else "",
        )
        if row is None:
            raise RuntimeError(f"{template} has no way to go.")
        self.posted.append(Posted(row.pk, template, ways, until, referral))

    def staff_vouch(self) -> None:
        """Let staff vouch for everybody whom they have not looked at yet."""
        Referral.objects.filter(suspected=True).update(suspected=False)

    def staff_finish(self) -> None:
        """Let staff finish a referral, wherever its message may be."""
        if ended := self._one_that_is_open():
            Referral.objects.filter(pk=ended).update(status="closed")

    def person_stops(self, at: datetime) -> None:
        """Let somebody take it back, or say never, wherever their message may be."""
        if referral := self._one_that_is_open():
            kind = self.chance.choice((FollowUp.Kind.WITHDRAWN, FollowUp.Kind.NEVER))
            with transaction.atomic():
                following.send_back(
                    uuid=uuid4(), referral=referral, compartment=str(Compartment.STANDARD),
                    kind=kind, answers={}, at=at,
                )  # fmt: skip

    def note_stopped(self, at: datetime) -> None:
        """Note what workers have carried out, while none of them works: from now on it holds."""
        done = FollowUp.objects.filter(applied_at__isnull=False, refused=False)
        for referral in done.values_list("referral", flat=True):
            self.stopped.setdefault(referral, at)

    def _one_that_is_open(self) -> UUID | None:
        if not self._open:
            return None
        ended = self._open.pop(self.chance.randrange(len(self._open)))
        self.ended.add(ended)
        return ended

    def _referral(self, at: datetime, suspected: bool) -> UUID:
        if not suspected and self.chance.random() < 0.5:
            return uuid4()
        row = Referral(
            reference=f"DRILL{uuid4().hex[:6].upper()}", epoch=1, sealed=b"-", sealed_key=b"-",
            signature=b"-", received_at=at, rules_version=1, suspected=suspected,
        )  # fmt: skip
        row.save(force_insert=True)
        self._open.append(row.pk)
        return row.pk

    def _ways(self, template: str, at: datetime) -> tuple[Way, ...]:
        ways = [
            Way(channel, self._recipient(channel), self._times(template, at))
            for channel in CATALOGUE[template].sent
        ]
        if len(ways) > 1 and self.chance.random() < 0.5:
            self.chance.shuffle(ways)
            return tuple(ways)
        return (self.chance.choice(ways),)

    def _recipient(self, channel: str) -> str:
        what, text = self.chance.random(), channel == "sms"
        if what < 0.05:
            return BAD[0 if text else 1]
        # A few get so much that the day's limit for one recipient is reached.
        number = 345 if what < 0.12 else 400 + next(self._numbers) % 600
        return f"07700 900{number}" if text else f"{CANARY}.{number}@example.org"

    def _times(self, template: str, at: datetime) -> tuple[Period, ...]:
        """Return nothing, or two hours of each day: some before now, some now, some to come."""
        if template in ABOUT_NOBODY or self.chance.random() < 0.6:
            return ()
        opens = min(max(at.astimezone(LONDON).hour + self.chance.randint(-2, 4), 0), 21)
        if CATALOGUE[template].when == "in_hours":
            opens = min(max(opens, 9), 15)
        return tuple(Period(day, time(opens), time(opens + 2)) for day in range(7))
