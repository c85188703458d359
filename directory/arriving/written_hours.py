"""Hours as one writes them in a cell: "Monday to Friday 09:00-17:00; Sunday 10am-12". Pure.

What cannot be read as hours is kept as a note, so that nothing is lost and nothing is guessed.
"""

import re
from typing import Any

from directory.arriving.cleaning.values import clock

Row = dict[str, Any]
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ALWAYS = "day and night"

_DAY = "mon|tue|wed|thu|fri|sat|sun"
_TIME = r"[0-9]{1,2}(?:[:.]?[0-9]{2})? ?(?:am|pm)?"
_LINE = re.compile(rf"(.*?)[,:]? ?({_TIME}) ?(?:-|–|to|until) ?({_TIME})", re.IGNORECASE)
_DAYS = re.compile(
    rf"({_DAY})[a-z]*(?: ?(?:-|–|to) ?({_DAY})[a-z]*)?", re.IGNORECASE
)  # fmt: skip
_EVERY_DAY = re.compile(r"every ?day|daily|7 days a week", re.IGNORECASE)
_NIGHT_AND_DAY = re.compile(
    r"(?:day and night|24 hours(?: a day)?|24/7|always open)(?:,? (?:every day|7 days a week))?",
    re.IGNORECASE,
)


def read(cell: str) -> list[Row]:
    """Return the rows of schedules that a cell says, not yet cleaned."""
    return [_row(part.strip()) for part in cell.split(";") if part.strip()]


def write(schedules: list[Row]) -> str:
    """Return the cell that says these schedules; their notes have a column of their own."""
    return "; ".join(filter(None, map(_said, schedules)))


def days_in_words(days: list[str]) -> str:
    """Return codes of days in words, three and more in a row together; empty for none."""
    if not days:
        return ""
    numbers = [CODES.index(code) for code in days]
    together = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if together and len(days) > 2:
        return f"{NAMES[numbers[0]]} to {NAMES[numbers[-1]]}"
    return ", ".join(NAMES[number] for number in numbers)


def _row(said: str) -> Row:
    if _NIGHT_AND_DAY.fullmatch(said):
        return {"always": True}
    found = _LINE.fullmatch(said)
    days = _days(found[1]) if found else []
    times = [clock(each, []) for each in found.groups()[1:]] if found else []
    if not days or None in times or str(times[0]) >= str(times[1]):
        return {"notes": said}
    return {"byday": ",".join(days), "opens_at": times[0], "closes_at": times[1]}


def _days(said: str) -> list[str]:
    """Return the codes of the days; none if there is anything else in the text."""
    if not said.strip() or _EVERY_DAY.fullmatch(said.strip()):
        return list(CODES) if said.strip() else []
    if re.sub(r"[\s,&]|\band\b", "", _DAYS.sub("", said)):
        return []
    chosen: set[int] = set()
    for first, last in _DAYS.findall(said):
        start = _index(first)
        end = _index(last) if last else start
        chosen |= {day % 7 for day in range(start, (end if end >= start else end + 7) + 1)}
    return [CODES[day] for day in sorted(chosen)]


def _index(name: str) -> int:
    return next(number for number, code in enumerate(CODES) if name.upper().startswith(code))


def _said(schedule: Row) -> str:
    if schedule.get("always"):
        return ALWAYS
    days = [code for code in schedule.get("byday", "").split(",") if code in CODES]
    if not days or "opens_at" not in schedule or "closes_at" not in schedule:
        return ""
    return f"{days_in_words(days)} {schedule['opens_at']}-{schedule['closes_at']}"
