"""What the pages at the journey's ends show: the check before sending, and what was sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hub.snapshot import HubFacts
from referrals_portal.actions.facts import facts_of
from referrals_portal.forms.base import Answers, is_about_another
from referrals_portal.journey import promises, routing
from referrals_portal.journey.drafts import OpenDraft
from referrals_portal.journey.promises import Kind, Promise
from referrals_portal.safe_contact import SafeContact
from referrals_portal.steps import BY_KEY, CALL, shown
from referrals_portal.triage import decide


def checking(
    answers: Answers, hub: HubFacts, at: datetime, address: Callable[[str], str]
) -> dict[str, Any]:
    """Return every answer in words, and honestly what would happen if it were sent at ``at``."""
    asked = routing.path(answers)
    beside = routing.beside_call(answers) if CALL.key in answers else []
    pages = [(BY_KEY[key], shown(BY_KEY[key], answers)) for key in (*beside, *asked)]
    decision = decide(hub, facts_of(answers, at))
    left_out = {
        step.key for step, _ in pages if step.optional and not any(answers[step.key].values())
    }
    return {
        "summary": [
            {
                "step": step.key,
                "title": step.title,
                "url": address(step.key) if step.key in asked else "",
                "rows": rows,
            }
            for step, rows in pages
            if rows and step.key not in left_out
        ],
        "left_out": [
            {"title": BY_KEY[key].title, "url": address(key)} for key in asked if key in left_out
        ],
        "promise": promises.in_words(
            hub, promises.ahead(hub, SafeContact.from_answers(answers), at)
        ),
        "read_when": promises.read_when(hub, at),
        "is_open": promises.is_open(hub, at),
        "senior": promises.senior_when(hub, at) if decision.senior_reasons else "",
        "outside": answers.get("where", {}).get("in_area") == "no",
        "about_another": is_about_another(answers),
        "restricted": answers.get("staff", {}).get("knows") == "yes",
    }


def sent(draft: OpenDraft, hub: HubFacts, at: datetime) -> dict[str, Any]:
    """Return what is said after sending.

    ``own`` is False for whoever asked for another adult. In ``says``, ``child_alone``: someone
    under 18 asked for themselves; ``text`` and ``email``: the message that they asked for and that
    is on its way. ``them``: we contact that person and not whoever asked.
    """
    promise = Promise.from_json(draft.says["promise"])
    return {
        "reference": draft.reference,
        "promise": promises.in_words(hub, promise),
        "contactable": promise.kind is not Kind.WAITING,
        "them": promise.them,
        "read_when": promises.read_when(hub, at),
        "own": draft.own,
        "says": draft.says,
    }
