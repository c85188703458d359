"""What the person said after their referral, by their way back or in answer to an offer: their
newest word holds.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.rounding import to_the_hour
from referrals_portal.actions.following import PLACE
from referrals_portal.intake.online import Online, changed_online
from referrals_portal.intake.panel import Panel, panel
from referrals_portal.intake.work import spoke_since
from referrals_portal.models import Event, FollowUp, Referral
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import REFERRED, SafeContact
from referrals_portal.sealing import Place, opening
from referrals_portal.sealing.opening import CannotOpen, KeysMissing, Lent

Answers = dict[str, dict[str, Any]]
ASKED_AGAIN = ("call", "contact", "safe", "times", "calling")
"""Steps whose answers are replaced as a whole, together with `agree`, when one asks anew."""
SAYS = (FollowUp.Kind.ACCEPTED, FollowUp.Kind.LATER, FollowUp.Kind.NEVER)
"""What somebody may answer to an offer."""
TELLING = (
    Kind.REOPENED, Kind.ASKED_BACK, Kind.CLAIMED, Kind.OPTED_OUT, Kind.NEVER_THERE,
    Kind.CODE_ANSWERED,
)  # fmt: skip
"""Events that say how things are."""

log = logging.getLogger("front_door.intake")


@dataclass(frozen=True, slots=True)
class Since:
    """How things are now. ``safe`` is what may be done to reach them.

    ``changed_at`` is when they changed it, None if they did not; ``unreadable`` that something
    came later which is not what the form process wrote; ``claimed`` that the person themselves has
    taken over what somebody else had asked for; ``taken_back`` that they took their request back,
    online or by telephone, and it is open all the same: the worker has not come to it, or a senior
    must look first.
    ``online`` is what to notice about what they changed. ``answered`` is what they said last to our
    offer, ``answered_at`` when; ``never`` that they never want to hear from us and did not say yes
    since; ``after_never`` that they did, and nobody has spoken with them since that yes;
    ``never_there`` that somebody with the same number or address does not, so that whoever reaches
    them first finds out who this is; ``to_ask`` that later or never came by the code after somebody
    had spoken with them, so that nobody knows whose word it is. What cannot be read may have said
    that nothing is safe any more, so then nothing is.
    """

    answers: Answers
    safe: SafeContact
    changed_at: datetime | None
    unreadable: bool
    claimed: bool
    taken_back: bool = False
    online: Online | None = None
    answered: str = ""
    answered_at: datetime | None = None
    never: bool = False
    to_ask: bool = False
    after_never: bool = False
    never_there: bool = False

    def panel(self, at: datetime) -> Panel:
        """Draw the safe-contact panel as it is now."""
        if not self.claimed:
            return panel(self.answers, at, self.safe)
        asking = self.answers.get("you", {}).get("your_name", "")
        without = {key: each for key, each in self.answers.items() if key not in ("you", "agreed")}
        drawn = panel(without, at, self.safe)
        words = _(
            "The person has taken this over. Talk only with them. Tell %(name)s nothing, and do "
            "not use the number or the address that %(name)s gave as their own."
        ) % {"name": asking}
        return replace(drawn, warnings=(words, *drawn.warnings))


def since(
    referral: Referral, answers: Answers, lent: Lent | None = None, *, returning: bool = False
) -> Since:
    """Return how things are after everything that came later. Writes nothing down.

    answers: what was opened, as it arrived. lent: what opens a restricted one. returning: as they
    are once it is open again, whoever took it back.
    """
    rows = list(FollowUp.objects.filter(referral=referral.pk))
    opened = [_open(row, referral, lent) for row in rows]
    events = list(Event.objects.filter(referral=referral.pk, kind__in=TELLING))
    reopened = max((each.at for each in events if each.kind == Kind.REOPENED), default=None)
    # By telephone: somebody here wrote it down.
    said_so = (each.at for each in events if each.kind == Kind.ASKED_BACK and each.by is not None)
    taken_back = any(reopened is None or at > reopened for at in said_so) or any(
        each["kind"] == FollowUp.Kind.WITHDRAWN
        and (row.applied_at is None or reopened is None or each["sent_at"] > reopened)
        for row, each in zip(rows, opened, strict=True)
        if each
    )
    taken_back = taken_back and not returning
    found = [each for each in opened if each and each["kind"] == FollowUp.Kind.SAFE_CHANGED]
    changes = sorted(found, key=lambda each: each["sent_at"])
    newest = changes[-1] if changes else None
    told = (*ASKED_AGAIN, "agree", REFERRED)
    kept = {key: each for key, each in answers.items() if key not in told}
    words = [
        (each, row.received_at)
        for row, each in zip(rows, opened, strict=True)
        if each and each["kind"] in SAYS
    ]
    word, hour = max(words, key=lambda pair: pair[0]["sent_at"], default=(None, None))
    # Whoever carried it out knew then if anybody had spoken with them.
    doubted = word is not None and any(
        (each.kind, each.detail, each.at) == (Kind.CODE_ANSWERED, word["kind"], hour)
        for each in events
    )
    never = _never(word, events) and not doubted
    said = [
        SafeContact.from_answers(answers),
        *(SafeContact.from_answers(kept | each["answers"]) for each in changes),
    ]
    times = [referral.received_at, *(to_the_hour(each["sent_at"]) for each in changes)]
    to_ask = bool(doubted and word and not spoke_since(referral, word["sent_at"], lent))
    # It came by the code of our offer, and so may have come from whoever else saw that.
    unconfirmed = (
        newest is not None
        and REFERRED in answers
        and not spoke_since(referral, newest["sent_at"], lent)
    )
    safe = replace(said[-1], unsafe=_unsafe(said, times), unconfirmed=unconfirmed)
    online = None
    claimed = any(each.kind == Kind.CLAIMED for each in events)
    if newest and not claimed:
        day = date_format(timezone.localtime(newest["sent_at"]), "l j F")
        online = changed_online(said, day)
    theirs = bool(newest) or answers.get("agreed", {}).get("contact_whom") == "them"
    if taken_back or never or None in opened or (claimed and not theirs):
        # They want no contact any more, what they changed cannot be read, or all that we have is
        # whoever asked for them.
        safe = SafeContact(no_contact=True)
    return Since(
        answers=answers,
        safe=safe,
        changed_at=newest["sent_at"] if newest else None,
        unreadable=None in opened,
        claimed=claimed,
        taken_back=taken_back and referral.is_open,
        online=online,
        answered=word["kind"] if word and (to_ask or not doubted) else "",
        answered_at=word["sent_at"] if word else None,
        never=never,
        to_ask=to_ask,
        after_never=word is not None
        and not never
        and _was_never(events)
        and not spoke_since(referral, word["sent_at"], lent),
        never_there=referral.first_contact_at is None
        and any(each.kind == Kind.NEVER_THERE for each in events),
    )


def _never(word: dict[str, Any] | None, events: list[Event]) -> bool:
    """Tell whether they said never, and nothing else since."""
    if word and word["kind"] != FollowUp.Kind.LATER:
        return bool(word["kind"] == FollowUp.Kind.NEVER)
    return _was_never(events)


def _was_never(events: list[Event]) -> bool:
    return any(each.kind == Kind.OPTED_OUT for each in events)


def _unsafe(said: list[SafeContact], times: list[datetime]) -> tuple[datetime, datetime] | None:
    """Return from when until when nothing was safe, the last time that this was so and is over."""
    nothing = [each.nothing_is_safe for each in said]
    if True not in nothing or nothing[-1]:
        return None
    ends = max(place for place, unsafe in enumerate(nothing) if unsafe) + 1
    begins = max((place + 1 for place in range(ends) if not nothing[place]), default=0)
    return times[begins], times[ends]


def _open(row: FollowUp, referral: Referral, lent: Lent | None) -> dict[str, Any] | None:
    """Open one; None, and a line in the log, when it is not what the form process wrote."""
    try:
        if row.refused or row.compartment != referral.compartment:
            raise CannotOpen
        content = opening.open_signed(row, Place(PLACE, row.pk, row.compartment), lent)
        if any(content.get(name) != value for name, value in row.in_clear.items()):
            raise CannotOpen
        return content | {"sent_at": datetime.fromisoformat(content["sent_at"])}
    except (CannotOpen, KeysMissing) as error:
        log.error("follow-up %s did not open: %s", row.pk, type(error).__name__)
        return None
