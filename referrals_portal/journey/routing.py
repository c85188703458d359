"""Which steps apply, and where to go next: pure functions of the answers.

Answers are ``{step: {field: value}}``; a step that was skipped is present with empty values, a
step not yet reached is absent. Somebody who only asks for a call is asked ``call`` alone; what
they had answered before stays beside it as far as it decides who may open it and how soon.
"""

from referrals_portal.forms.base import Answers
from referrals_portal.steps import BY_KEY, CALL, STEPS

BROUGHT = ("shortlist",)
"""What somebody came with is known from the start, and asked about in its turn."""
CHECK, ADVICE, SENT = "check", "advice", "sent"
BESIDE_CALL = ("device", CALL.key)
"""What may be answered without taking back that all they want is a call."""
MOVES = BESIDE_CALL
"""With these somebody begins: whoever copied the cookie of what was there before is left behind."""
KEPT_BESIDE_CALL = (
    "device", "now", "who", "child", "name", "more", "shortlist", "access", "feeling", "staff",
)  # fmt: skip
"""What is kept of somebody who only asks for a call, if they had answered it.

The compartment, the markers and what a senior member of staff must see rest on it, and so does
what must not happen to a child.
"""


def path(answers: Answers) -> list[str]:
    """Return the keys of the steps that apply, in order.

    Each is judged by the answers before it alone, so one pass is enough and nothing goes round.
    """
    if CALL.key in answers:
        return [CALL.key]
    steps: list[str] = []
    so_far: Answers = {key: answers[key] for key in BROUGHT if key in answers}
    for step in STEPS:
        if not step.applies(so_far):
            continue
        steps.append(step.key)
        so_far |= {step.key: answers[step.key]} if step.key in answers else {}
        if step.is_last(so_far):
            break
    return steps


def way(answers: Answers) -> list[str]:
    """Return the path and where it ends: at ``check``, or ``advice`` where nothing is sent."""
    steps = path(answers)
    return [*steps, ADVICE if BY_KEY[steps[-1]].is_last(answers) else CHECK]


def prune(answers: Answers) -> Answers:
    """Return the answers without those of steps that no longer apply."""
    if CALL.key in answers:
        return {key: answers[key] for key in (*KEPT_BESIDE_CALL, CALL.key) if key in answers}
    return {key: answers[key] for key in path(answers) if key in answers}


def beside_call(answers: Answers) -> list[str]:
    """Return the steps that would be sent with a call: answered, kept, and not about the device."""
    return [key for key in KEPT_BESIDE_CALL if key in answers and key != "device"]


def answer(answers: Answers, key: str, values: dict) -> Answers:
    """Return the answers with one step answered (again).

    When it changes, whatever rests on it is dropped, so that it is asked again. Answering any
    other question takes back that all they want is a call.
    """
    changed = answers.get(key) not in (None, values)
    stale = {step.key for step in STEPS if changed and key in step.rests_on}
    for _ in STEPS:
        stale |= {step.key for step in STEPS if stale & set(step.rests_on)}
    if key not in BESIDE_CALL:
        stale.add(CALL.key)
    kept = {name: given for name, given in answers.items() if name not in stale}
    return prune(kept | {key: values})


def first_unanswered(answers: Answers) -> str:
    """Return the first step that applies and has no answer, or the end when there is none."""
    return next(key for key in way(answers) if key not in answers)


def may_visit(answers: Answers, key: str) -> bool:
    """Tell whether a step may be shown: it applies, and everything before it is answered.

    Asking for a call may be chosen at any time.
    """
    if key in BESIDE_CALL:
        return True
    steps = way(answers)
    if key not in steps:
        return False
    return all(earlier in answers for earlier in steps[: steps.index(key)])


def number(answers: Answers, key: str) -> int:
    """Return which page of the path this one is, the first being 1."""
    steps = way(answers)
    return steps.index(key) + 1 if key in steps else 1


def previous(answers: Answers, key: str) -> str | None:
    """Return the step before this one, or None at the first."""
    steps = way(answers)
    place = steps.index(key) if key in steps else 0
    return steps[place - 1] if place else None
