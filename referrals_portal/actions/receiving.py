"""Receiving a referral: one insert of each row, all or nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from core.rounding import to_the_hour
from hub.snapshot import HubFacts
from referrals_portal import sealing
from referrals_portal.actions import clocks
from referrals_portal.actions.alerting import alert_rota
from referrals_portal.actions.facts import facts_of, senior_by
from referrals_portal.actions.recording import record
from referrals_portal.actions.ways import CALLED, ways
from referrals_portal.messages import outbox
from referrals_portal.messages.catalogue import CATALOGUE
from referrals_portal.messages.reasons import Reason
from referrals_portal.models import Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Compartment
from referrals_portal.safe_contact import SafeContact, promise_due, standard_due
from referrals_portal.saying_who import who_we_are
from referrals_portal.triage import Decision, decide

MOST_COLLISIONS = 5


@dataclass(frozen=True, slots=True)
class Received:
    """The reference that the person is told, and the compartment in which it was sealed."""

    reference: str
    compartment: str


def receive(
    *,
    uuid: UUID,
    reference: Callable[[int], str],
    answers: dict[str, dict[str, Any]],
    consent_wording: str,
    hub: HubFacts,
    at: datetime,
    suspected: bool = False,
    by: None = None,
) -> Received:
    """Seal and store a referral, its event, and its confirmation if one was asked for and is safe.

    Must run in the caller's transaction. ``uuid`` is the submit token: sending the same draft
    again, however it happens, ends in the same row. ``reference`` gives the next candidate for
    each attempt. ``suspected`` of being a robot's, its confirmation waits until somebody here has
    looked. Raises `KeysMissing` rather than store anything unsealed.
    """
    hour = to_the_hour(at)
    decision = decide(hub, facts_of(answers, hour))
    place = sealing.Place("referral", uuid, compartment_of(answers))
    content = {
        "source": "self",
        "answers": {key: given for key, given in answers.items() if not is_equality(key)},
        # Sealed with the rest, and only ever counted.
        "equality": {key: given for key, given in answers.items() if is_equality(key)},
        "language": (get_language() or "en")[:2],
        # Each choice was made in these words, and stood as it is when it was sent.
        "consent_wording": consent_wording,
        "chosen_at": at.isoformat(),
    }
    due_at = _due(decision, answers, hub, at)

    def made(name: str) -> Referral:
        row = sealed_row(place, name, content, decision, hub, at, due_at=due_at)
        row.suspected = suspected
        return row

    row = insert(made, reference)
    if row is None:
        return Received(reference(0), place.compartment)
    clocks.begin(uuid, decision.standards, decision.rules_version)
    record(referral=uuid, kind=Kind.RECEIVED, at=hour)
    _confirm(row, answers, hub, hour)
    alert_rota(decision, hub, at)
    return Received(row.reference, row.compartment)


def insert(made: Callable[[str], Referral], reference: Callable[[int], str]) -> Referral | None:
    """Insert a row under the first reference that is free; None where it was received before.

    One plain INSERT for each try, so that a database role which may do nothing else can run it.
    """
    for attempt in range(MOST_COLLISIONS):
        row = made(reference(attempt))
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            if _is_about(error, "uuid", "pkey"):
                return None
            if not _is_about(error, "reference"):
                raise
        else:
            return row
    raise RuntimeError("no free reference")


def compartment_of(answers: dict[str, dict[str, Any]]) -> Compartment:
    """Return whose key is to open it: a manager's, if someone who works here should not see it."""
    known = answers.get("staff", {}).get("knows") == "yes"
    return Compartment.RESTRICTED if known else Compartment.STANDARD


def sealed_row(
    place: sealing.Place,
    reference: str,
    content: dict[str, Any],
    decision: Decision,
    hub: HubFacts,
    at: datetime,
    *,
    due_at: datetime | None,
) -> Referral:
    """Return a referral that is not stored yet: what was told and decided, sealed and signed."""
    content = content | {
        "reference": reference,
        "received_at": at.isoformat(),
        "reasons": list(decision.reasons),
        "senior_reasons": list(decision.senior_reasons),
        "decision": decision.to_json(),
    }
    sealed = sealing.seal(content, place)
    return Referral(
        uuid=place.uuid,
        reference=reference,
        compartment=place.compartment,
        signature=sealing.sign(sealed.sealed, place),
        priority=decision.priority,
        team=decision.team.key if decision.team else "",
        received_at=to_the_hour(at),
        due_at=due_at,
        senior_by=senior_by(hub.hours, at) if decision.senior_reasons else None,
        rules_version=hub.rules_version,
        **asdict(sealed),
    )


def _due(
    decision: Decision, answers: dict[str, dict[str, Any]], hub: HubFacts, at: datetime
) -> datetime | None:
    """Return by when they must have been reached safely; None where they will ring, or no rule.

    Never later than whoever has no priority, wherever their safe times fall.
    """
    safe = SafeContact.from_answers(answers)
    dues = (standard_due(safe, hub, at, decision.due_at), promise_due(safe, hub, at))
    return min((due for due in dues if due), default=None)


def is_equality(step: str) -> bool:
    """Tell whether a step is one of those that are only ever counted."""
    return step.split("-")[0] == "equal"


def _is_about(error: IntegrityError, *names: str) -> bool:
    """Tell which constraint was violated: the identity was sent already, a reference is taken."""
    diagnosis = getattr(error.__cause__, "diag", None)
    named = (diagnosis.constraint_name if diagnosis else str(error)) or ""
    return "UNIQUE" in str(error).upper() and any(name in named for name in names)


def _confirm(
    row: Referral, answers: dict[str, dict[str, Any]], hub: HubFacts, hour: datetime
) -> None:
    safe = SafeContact.from_answers(answers)
    message = CATALOGUE["CONFIRMATION"]
    chosen = answers.get("message", {}).get("confirm_by")
    allowed = ways(safe, message.when, hub.hours, by_itself=True)
    # They chose one, and were shown its words: no other is tried in its place.
    wanted = [way for way in allowed if CALLED[way.channel] == chosen]
    language = (get_language() or "en")[:2]
    outbox.queue(
        referral=row.uuid,
        template=message.name,
        ways=wanted,
        personalisation={
            "reference": row.reference,
            "from": who_we_are(hub, language, allowed=safe.may_say_who),
        },
        at=hour,
        language=language,
        held_for=Reason.SUSPECTED if row.suspected else "",
    )
