"""When something that comes again is next: pure functions of its pattern and the moment.

Days and times are Europe/London. What a month or a week means is RFC 5545's, as Open Referral
has it: ``WEEKLY`` with an interval of one or two, and ``MONTHLY`` on the nth weekday.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.hours import clock
from hub.opening import LONDON

HORIZON_DAYS = 400


class Every(TextChoices):
    """How often it comes."""

    ONCE = "once", gettext_lazy("Once")
    WEEK = "week", gettext_lazy("Every week")
    TWO_WEEKS = "two_weeks", gettext_lazy("Every two weeks")
    MONTH = "month", gettext_lazy("Every month")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of days, each from ``starts`` to ``ends``. ``days`` are Python's, Monday being 0.

    ``week`` is the nth such weekday of a month, -1 the last. ``first`` and ``last`` are dates,
    both included; weeks of two are counted from the week of ``first``.
    """

    every: Every
    days: tuple[int, ...]
    starts: time
    ends: time
    week: int | None = None
    first: date | None = None
    last: date | None = None

    def wrong(self) -> dict[str, str]:
        """Return what an editor must mend, by field; empty if it makes sense."""
        found = {}
        if self.ends <= self.starts:
            found["closes_at"] = _("It must end later than it starts.")
        if self.every in (Every.ONCE, Every.TWO_WEEKS) and self.first is None:
            found["dtstart"] = _("Give the first date.")
        if self.every != Every.ONCE and not self.days:
            found["byday"] = _("Tick the days.")
        if self.every == Every.MONTH and not self.week:
            found["week"] = _("Say which one in the month.")
        if self.first and self.last and self.last < self.first:
            found["valid_to"] = _("The last date must not be before the first.")
        return found

    def is_on(self, day: date) -> bool:
        """Tell whether there is one on that day."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            return False
        if self.every == Every.ONCE:
            return day == self.first
        if day.weekday() not in self.days:
            return False
        if self.every == Every.TWO_WEEKS:
            return self.first is not None and (_monday(day) - _monday(self.first)).days % 14 == 0
        return self.every != Every.MONTH or self._is_nth(day)

    def coming(self, at: datetime) -> Iterator[datetime]:
        """Give the starts (Europe/London) of those that have not ended at ``at``, soonest first."""
        local = at.astimezone(LONDON)
        start = max(local.date(), self.first or local.date())
        for day in (start + timedelta(days=number) for number in range(HORIZON_DAYS)):
            if self.is_on(day) and datetime.combine(day, self.ends, LONDON) > local:
                yield datetime.combine(day, self.starts, LONDON)

    def next(self, at: datetime) -> datetime | None:
        """Return when the next one starts, or the one that is on started; None if it is over."""
        return next(self.coming(at), None)

    def in_words(self) -> str:
        """Return for example "Every Tuesday, 10am to midday"."""
        words = {"days": self._days(), "times": self._times()}
        if self.every == Every.WEEK:
            return _("Every %(days)s, %(times)s") % words
        if self.every == Every.TWO_WEEKS:
            return _("Every two weeks on %(days)s, %(times)s") % words
        if self.every == Every.MONTH:
            return _("Every month on %(days)s, %(times)s") % words
        return _("%(days)s, %(times)s") % words

    def _is_nth(self, day: date) -> bool:
        if self.week == -1:
            return (day + timedelta(days=7)).month != day.month
        return (day.day - 1) // 7 + 1 == self.week

    def _days(self) -> str:
        if self.every == Every.ONCE:
            return day_in_words(self.first) if self.first else ""
        names = _(" and ").join(str(WEEKDAYS[day]) for day in self.days)
        if self.every != Every.MONTH:
            return names
        nth = {
            1: _("the first %(day)s"), 2: _("the second %(day)s"), 3: _("the third %(day)s"),
            4: _("the fourth %(day)s"), -1: _("the last %(day)s"),
        }  # fmt: skip
        return nth.get(self.week or 0, "%(day)s") % {"day": names}

    def _times(self) -> str:
        return _("%(first)s to %(last)s") % {"first": clock(self.starts), "last": clock(self.ends)}


def day_in_words(day: date) -> str:
    """Return for example "Tuesday 5 January"."""
    return _("%(day)s %(date)d %(month)s") % {
        "day": WEEKDAYS[day.weekday()],
        "date": day.day,
        "month": MONTHS[day.month],
    }


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
