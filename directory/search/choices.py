"""The plain choices of the search: what may be ticked, and what each is called.

Within one group any of the ticked may apply; the groups apply together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from directory.near.points import Point
from directory.vocabulary import Channel, Purpose


class Group(StrEnum):
    """A group of choices. The value is the name of its field, also in a link."""

    HAPPENED = "happened"
    HELP = "help"
    AUDIENCE = "for"
    AGE = "age"
    LANGUAGE = "language"
    CHANNEL = "channel"
    OPEN = "open"
    FREE = "free"


HEADINGS = {
    Group.HAPPENED: _("What happened"),
    Group.HELP: _("What would help"),
    Group.AUDIENCE: _("Especially for"),
    Group.AGE: _("Age"),
    Group.CHANNEL: _("How you get the help"),
    Group.LANGUAGE: _("Language"),
    Group.OPEN: _("Open now"),
    Group.FREE: _("Cost"),
}
"""The groups in the order in which a page has them."""

OF_TERMS = {
    Purpose.HAPPENED: Group.HAPPENED,
    Purpose.HELP: Group.HELP,
    Purpose.AUDIENCE: Group.AUDIENCE,
}
CHANNELS = dict(Channel.choices)
OPEN_NOW = {"now": _("Open now")}
FREE = {"yes": _("It is free")}


@dataclass(frozen=True, slots=True)
class Ages:
    """A band of ages in whole years, both included."""

    words: Any
    youngest: int
    oldest: int

    def suits(self, minimum: int | None, maximum: int | None) -> bool:
        """Tell whether a service for these ages takes anybody of the band."""
        return (minimum is None or minimum <= self.oldest) and (
            maximum is None or maximum >= self.youngest
        )


AGES = {
    "under_13": Ages(_("Under 13"), 0, 12),
    "13_17": Ages(_("13 to 17"), 13, 17),
    "18_25": Ages(_("18 to 25"), 18, 25),
    "26_59": Ages(_("26 to 59"), 26, 59),
    "60_plus": Ages(_("60 and over"), 60, 200),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for. ``within`` miles of ``near``; 0 is any distance.

    ``others_only`` leaves out the helplines and the hub's own, which a page may list by themselves.
    """

    words: str = ""
    near: Point | None = None
    within: int = 0
    others_only: bool = False
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_everything(self) -> bool:
        """Whether nothing was asked."""
        return not (self.words or self.near or any(self.chosen.values()))
