"""Rules in sentences, for people who never saw the data behind them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.rules import FOR_SPECIALISTS
from hub.vocabulary import SOURCE_NAMES

Row = Mapping[str, Any]
Names = Mapping[str, str]


HANDLINGS = {
    "accept": gettext_lazy("take it on"),
    "divert": gettext_lazy("pass it straight to the specialists"),
    "signpost": gettext_lazy("tell whoever sent it who can help"),
    "close": gettext_lazy("close it and do nothing more"),
}
"""What becomes of a referral, as something to do."""

SAID: Mapping[str, Any] = HANDLINGS | {
    "under_13": "under 13",
    "13_15": "13 to 15",
    "16_17": "16 or 17",
    "18_59": "18 to 59",
    "60_plus": "60 or over",
    "not_given": "not said",
    "me": "the person themselves",
    "my_child": "a child of theirs",
    "me_and_my_child": "themselves and a child of theirs",
    "relative": "a relative, for themselves",
    "someone_i_support_at_work": "someone whom a professional supports",
    "bereaved": "somebody bereaved",
    "spokesperson": "somebody for whom another speaks",
    "witness": "a witness",
    "community": "a community",
    "business": "a business",
    "someone_else_did": "somebody else told them",
    "cyber": "cyber crime",
    "antisocial_behaviour": "anti-social behaviour",
    "honour_based_abuse": "honour-based abuse",
    "image_abuse": "abuse with images",
    "road_harm": "harm on the road",
    "bereaved_by_homicide": "a killing of somebody close",
    "lgbtq": "LGBT+",
    "repeat": "targeted again and again",
    "hate": "targeted for who they are",
    "self_harm": "thoughts of self-harm",
    "interpreter": "needs an interpreter",
    "police_flagged": "flagged by the police",
    "requested_support": "asked for support",
    "opted_out": "wants no contact",
    "knows_staff": "knows somebody who works here",
    "partner_or_ex": "a partner or ex-partner",
    "known": "somebody they know",
    "stranger": "a stranger",
    "in_person": "meeting in person",
    "half_year": "half-year",
    "weekday_24h": "any hour of a working day",
    "opening_hours": "an hour in which we are open",
    "first_contact": "first contact",
    "support": "contact and support",
}
"""Codes that say too little without their underlines."""

OF = {
    "sources": SOURCE_NAMES,
    "routes": SOURCE_NAMES | {"agencies": "other organisations"},
    "crime_types": {"other": "something else", "not_sure": "something that they are not sure of"},
    "relationships": {"family": "somebody in the family", "not_given": "somebody not named"},
    "ask_feedback": {
        "first_contact": "when we first spoke with them",
        "referred_on": "when we have passed them on to somebody else",
        "closed": "when their request is closed",
    },
    "starts": {
        "received": "arrival",
        "crime_recorded": "the crime being recorded",
        "offer_accepted": "their accepting support",
    },
}
"""Codes that say something of their own under one key."""


def plain(code: str, name: str = "") -> str:
    """Return a code as it is said, of the key by that name."""
    return str(OF.get(name, {}).get(code) or SAID.get(code) or code.replace("_", " "))


def listed(codes: Any, name: str = "") -> str:
    """Return several codes as they are said: any of them is enough."""
    words = [plain(code, name) for code in codes]
    return _(" or ").join(f"“{each}”" if name in QUOTED else each for each in words)


QUOTED = ("markers", "reported")
"""Keys whose codes are no part of a sentence."""

CONDITIONS = {
    "sources": "it comes from {}",
    "for_whom": "it is for {}",
    "reported": "the answer to whether the police were told is {}",
    "crime_types": "what happened is {}",
    "age_bands": "their age is {}",
    "markers": "it is marked {}",
    "relationships": "the person who did it is {}",
    "outcodes": "their postcode begins with {}",
}


def when(conditions: Row) -> str:
    """Return conditions as a sentence's beginning."""
    said = [CONDITIONS[name].format(listed(values, name)) for name, values in conditions.items()]
    return _("When ") + _(" and ").join(said) if said else _("Always")


def then(what: Row, names: Names) -> str:
    """Return what follows as a sentence's end."""
    said = {
        "priority": _("suggest priority {}"),
        "handling": "{}",
        "team": _("give it to team {}"),
        "specialists": _("suggest {}"),
    }
    parts = [
        words.format(
            _(" or ").join(named(key, names) for key in what[name])
            if name == "specialists"
            else named(what[name], names)
        )
        for name, words in said.items()
        if what.get(name)
    ]
    if "messages" in what:
        parts.append(
            _("messages may be sent")
            if what["messages"]
            else _("no messages are sent by themselves")
        )
    return ", ".join(parts)


def named(key: str, names: Names) -> str:
    """Return what a team or a specialist is called, or a code as it is said."""
    return names.get(key) or plain(key)


def names_in(document: Row) -> Names:
    """Return what the teams and specialists of a document are called, by their keys."""
    rows = (*document.get("teams", ()), *document.get("specialists", ()))
    return {row["key"]: row["name"] for row in rows}


def rule(row: Row, names: Names) -> str:
    """Return a rule."""
    return f"{when(row['when'])}: {then(row['then'], names)}. “{row['reason']}”"


def team(row: Row, names: Names) -> str:
    """Return a team."""
    by = f" ({row['staffed_by']})" if row.get("staffed_by") else ""
    wall = _(". Walled: nobody outside may see what it holds") if row.get("walled") else ""
    return f"{row['name']}{by}{wall}"


def specialist(row: Row, names: Names) -> str:
    """Return a specialist."""
    lists = [listed(row[name], name) for name in FOR_SPECIALISTS if row.get(name)]
    suggested = _(": suggested for {}").format(_(" or ").join(lists)) if lists else ""
    ours = _(" (ours)") if row.get("ours") else ""
    asked = _(". Asked to ring us at {}").format(row["email"]) if row.get("email") else ""
    return f"{row['name']}{ours}{suggested}{asked}"


def standard(row: Row, names: Names) -> str:
    """Return a promise."""
    joined = _(" or ") if row.get("either") else _(" and ")
    by = joined.join(plain(each) for each in row.get("channels", ()))
    whom = [named(row[name], names) for name in ("priority", "team") if row.get(name)]
    if row.get("when"):
        begins = when(row["when"])
        whom.append(begins[:1].lower() + begins[1:])
    words = _("{what}{by} within {length} of {starts}").format(
        what=plain(row["what"]).capitalize(),
        by=_(" by {}").format(by) if by else "",
        length=length(row["number"], row["unit"]),
        starts=plain(row.get("starts", "received"), "starts"),
    )
    return f"{words} ({', '.join(whom)})" if whom else words


def length(number: int, unit: str) -> str:
    """Return how long it is: "1 working day", "48 hours"; a working hour is one in either mode."""
    words = {
        "hours": ngettext("%(n)d hour", "%(n)d hours", number),
        "working_days": ngettext("%(n)d working day", "%(n)d working days", number),
    }
    working = ngettext("%(n)d working hour", "%(n)d working hours", number)
    return words.get(unit, working) % {"n": number}


def reach_by(row: Row, names: Names) -> str:
    """Return by which channels people are reached."""
    whom = f" ({plain(row['priority'])})" if row.get("priority") else ""
    return f"{listed(row['channels'])}{whom}"


PARTS = {
    "teams": team,
    "specialists": specialist,
    "rules": rule,
    "standards": standard,
    "reach_by": reach_by,
}
