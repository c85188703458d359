"""What the questions are about, for whoever wonders how far they are."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from referrals_portal.steps import STEPS, Step

PARTS = (
    ("device", _("Safety, and who it is for")),
    ("contact", _("How to be in touch")),
    ("details", _("What happened")),
    ("staff", _("What you choose")),
)
"""The step that each part begins with, and its name; in the order of `STEPS`."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of ``count`` parts of the journey; ``number`` begins with 1."""

    number: int
    count: int
    title: Any


def part_of(step: Step) -> Part | None:
    """Return the part that a step is in; the one page for a call is in none."""
    begins = {key: Part(n, len(PARTS), title) for n, (key, title) in enumerate(PARTS, start=1)}
    part = None
    for each in STEPS:
        part = begins.get(each.key, part)
        if each is step:
            return part
    return None
