"""Referrals that others send us, and the offer of support that some of those people get.

Nobody could ask them. So the hub's rules state on what basis they may be written to at all, the
offer says nothing that a stranger could use, and by its code, without an account, they say yes,
later or never. Whoever says never hears no more from us, by any way: see `opting_out`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from core.rounding import to_the_hour
from hub.facts import HubFacts
from hub.models import Welsh
from hub.retention import Ended, keep_until
from referrals_portal import sealing
from referrals_portal.actions import clocks
from referrals_portal.actions.alerting import alert_rota
from referrals_portal.actions.following import send_back
from referrals_portal.actions.opting_out import seal_ways
from referrals_portal.actions.receiving import insert, sealed_row
from referrals_portal.actions.recording import record
from referrals_portal.actions.referred import Referred
from referrals_portal.actions.ways import CALLED, to_of
from referrals_portal.messages import outbox
from referrals_portal.messages.catalogue import LETTER, OFFER
from referrals_portal.messages.envelope import Way
from referrals_portal.models import FollowUp, Invitation, Referral, Task
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Compartment, Status
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing import codes
from referrals_portal.sealing.drafts import Secret
from referrals_portal.sealing.remembering import digest_of_code, identity_of
from referrals_portal.triage import Decision, Facts, decide

ENDS: Mapping[str, tuple[Status, Kind]] = {
    "divert": (Status.REFERRED_ON, Kind.STATUS_CHANGED),
    "signpost": (Status.CLOSED, Kind.CLOSED),
    "close": (Status.CLOSED, Kind.CLOSED),
}
"""Where what is not taken on ends at once. What goes straight to the specialists stays in the
queue until somebody has seen to it that they have it."""
AGAIN = "again"
OPEN = timedelta(days=366)
"""How long a code can be used: a year from the offer and from every answer to it. People come back
late, and are told so; but a letter that is found years later must open nothing, and of a hub's
codes fewer can be met by trying. It goes with the referral if that goes first."""


@dataclass(frozen=True, slots=True)
class Offer:
    """How an offer goes out: by itself in these ways, by a letter that staff print, or both.

    each: the hub promises it by every one of them, and one in place of another is not enough. It
    is true where there is any way.
    """

    ways: tuple[Way, ...] = ()
    letter: bool = False
    each: bool = False

    @property
    def messages(self) -> tuple[tuple[Way, ...], ...]:
        """The ways of each message: one with all of them, or one message for each."""
        if self.each:
            return tuple((way,) for way in self.ways)
        return (self.ways,) if self.ways else ()

    def __bool__(self) -> bool:
        return bool(self.ways) or self.letter


@transaction.atomic
def receive_referred(*, sent: Referred, hub: HubFacts, at: datetime, by: None = None) -> str:
    """Seal and store a referral that somebody else sent; return what became of it.

    That is the handling of the rules, or `AGAIN` for one that was received before: the same source
    and reference are one referral, whatever else is said of it. What is taken on has its clocks
    and, where that is allowed, its offer. What goes no further is kept without a name, so that it
    is counted. Raises `KeysMissing` rather than store anything unsealed.
    """
    hour = to_the_hour(at)
    facts = replace(sent.facts, received_at=hour)
    decision = decide(hub, facts)
    offer = offer_to(sent, decision)
    code = codes.new() if offer else ""
    kept = sent if decision.handling in ("accept", "divert") else sent.without_contact()
    place = sealing.Place("referral", _identity(sent), _compartment(sent))
    content = {
        "source": facts.source,
        "answers": kept.answers,
        "facts": facts.to_json(),
        "equality": {},
        "language": sent.language,
        "consent_wording": "",
        "offer_code": codes.written(code) if code else "",
    }

    def made(name: str) -> Referral:
        row = sealed_row(place, name, content, decision, hub, at, due_at=decision.due_at)
        row.status, _kind = ENDS.get(decision.handling, (Status.NEW, None))
        if row.status == Status.CLOSED:
            row.retain_until = keep_until(Ended.NOT_TAKEN_UP, hour, hub.rules.retention)
            row.senior_by = None
        return row

    row = insert(made, Secret.new().reference)
    if row is None:
        return AGAIN
    clocks.begin(row.pk, decision.standards, decision.rules_version)
    record(referral=row.pk, kind=Kind.RECEIVED, at=hour)
    if decision.handling in ENDS:
        status, kind = ENDS[decision.handling]
        record(referral=row.pk, kind=kind, at=hour, detail=f"{Status.NEW}>{status}")
    if row.senior_by:
        alert_rota(decision, hub, at)
    if offer:
        _send(row, sent, offer, code, hub, hour)
    return decision.handling


@transaction.atomic
def answer(*, referral: UUID, compartment: str, kind: str, at: datetime, by: None = None) -> bool:
    """Keep what somebody answers to an offer, for the worker to carry out; False if none is there.

    The same answer within an hour is one, but for a yes, which is a promise each time. Raises
    `KeysMissing` rather than keep anything unsealed.
    """
    hour = to_the_hour(at)
    offers = Invitation.objects.filter(referral=referral, purpose=Invitation.Purpose.OFFER)
    again = offers.filter(answered=kind, used_at=hour).exists()
    if not offers.update(answered=kind, used_at=hour, expires_at=hour + OPEN):
        return False
    if again and kind != FollowUp.Kind.ACCEPTED:
        return True
    send_back(
        uuid=uuid4(),
        referral=referral,
        compartment=compartment,
        kind=kind,
        answers={},
        at=at,
    )
    return True


def offer_to(sent: Referred, decision: Decision) -> Offer:
    """Return how somebody may be sent an offer; nothing unless the decision says that they are.

    A letter where nothing can go by itself, and where the hub promises one whatever else it sends;
    never where whoever referred them says what is safe and does not name it.
    """
    if "offer" not in decision.messages:
        return Offer()
    given = SafeContact(phone=sent.phone, email=sent.email, address=sent.address)
    channels = {said: channel for channel, said in CALLED.items() if channel in outbox.channels()}
    ways = tuple(
        Way(channels[said], to_of(given, channels[said]))
        for said in decision.offer_by
        if said in channels and given.has(said)
    )
    letter = given.has(LETTER) and may_be_a_letter(sent.facts)
    said = {CALLED[way.channel] for way in ways}
    return Offer(
        ways,
        letter and (not ways or LETTER in decision.offer_each),
        each=len(said) > 1 and said <= decision.offer_each,
    )


def may_be_a_letter(facts: Facts) -> bool:
    """Tell whether an offer that may be sent at all may be posted, for all that was said of it."""
    return facts.safe_channels is None or LETTER in facts.safe_channels


def says_from(hub: HubFacts, crime_types: tuple[str, ...], language: str) -> str:
    """Return what an offer says of who we are and who gave us their name.

    Only where the hub says so of every crime that happened, and never after those that nobody else
    may learn of.
    """
    rules, crimes = hub.rules.messages, set(crime_types)
    if not crimes or crimes - rules.named_after or crimes & rules.never_after:
        return ""
    return rules.offer_from.get(language, "")


def reply_address(language: str) -> str:
    """Return where the code is asked for, as somebody types it."""
    host = urlsplit(settings.FORM_URL).netloc
    return f"{host}/cy/reply" if language == "cy" else f"{host}/reply"


def spoken(sent: Referred, hub: HubFacts) -> str:
    """Return the language in which they are written to: theirs, if this hub speaks it."""
    return sent.language if hub.welsh != Welsh.OFF else "en"


def _send(
    row: Referral, sent: Referred, offer: Offer, code: str, hub: HubFacts, hour: datetime
) -> None:
    language = spoken(sent, hub)
    epoch, recipient = seal_ways(row.pk, sent.phone, sent.email, sent.address)
    Invitation(
        key=digest_of_code(code),
        purpose=Invitation.Purpose.OFFER,
        referral=row.pk,
        compartment=row.compartment,
        epoch=epoch,
        recipient=recipient,
        expires_at=hour + OPEN,
    ).save(force_insert=True)
    for ways in offer.messages:
        outbox.queue(
            referral=row.pk,
            template=OFFER,
            ways=ways,
            personalisation={
                "address": reply_address(language),
                "code": codes.written(code),
                "from": says_from(hub, sent.facts.crime_types, language),
            },
            at=hour,
            language=language,
            unasked=True,
        )
    if offer.letter:
        Task(
            referral=row.pk, kind=Task.Kind.LETTER, template=OFFER, channel=LETTER, made_at=hour
        ).save(force_insert=True)
    record(referral=row.pk, kind=Kind.MESSAGE_QUEUED, at=hour, detail=OFFER)


def _identity(sent: Referred) -> UUID:
    return identity_of(f"referred|{sent.facts.source}|{sent.reference}")


def _compartment(sent: Referred) -> Compartment:
    known = "knows_staff" in sent.facts.markers
    return Compartment.RESTRICTED if known else Compartment.STANDARD
