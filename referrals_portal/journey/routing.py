"""Which steps apply, and where to go next: pure functions of the answers.

Answers are ``{step: {field: value}}``; a step that was skipped is present with empty values, a
step not yet reached is absent.
"""

from referrals_portal.forms.base import Answers
from referrals_portal.steps import STEPS

CHECK, SENT = "check", "sent"


def path(answers: Answers) -> list[str]:
    """Return the keys of the steps that apply, in order."""
    return [step.key for step in STEPS if step.applies(answers)]


def prune(answers: Answers) -> Answers:
    """Return the answers without those of steps that no longer apply.

    One pass is enough, because a step only ever depends on earlier ones; each is judged by what
    is kept of those before it.
    """
    kept: Answers = {}
    for step in STEPS:
        if step.key in answers and step.applies(kept):
            kept[step.key] = answers[step.key]
    return kept


def answer(answers: Answers, key: str, values: dict) -> Answers:
    """Return the answers with one step answered (again).

    When it changes, whatever rests on it is dropped, so that it is asked again.
    """
    changed = answers.get(key) not in (None, values)
    stale = {step.key for step in STEPS if changed and key in step.rests_on}
    stale |= {step.key for step in STEPS if stale & set(step.rests_on)}
    kept = {name: given for name, given in answers.items() if name not in stale}
    return prune(kept | {key: values})


def first_unanswered(answers: Answers) -> str:
    """Return the first step that applies and has no answer, or ``check`` when there is none."""
    return next((key for key in path(answers) if key not in answers), CHECK)


def may_visit(answers: Answers, key: str) -> bool:
    """Tell whether a step may be shown: it applies, and everything before it is answered."""
    steps = [*path(answers), CHECK]
    if key not in steps:
        return False
    return all(earlier in answers for earlier in steps[: steps.index(key)])


def previous(answers: Answers, key: str) -> str | None:
    """Return the step before this one, or None at the first."""
    steps = [*path(answers), CHECK]
    place = steps.index(key)
    return steps[place - 1] if place else None
