"""From a person's answers to the facts that the hub's rules may look at. Pure."""

import re
from datetime import datetime, timedelta
from typing import Any

from hub import opening
from hub.opening import LONDON, Period
from referrals_portal.triage import Facts

Answers = dict[str, dict[str, Any]]
OUTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ?[0-9][A-Z]{2})?$")


def facts_of(answers: Answers, received_at: datetime) -> Facts:
    """Return the facts. What was not asked, or not answered, is said to be not known."""
    return Facts(
        received_at=received_at,
        # Who asks for help has accepted it.
        offer_accepted_at=received_at,
        for_whom=answers.get("who", {}).get("for_whom", "me"),
        reported=answers.get("told", {}).get("reported", "not_sure"),
        crime_types=tuple(answers.get("details", {}).get("crime_types", ["not_sure"])),
        age_band=answers.get("name", {}).get("age_band", "not_given"),
        markers=tuple(markers_of(answers)),
        outcode=outcode(answers.get("where", {}).get("place", "")),
    )


def outcode(place: str) -> str:
    """Return the first part of a postcode that somebody typed, or nothing if it is none."""
    found = OUTCODE.match(place.strip().upper())
    return found[1] if found else ""


def markers_of(answers: Answers) -> list[str]:
    """Return the markers of ``hub.rules`` that the answers amount to."""
    access = answers.get("access", {}).get("access", [])
    said = {
        "in_danger_now": answers.get("now", {}).get("danger") in ("yes", "not_sure"),
        "self_harm": answers.get("feeling", {}).get("self_harm") == "yes",
        "knows_staff": answers.get("staff", {}).get("knows") == "yes",
        "interpreter": "interpreter" in access,
        "deaf": bool({"bsl", "relay"} & set(access)),
    }
    return [
        *answers.get("more", {}).get("markers", []),
        *(marker for marker, holds in said.items() if holds),
    ]


def senior_by(hours: tuple[Period, ...], at: datetime) -> datetime:
    """Return by when a senior member of staff must have looked: the end of a day's work.

    That of the day on which somebody works next, which is today while the hub has not closed.
    Where no hours say so, the midnight (Europe/London) that ends the day.
    """
    closes = opening.close_of_day(hours, at)
    if closes:
        return closes
    day = at.astimezone(LONDON).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)
