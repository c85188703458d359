"""A set of days of the week, kept as Open Referral's ``byday`` and chosen with tick boxes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from directory.models.codes import CodesField, codes

CODES = {
    "MO": _("Monday"),
    "TU": _("Tuesday"),
    "WE": _("Wednesday"),
    "TH": _("Thursday"),
    "FR": _("Friday"),
    "SA": _("Saturday"),
    "SU": _("Sunday"),
}
"""RFC 5545's codes in the order of Python's weekdays."""


def numbers(byday: str) -> list[int]:
    """Return the days as Python counts them, Monday being 0."""
    order = list(CODES)
    return sorted(order.index(code) for code in codes(byday) if code in CODES)


class WeekdaysField(CodesField):
    """The model's side: a string of at most seven codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, offered=CODES.items(), **kwargs)
