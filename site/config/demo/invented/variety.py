"""What differs from one invented service to the next: hours, sessions, languages, access, age."""

from datetime import date, timedelta

from config.demo.words.listings import EVERY_DAY, WEEKDAYS, Meeting, Place, Times

HOURS: dict[str, tuple[Times, ...]] = {
    "office": (Times(WEEKDAYS, "09:00", "17:00"),),
    "short": (Times("MO,TU,WE,TH", "10:00", "16:00"),),
    "some days": (Times("MO,WE,FR", "09:30", "14:30"),),
    "halves": (Times(WEEKDAYS, "09:30", "12:30"), Times(WEEKDAYS, "13:30", "16:30")),
    "evenings": (Times("MO,WE,FR", "09:00", "17:00"), Times("TU,TH", "12:00", "20:00")),
    "saturdays": (Times(WEEKDAYS, "09:00", "17:00"), Times("SA", "10:00", "13:00")),
    "all week": (Times(EVERY_DAY, "08:00", "20:00"),),
    "nights": (Times(EVERY_DAY, "19:00", "23:59"), Times(EVERY_DAY, "00:00", "02:00")),
    "weekends": (Times("FR,SA,SU", "18:00", "23:59"),),
}
NOTES = {"always": "", "ask": "Ring first: the hours change from month to month."}
"""Hours that are no times: day and night, and not fixed."""

LANGUAGES = (
    "en", "en,pl", "", "en,ne", "en,ur,pa", "en", "en,ar,ku,fa", "en,ro,bg", "", "en,uk,ru",
    "en,bn,hi", "en,pt,es", "en,zh,yue", "en,fr,so", "en,bfi",
)  # fmt: skip
INTERPRETERS = ("Any language, if you ask three days before.", "", "By phone, in most languages.")
FACILITIES = (
    "private_room,step_free,accessible_toilet", "private_room", "step_free,parking",
    "private_room,quiet_space,hearing_loop", "", "step_free,accessible_toilet,hearing_loop,parking",
    "private_room,childcare", "quiet_space,step_free",
)  # fmt: skip
WAITS = ("No wait", "About 1 week", "2 to 3 weeks", "", "About 6 weeks", "About 3 months")
DAYS_SINCE_CHECKED = (
    12, 30, 55, 75, 90, 20, 45, 110, 8, 64, 210, 27, 82, 140, 51, 36, 97, 280, 15, 70, 400, 41, 760,
)  # fmt: skip
"""Most were checked lately; a few so long ago that their age shows."""
STARTS = {
    "not_needed": ("Ring or send an email.", "Ring, or come to a session.", "Use their website."),
    "either": ("Ring them, or ask us to put you in touch.", "Ring, or have somebody ring for you."),
    "needed": ("Ask us, your doctor or a worker to refer you.", "Ask us to refer you."),
}


def meeting(what: str, number: int, place: Place | None, today: date) -> Meeting:
    """Return a session in one of seven patterns; dates are counted from ``today``."""
    monday = today - timedelta(days=today.weekday())
    patterns = (
        {"times": Times("TU", "10:00", "12:00")},
        {"times": Times("TH", "18:30", "20:00"), "every": "month", "week": 1},
        {"times": Times("WE", "13:30", "15:30"), "note": "Come at any time. No need to book."},
        {"times": Times("MO", "17:30", "19:00"), "every": "two_weeks", "first": monday},
        {"times": Times("SA", "10:30", "12:30"), "every": "month", "week": -1},
        {
            "times": Times("TU,TH", "09:30", "11:30"),
            "last": monday + timedelta(days=90),
            "note": "A course of twelve weeks. Please book.",
        },
        {
            "times": Times("", "14:00", "16:00"),
            "every": "once",
            "first": monday + timedelta(days=17 + number % 5),
        },
    )
    return Meeting(what=what, place=place, **patterns[number % len(patterns)])
