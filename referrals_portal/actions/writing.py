"""Writing to the person: only by what is safe, never once they want nothing of us any more.

``safe`` is always what the person allowed as whoever opened the referral read it; ``language``
is the one in which they wrote to us.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.rounding import to_the_hour
from hub.facts import HubFacts
from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands, change
from referrals_portal.actions.recording import record
from referrals_portal.actions.telling import asked_back
from referrals_portal.actions.ways import CALLED, ways
from referrals_portal.messages import outbox
from referrals_portal.messages.catalogue import CATALOGUE, LETTER, TO_PERSON
from referrals_portal.messages.envelope import Way
from referrals_portal.messages.reasons import WRONG_CONTACT, Reason
from referrals_portal.models import Event, FollowUp, OutboxMessage, Referral, Task
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import SafeContact
from referrals_portal.saying_who import who_we_are

ONWARD = "ONWARD"
BY_HAND = ("TRIED", ONWARD)
"""What staff may send whenever they find it right."""
SAYS_WHAT_IS_SAFE = (Kind.SAFE_CHANGED,)
"""Events with which the person said anew what is safe, so what was shown before counts no more."""
SENT = ("text", "email")
"""What can be sent by itself, as the person calls it."""


class MayNotWrite(NotAllowed):
    """Nobody may write to them, or not so. Its text says why, for staff.

    about: the argument that asked for what may not be; empty where nothing may be written at all.
    """

    def __init__(self, why: str, about: str = "") -> None:
        self.about = about
        super().__init__(why)


@transaction.atomic
def write_to(
    *,
    referral: Referral,
    template: str,
    channel: str,
    safe: SafeContact,
    hub: HubFacts,
    language: str,
    wrong: Collection[str] = (),
    doubtful: Collection[str] = (),
    by: Any,
    at: datetime,
    expected_version: int,
) -> None:
    """Write one of `BY_HAND`: by ``channel`` (``text``, ``email``, ``letter``) if that is safe.

    Another way stays for where that one fails, if it is safe with nobody looking. A letter becomes
    a task. wrong: channels of which staff know that the number or address is wrong, besides those
    that messages have shown. doubtful: those on which somebody else answered. Raises
    `ChangedMeanwhile`, `MayNotWrite`, and ValueError for what staff do not send by hand.
    """
    if template not in BY_HAND:
        raise ValueError("this is not written by hand")
    now = ready(referral, expected_version)
    if template == ONWARD and not _asked_us(now, safe):
        raise MayNotWrite(
            _("They have not said yes to us yet, so there is no news to write of."), "template"
        )
    change(referral, now.version)
    if channel == LETTER:
        letter(referral, template, safe, wrong, by, at)
        return
    order = (channel, *(each for each in SENT if each != channel))
    found = safe_ways(
        referral, template, safe, hub, order, chosen=channel, wrong=wrong, doubtful=doubtful
    )
    if not found or CALLED[found[0].channel] != channel:
        raise MayNotWrite(_("It is not safe to write to them in this way."), "channel")
    send(referral, template, found, safe, hub, language, by, at)


def ready(referral: Referral, expected_version: int | None = None) -> Referral:
    """Return the row, locked, if they may be written to at all.

    Raises `ChangedMeanwhile` if it is another version than was seen, and `MayNotWrite`.
    """
    row: Referral = Referral.objects.select_for_update().get(pk=referral.pk)
    if expected_version not in (None, row.version):
        raise ChangedMeanwhile(as_it_stands(referral))
    if words := why_not(row):
        raise MayNotWrite(words)
    return row


def why_not(row: Referral, *, even_finished: bool = False) -> str:
    """Return why they are not to be written to at all, in words; nothing if they may be.

    That they have just sent something counts too, because nobody here knows yet what it says.
    even_finished: that it is finished says nothing against it.
    """
    later = FollowUp.objects.filter(referral=row.pk, applied_at__isnull=True)
    never, yes = last(row.pk, Kind.OPTED_OUT), last(row.pk, Kind.OFFER_ACCEPTED)
    return refusal(
        is_open=row.is_open or even_finished,
        taken_back=asked_back(row.pk),
        # Of two in one hour, only whoever opens the referral knows which was said last.
        opted_out=never is not None and (yes is None or yes < never),
        just_sent=later.exists(),
    )


def refusal(*, is_open: bool, taken_back: bool, opted_out: bool, just_sent: bool) -> str:
    """Return the first of the reasons that hold, in words; nothing where none does. Pure."""
    reasons = (
        (opted_out, _("They said that they never want to hear from us. Do not write to them.")),
        (taken_back, _("They took their request back. Do not write to them.")),
        (not is_open, _("This is finished, so nobody writes to them.")),
        (just_sent, _("They have just sent us something. Look at this page again in a minute.")),
    )
    return next((words for holds, words in reasons if holds), "")


def asked_us(*, unasked: bool, spoke: bool, yes: datetime | None, later: datetime | None) -> bool:
    """Tell whether they want something of us, so that there may be news of it. Pure.

    unasked: others referred them. spoke: somebody here has spoken with them, and knows. yes,
    later: when they last answered so to our offer; of two in one hour, later counts.
    """
    if spoke:
        return True
    if yes is None:
        return not unasked
    return later is None or later < yes


def _asked_us(row: Referral, safe: SafeContact) -> bool:
    return asked_us(
        unasked=safe.unasked,
        spoke=row.first_contact_at is not None,
        yes=last(row.pk, Kind.OFFER_ACCEPTED),
        later=last(row.pk, Kind.OFFER_LATER),
    )


def safe_ways(
    referral: Referral,
    template: str,
    safe: SafeContact,
    hub: HubFacts,
    order: Sequence[str],
    *,
    chosen: str = "",
    wrong: Collection[str] = (),
    doubtful: Collection[str] = (),
) -> tuple[Way, ...]:
    """Return the ways of ``order``, in that order, by which a message may go to them.

    chosen: the one that somebody on the staff looked at and chose. By all others it goes with
    nobody looking, so not where anything is ``doubtful`` either.
    """
    message, known = CATALOGUE[template], {*wrong, *wrong_ways(referral.pk)}
    by_itself = ways(safe, message.when, hub.hours, by_itself=True, wrong={*known, *doubtful})
    by_hand = ways(safe, message.when, hub.hours, by_itself=False, wrong=known)
    picked = (way for way in by_hand if CALLED[way.channel] == chosen)
    found = {
        CALLED[way.channel]: way
        for way in (*by_itself, *picked)
        if way.channel in outbox.channels() and way.channel in message.sent
    }
    return tuple(found[each] for each in order if each in found)


def wrong_ways(referral: UUID) -> frozenset[str]:
    """Return the channels on which messages have shown that the number or address is wrong.

    What was written before they last changed what is safe went to what holds no more.
    """
    rows = OutboxMessage.objects.filter(
        referral=referral, template__in=TO_PERSON, failure__in=WRONG_CONTACT
    )
    if changed := last(referral, *SAYS_WHAT_IS_SAFE):
        rows = rows.filter(created_at__gte=changed)
    return frozenset(rows.values_list("channel", flat=True))


def last(referral: UUID, *kinds: str) -> datetime | None:
    """Return when something of these kinds last happened to a referral; None if nothing did."""
    events = Event.objects.filter(referral=referral, kind__in=kinds).order_by("at")
    moment: datetime | None = events.values_list("at", flat=True).last()
    return moment


def send(
    referral: Referral,
    template: str,
    found: Sequence[Way],
    safe: SafeContact,
    hub: HubFacts,
    language: str,
    by: Any,
    at: datetime,
    *,
    said: Mapping[str, str] | None = None,
    due_at: datetime | None = None,
    until: datetime | None = None,
) -> OutboxMessage:
    """Queue a message by ways that are safe, in the caller's transaction, and leave its event.

    said: what its placeholders say, but for who we are. While a robot is suspected it waits, like
    every message. Raises `MayNotWrite` where there is no way.
    """
    row = outbox.queue(
        referral=referral.pk,
        template=template,
        ways=found,
        personalisation={
            **(said or {}),
            "from": who_we_are(hub, language, allowed=safe.may_say_who),
        },
        at=to_the_hour(at),
        language=language,
        due_at=due_at,
        until=until,
        # What they told somebody else's offer holds for us too, until they want something of us.
        unasked=not _asked_us(referral, safe),
        held_for=Reason.SUSPECTED if referral.suspected else "",
    )
    if row is None:
        raise MayNotWrite(_("It is not safe to write to them in this way."), "channel")
    record(referral=referral.pk, kind=Kind.MESSAGE_QUEUED, at=at, by=by, detail=template)
    return row


def no_letter(*, unasked: bool, spoke: bool, never_there: bool) -> bool:
    """Tell whether no letter may go to them, whatever was said to be safe. Pure.

    unasked: others referred them. never_there: somebody at a number or address that was given said
    never to us. Until somebody here spoke with them, nobody knows if that was they.
    """
    return unasked and never_there and not spoke


def closed_to_letters(row: Referral, safe: SafeContact) -> bool:
    """Tell the same of a referral as it stands: for pages, buttons and actions alike."""
    return no_letter(
        unasked=safe.unasked,
        spoke=row.first_contact_at is not None,
        never_there=safe.unasked and last(row.pk, Kind.NEVER_THERE) is not None,
    )


def letter(
    referral: Referral, template: str, safe: SafeContact, wrong: Collection[str], by: Any,
    at: datetime,
) -> Task:  # fmt: skip
    """Leave a letter to be printed and posted, in the caller's transaction, and its event.

    Raises `MayNotWrite` where a letter is not safe, or has no words.
    """
    if LETTER not in CATALOGUE[template].wordings:
        raise MayNotWrite(_("There is no letter with these words. Choose another way."), "channel")
    if LETTER in wrong or not safe.may_write or closed_to_letters(referral, safe):
        raise MayNotWrite(_("It is not safe to write to them in this way."), "channel")
    task = Task(
        referral=referral.pk, kind=Task.Kind.LETTER, template=template, channel=LETTER, made_at=at
    )
    task.save(force_insert=True)
    record(referral=referral.pk, kind=Kind.MESSAGE_QUEUED, at=at, by=by, detail=template)
    return task
