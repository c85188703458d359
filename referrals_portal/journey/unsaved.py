"""What was typed and could not be kept as an answer: sealed with the draft, and shown again by GET.

A browser writes the body of a request to the disk when a page answers it, until the page is left
and longer, `autocomplete="off"` or not. So no page of the journey is the answer to what was typed:
it is put aside, and the browser is sent to the question again.
"""

from typing import Any, Literal

from django.forms import Form
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from referrals_portal.journey.drafts import OpenDraft
from referrals_portal.journey.visits import Visit
from referrals_portal.steps import BY_KEY

Why = Literal["mistake", "conflict", "language", "later"]
"""There is a mistake in it; another tab kept something else; the page is wanted in Welsh; it was
saved to come back later."""
NOT_JUDGED = ("language", "later")
"""Why something is shown as it was typed, with no word about its mistakes."""
SHOWN = "shown"
"""The field that brings back when a page was first shown (see `signs`)."""
MOST = 50
"""How many values are kept of one field."""
LONGEST_STAMP = 200  # characters


def put_aside(step: str, posted: QueryDict, why: Why) -> dict[str, Any]:
    """Return what the draft keeps of a request: the fields of that step, as they were typed.

    Nothing that a person typed is cut, however long: a request is at most 64 KiB. The page's
    stamp stays with them, if it has one.
    """
    asked = {f"{step}-{name}" for name in BY_KEY[step].form.base_fields}
    fields = {name: values[:MOST] for name, values in posted.lists() if name in asked}
    stamped = {SHOWN: posted[SHOWN][:LONGEST_STAMP]} if SHOWN in posted else {}
    return {"step": step, "why": why, "fields": fields} | stamped


def stamp(draft: OpenDraft, step: str) -> str:
    """Return the stamp of a step's page as it was put aside, or an empty text."""
    return str(draft.unsaved.get(SHOWN, "")) if draft.unsaved.get("step") == step else ""


def why(draft: OpenDraft | Visit, step: str) -> str:
    """Return why there is something unsaved for a step, or an empty text when there is not."""
    return draft.unsaved["why"] if draft.unsaved.get("step") == step else ""


def fields(draft: OpenDraft | Visit) -> MultiValueDict:
    """Return what was typed, as a form takes it."""
    return MultiValueDict(draft.unsaved["fields"])


def fill_in(form: Form, typed: MultiValueDict) -> None:
    """Show in a form what was typed, without judging it."""
    for bound in form:
        widget = bound.field.widget
        bound.field.initial = widget.value_from_datadict(typed, {}, bound.html_name)
