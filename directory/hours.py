"""Opening hours as a person would say them: pure functions of the hours and the moment.

Hours are Europe/London, and bank holidays are closed unless a line answers always, as in
``hub.opening``. A period that ends at 23:59 ends at midnight.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from hub import opening
from hub.opening import LONDON, Period

END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class Hours:
    """When something answers. Neither periods nor ``always`` means that nobody told us."""

    periods: tuple[Period, ...] = ()
    always: bool = False

    def __bool__(self) -> bool:
        return self.always or bool(self.periods)

    def is_open(self, at: datetime) -> bool:
        """Tell whether it answers at that moment."""
        return self.always or opening.is_open(self.periods, at)

    def closes(self, at: datetime) -> datetime | None:
        """Return when what is open at ``at`` closes; periods that touch are one."""
        moment = opening.next_change(self.periods, at)
        while moment and opening.is_open(self.periods, moment):
            moment = opening.next_change(self.periods, moment)
        return moment

    def in_words(self) -> str:
        """Return for example "Monday to Friday, 9am to 5pm"; empty if nobody told us."""
        if self.always:
            return _("Day and night, every day")
        return capfirst("; ".join(_groups_in_words(_spans_by_day(self.periods))))

    def now_in_words(self, at: datetime) -> str:
        """Return for example "Open now, until 5pm today"; empty if nobody told us."""
        if self.always:
            return _("Open day and night")
        if not self.periods:
            return ""
        if self.is_open(at) and (end := self.closes(at)):
            return _("Open now, until %(time)s today") % {"time": clock(end.time())}
        return _closed_in_words(opening.next_opening(self.periods, at), at)


def true_until(every: Iterable[Hours], at: datetime) -> datetime:
    """Return when words about these hours may stop being true: a change, or "today" ending."""
    changes = (opening.next_change(hours.periods, at) for hours in every if not hours.always)
    today = at.astimezone(LONDON).date()
    midnight = datetime.combine(today + timedelta(days=1), time(0), LONDON)
    return min([midnight, *(moment for moment in changes if moment)])


def clock(moment: time) -> str:
    """Return a time of day as it is said: 9am, 4:30pm, midday, midnight."""
    if moment.replace(second=0, microsecond=0) in (time(0), END_OF_DAY):
        return _("midnight")
    if moment == time(12):
        return _("midday")
    hour = f"{moment.hour % 12 or 12}" + (f":{moment.minute:02}" if moment.minute else "")
    return (_("%(hour)sam") if moment.hour < 12 else _("%(hour)spm")) % {"hour": hour}


def _closed_in_words(opens: datetime | None, at: datetime) -> str:
    if opens is None:
        return _("Closed now")
    words = {
        "time": clock(opens.time()),
        "day": WEEKDAYS[opens.weekday()],
        "date": opens.day,
        "month": MONTHS[opens.month],
    }
    days = (opens.date() - at.astimezone(LONDON).date()).days
    if days == 0:
        return _("Closed now. Opens at %(time)s today") % words
    if days == 1:
        return _("Closed now. Opens at %(time)s tomorrow") % words
    if days < 7:
        return _("Closed now. Opens at %(time)s on %(day)s") % words
    return _("Closed now. Opens at %(time)s on %(day)s %(date)d %(month)s") % words


_Spans = tuple[tuple[time, time], ...]


def _spans_by_day(periods: Iterable[Period]) -> dict[int, _Spans]:
    """Return each day's spans in order, those that touch or overlap as one."""
    days: dict[int, list[tuple[time, time]]] = {}
    for period in sorted(periods):
        spans = days.setdefault(period.day, [])
        if spans and period.opens <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], period.closes))
        else:
            spans.append((period.opens, period.closes))
    return {day: tuple(spans) for day, spans in days.items()}


def _groups_in_words(days: dict[int, _Spans]) -> Iterable[str]:
    """Say days with the same spans together, in the order of their first days."""
    for spans in dict.fromkeys(days.values()):
        same = [day for day in days if days[day] == spans]
        yield _("%(days)s, %(times)s") % {
            "days": _days_in_words(same),
            "times": _listed([_span_in_words(*span) for span in spans]),
        }


def _days_in_words(days: list[int]) -> str:
    if len(days) == 7:
        return _("Every day")
    said: list[str] = []
    for _place, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        names = [str(WEEKDAYS[day]) for _place, day in run]
        said += [_range(names[0], names[-1])] if len(names) > 2 else names
    return _listed(said)


def _span_in_words(opens: time, closes: time) -> str:
    return _range(clock(opens), clock(closes))


def _range(first: str, last: str) -> str:
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _listed(items: list[str]) -> str:
    return str(get_text_list(items, _("and")))
