"""Words that say a time, in English and in Welsh, with what Welsh makes of their beginnings."""

import re

ENGLISH = """
day, days, daytime, daily, weekday, weekdays, hour, hours, hourly, minute, minutes, week, weeks,
weekly, weekend, weekends, fortnight, month, months, today, tomorrow, tonight, overnight, morning,
mornings, afternoon, afternoons, evening, evenings, night, nights, noon, midday, midnight, o'clock,
o’clock, immediate, immediately, instant, instantly, promptly, at once, straight away, straightaway,
right away, without delay, second, seconds, year, years, monday, mondays, tuesday, tuesdays,
wednesday, wednesdays, thursday, thursdays, friday, fridays, saturday, saturdays, sunday, sundays,
soon, sooner, now, asap, two, three, four, five, six, seven, eight, nine, ten, twelve, twenty
"""
WELSH = """
dydd, ddydd, nydd, dyddiau, ddyddiau, nyddiau, diwrnod, ddiwrnod, niwrnod, diwrnodau, ddiwrnodau,
diwrnodiau, ddiwrnodiau, awr, hawr, oriau, horiau, munud, funud, munudau, funudau, munudyn, funudyn,
wythnos, wythnosau, penwythnos, benwythnos, phenwythnos, mis, fis, misoedd, fisoedd, heddiw, yfory,
fory, heno, nos, noson, bore, boreau, foreau, prynhawn, brynhawn, phrynhawn, pnawn, ar unwaith,
yn syth, di-oed, ddi-oed, eiliad, eiliadau, blwyddyn, flwyddyn, llun, lun, mawrth, fawrth, mercher,
fercher, iau, gwener, wener, sadwrn, sul, cyn bo hir, nawr, rwan, rŵan, dau, ddau, dwy, ddwy, tri,
dri, tair, dair, pedwar, bedwar, pedair, bedair, pump, bump, chwech, saith, wyth, naw, deg, ddeg
"""
_ANY = "|".join(re.escape(word.strip()) for word in f"{ENGLISH},{WELSH}".split(","))
_WORDS = re.compile(rf"\b(?:{_ANY})\b".replace(r"\ ", r"\s+"), re.IGNORECASE)


def said_in(text: str) -> str:
    """Return the first such word in a text as it stands there, or nothing."""
    found = _WORDS.search(text)
    return found[0] if found else ""
