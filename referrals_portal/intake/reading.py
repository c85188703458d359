"""Opening a referral for somebody to read: who did is written down before anything is shown."""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.rounding import to_the_hour
from hub.models import Welsh
from hub.snapshot import current_hub
from referrals_portal import actions
from referrals_portal.actions.facts import facts_of
from referrals_portal.actions.offering import may_be_a_letter
from referrals_portal.intake.since import since
from referrals_portal.models import Referral
from referrals_portal.safe_contact import REFERRED, SafeContact
from referrals_portal.sealing import Place, opening
from referrals_portal.sealing.opening import CannotOpen, KeysMissing, Lent, Locked
from referrals_portal.steps import CALL, STEPS, Shown, Step, shown
from referrals_portal.triage import Facts
from referrals_portal.triage.facts import read as read_facts

IN_THE_PANEL = ("contact", "safe", "times", "calling", "child")

log = logging.getLogger("front_door.intake")


@dataclass(frozen=True, slots=True)
class Opened:
    """What arrived, as it was sealed by the form. ``decision`` is what the rules made of it.

    facts: of somebody whom others referred, as they were given; None of whoever came themselves.
    offer_code: the code by which they may answer our offer, for a letter; empty without one.
    """

    answers: dict[str, dict[str, Any]]
    reasons: tuple[str, ...]
    senior_reasons: tuple[str, ...]
    decision: dict[str, Any]
    consent_wording: str
    language: str
    received_at: datetime
    facts: Facts | None = None
    offer_code: str = field(default="", repr=False)


def read(referral: Referral, *, by: Any, at: datetime, lent: Lent | None = None) -> Opened:
    """Open it for ``by`` and write that down; return only when both are done.

    Raises `CannotOpen` when anything about the row is not what the form process wrote, and
    `KeysMissing` when this process lacks the key. Both are logged without a word of the content.
    Raises `Locked` when it is restricted and what ``by`` was ``lent`` does not open it.
    """
    opened = _open(referral, lent)
    actions.open_referral(referral=referral, by=by, at=at)
    return opened


def what_is_safe(
    referral: Referral, lent: Lent | None = None, *, returning: bool = False
) -> SafeContact:
    """Return what may be done to reach the person, to check what was done; raises like `read`.

    For a rule, never for a page: nobody reads anything, so no opening is written down. returning:
    once it is open again.
    """
    return since(referral, _open(referral, lent).answers, lent, returning=returning).safe


def facts_to_start_at(referral: Referral, hour: datetime, lent: Lent | None = None) -> Facts:
    """Return the facts for the hub's rules, as if it came at an hour; raises like `read`.

    For a rule, never for a page. Of somebody whom others referred they are those that were given;
    what happened before it last came back started a clock, or counts from then.
    """
    opened = _open(referral, lent)
    if opened.facts is None:
        return facts_of(opened.answers, hour)
    if hour == referral.received_at:
        return opened.facts
    return replace(opened.facts, received_at=hour, crime_recorded_at=None, offer_accepted_at=None)


def their_word(referral: Referral, lent: Lent | None = None) -> str:
    """Return the word by which the person takes it over; raises like `read`. Never for a page."""
    return str(_open(referral, lent).answers.get("agreed", {}).get("their_word", ""))


def language_of(referral: Referral, lent: Lent | None = None) -> str:
    """Return the language in which they are written to; raises like `read`. Never for a page."""
    return written_in(_open(referral, lent))


def written_in(opened: Opened) -> str:
    """Return the language in which they are written to: theirs, if this hub speaks it."""
    return opened.language if current_hub().welsh != Welsh.OFF else "en"


def answers_of(referral: Referral, lent: Lent | None = None) -> dict[str, dict[str, Any]]:
    """Return what they answered, for a rule and never for a page; raises like `read`."""
    return _open(referral, lent).answers


def can_be_a_letter(opened: Opened) -> bool:
    """Tell whether our offer, for all that we were told, can go as a letter and be answered."""
    referred = opened.facts is not None and may_be_a_letter(opened.facts)
    return bool(opened.offer_code) and referred


def can_have_one(referral: Referral, lent: Lent | None = None) -> bool:
    """Tell the same of a referral, for a rule and never for a page; raises like `read`."""
    return can_be_a_letter(_open(referral, lent))


def equality_of(referral: Referral, lent: Lent | None = None) -> dict[str, dict[str, str]] | None:
    """Return the answers that are only ever counted, to be counted; None where it does not open.

    Nobody reads them, so no opening is written down.
    """
    try:
        return dict(_content(referral, lent).get("equality", {}))
    except (CannotOpen, KeysMissing):
        return None


def _open(referral: Referral, lent: Lent | None) -> Opened:
    content = _content(referral, lent)
    return Opened(
        answers=content["answers"],
        reasons=tuple(content["reasons"]),
        senior_reasons=tuple(content.get("senior_reasons", ())),
        decision=content.get("decision", {}),
        consent_wording=content["consent_wording"],
        language=content.get("language", "en"),
        received_at=datetime.fromisoformat(content["received_at"]),
        facts=read_facts(content["facts"]) if "facts" in content else None,
        offer_code=content.get("offer_code", ""),
    )


def _content(referral: Referral, lent: Lent | None) -> dict[str, Any]:
    place = Place("referral", referral.pk, referral.compartment)
    try:
        content = opening.open_signed(referral, place, lent)
        arrived = datetime.fromisoformat(content["received_at"])
        said = content["reference"], to_the_hour(arrived)
        if said != (referral.reference, referral.received_at):
            raise CannotOpen
    except Locked:
        raise
    except (CannotOpen, KeysMissing) as error:
        log.error("referral %s did not open: %s", referral.pk, type(error).__name__)
        raise
    return content


def answered(opened: Opened) -> list[tuple[Step, list[Shown]]]:
    """Return each step that was answered, with its questions and answers in words.

    How to reach the person is left out: the safe-contact panel alone says that, so that no
    number stands anywhere without what is safe about it. Nor is the word by which the person
    takes over what another asked for: it is compared, and nobody has to see it. What is not known
    of somebody whom others referred is not shown as if they had kept it to themselves.
    """
    answers, unsaid = opened.answers, {}
    if REFERRED in answers:
        answers, unsaid = _without_gaps(answers), {"unsaid": _("The referrer did not say")}
    answers = answers | {
        key: {name: value for name, value in opened.answers[key].items() if name != "their_word"}
        for key in ("agreed",)
        if key in opened.answers
    }
    found = [
        (step, shown(step, answers, **unsaid))
        for step in (CALL, *STEPS)
        if step.key in answers and step.key not in IN_THE_PANEL and not step.counted
    ]
    return [(step, rows) for step, rows in found if rows]


def _without_gaps(answers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return answers without those codes by which a person would say that they do not say."""
    return {
        key: {
            name: value
            for name, value in given.items()
            if value not in ("not_given", "not_sure", ["not_sure"])
        }
        for key, given in answers.items()
        if given != {"for_whom": "me"}  # which is what stands there where they say nothing, too
    }
