"""A date and a time as staff type them: the day, the month, the year, and 2:30pm or 14:30."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.opening import LONDON

WANTED = _("Enter a date and a time, such as 27 11 2026 and 2:30pm.")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?|(midday|noon)")
_MIDDAY = time(12)


def read_time(typed: str) -> time:
    """Return a time of day: 2pm, 2:30pm, 2.30pm, 14:30, 14.30 or midday. Pure.

    Raises ``ValidationError`` for anything else, also where it could be the morning or the
    afternoon: 2:30, which nobody writes 02:30.
    """
    found = _TIME.fullmatch(" ".join(typed.lower().replace(".m", "m").rstrip(".").split()))
    wrong = forms.ValidationError(_("Enter the time like this: 2:30pm or 14:30."))
    if found is None:
        raise wrong
    hour, minute, half, midday = found.groups()
    if midday:
        return _MIDDAY
    if half is None and (minute is None or len(hour) == 1):
        raise forms.ValidationError(_("Say if the time is am or pm, such as 2:30pm."))
    if half and not 1 <= int(hour) <= _MIDDAY.hour:
        raise wrong
    in_day = int(hour) if half is None else int(hour) % 12 + (12 if half == "pm" else 0)
    try:
        return time(in_day, int(minute or 0))
    except ValueError:
        raise wrong from None


def read_moment(day: str, month: str, year: str, typed: str) -> datetime:
    """Return the moment of this century in Europe/London, as it was typed in four boxes. Pure.

    Raises ``ValidationError`` for what is no date, for what is left out, and for the two hours of
    the year that are not there, or there twice.
    """
    if not (day and month and year):
        raise forms.ValidationError(_("Enter the day, the month and the year."))
    if not re.fullmatch(r"20\d\d", year):
        raise forms.ValidationError(_("Enter the year in four numbers, such as 2026."))
    try:
        local = date(int(year), int(month), int(day))
    except ValueError:
        words = _("There is no such date. Check the day and the month.")
        raise forms.ValidationError(words) from None
    if not typed:
        raise forms.ValidationError(_("Enter the time, such as 2:30pm."))
    moment = datetime.combine(local, read_time(typed), LONDON)
    one, other = moment.timestamp(), moment.replace(fold=1).timestamp()
    if one != other:
        raise forms.ValidationError(
            _("The clocks go back that night, so this time comes twice. Choose another.")
            if one < other
            else _("The clocks go forward that night, so there is no such time. Choose another.")
        )
    return moment


class MomentInput(forms.MultiWidget):
    """Four boxes; ``labels`` names them."""

    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year"), "time": _("Time")}

    def __init__(self) -> None:
        numbers = {"inputmode": "numeric"}
        super().__init__({
            "day": forms.TextInput({"class": "govuk-input--width-2"} | numbers),
            "month": forms.TextInput({"class": "govuk-input--width-2"} | numbers),
            "year": forms.TextInput({"class": "govuk-input--width-4"} | numbers),
            "time": forms.TextInput({"class": "govuk-input--width-5", "inputmode": "text"}),
        })  # fmt: skip

    def decompress(self, value: datetime | None) -> list[str]:
        """Return what stands in each box."""
        if value is None:
            return ["", "", "", ""]
        local = value.astimezone(LONDON)
        return [str(local.day), str(local.month), str(local.year), f"{local:%H:%M}"]


class MomentField(forms.Field):
    """A date and a time of this century, read as Europe/London."""

    widget = MomentInput

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            help_text=_("For example, 27 11 2026 and 2:30pm"),
            error_messages={"required": WANTED},
        )

    def to_python(self, value: Sequence[str | None] | None) -> datetime | None:
        """Return the moment, aware; None for nothing."""
        parts = [(part or "").strip() for part in value or ()]
        return read_moment(*parts) if any(parts) else None
