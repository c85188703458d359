"""How long until something is due, in words. Pure: both moments are given."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SOON = timedelta(hours=4)
COUNT_DAYS_FROM = 48  # hours; below that, hours say more


@dataclass(frozen=True, slots=True)
class Due:
    """``words`` say it; ``tone`` (``overdue``, ``soon``, ``later`` or ``none``) only colours it."""

    words: str
    tone: str


def due_in_words(at: datetime, due: datetime | None) -> Due:
    """Say at the moment ``at`` how far away ``due`` is (both aware).

    Counts time that passes, so an hour that the clocks skip or repeat is neither lost nor
    doubled. Rounds down: never promises more time than there is. Without a due
    time nobody may contact them, and all there is to do is to wait for their call.
    """
    if due is None:
        return Due(_("They will call us"), "none")
    left = due.astimezone(UTC) - at.astimezone(UTC)
    if abs(left) < MINUTE:
        return Due(_("now"), "soon" if left >= timedelta() else "overdue")
    if left < timedelta():
        return Due(_late(-left), "overdue")
    return Due(_ahead(left), "soon" if left <= SOON else "later")


def _ahead(left: timedelta) -> str:
    unit, number = _largest(left)
    return {
        "minutes": ngettext("in %(n)d minute", "in %(n)d minutes", number),
        "hours": ngettext("in %(n)d hour", "in %(n)d hours", number),
        "days": ngettext("in %(n)d day", "in %(n)d days", number),
    }[unit] % {"n": number}


def _late(by: timedelta) -> str:
    unit, number = _largest(by)
    return {
        "minutes": ngettext("%(n)d minute late", "%(n)d minutes late", number),
        "hours": ngettext("%(n)d hour late", "%(n)d hours late", number),
        "days": ngettext("%(n)d day late", "%(n)d days late", number),
    }[unit] % {"n": number}


def _largest(length: timedelta) -> tuple[str, int]:
    hours = length // HOUR
    if not hours:
        return "minutes", length // MINUTE
    return ("hours", hours) if hours < COUNT_DAYS_FROM else ("days", hours // 24)
