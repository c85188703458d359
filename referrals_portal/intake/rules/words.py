"""Rules in sentences, for people who never saw the data behind them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from hub.vocabulary import SOURCE_NAMES

Row = Mapping[str, Any]


SAID = SOURCE_NAMES | {
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
    "antisocial_behaviour": "anti-social behaviour",
    "honour_based_abuse": "honour-based abuse",
    "image_abuse": "abuse with images",
    "lgbtq": "LGBT+",
    "repeat": "targeted again and again",
    "opted_out": "wants no contact",
    "knows_staff": "knows somebody who works here",
    "partner_or_ex": "a partner or ex-partner",
    "in_person": "meeting in person",
    "half_year": "half-year",
    "weekday_24h": "any hour of a working day",
    "opening_hours": "an hour in which we are open",
    "first_contact": "first contact",
}
"""Codes that say too little without their underlines."""


def plain(code: str) -> str:
    """Return a code as it is said."""
    return SAID.get(code) or code.replace("_", " ")


def listed(codes: Any) -> str:
    """Return several codes as they are said: any of them is enough."""
    return _(" or ").join(plain(code) for code in codes)


CONDITIONS = {
    "sources": "it comes from {}",
    "for_whom": "it is for {}",
    "reported": "told the police: {}",
    "crime_types": "what happened is {}",
    "age_bands": "their age is {}",
    "markers": "it is marked {}",
    "relationships": "the person who did it is {}",
    "outcodes": "their postcode begins with {}",
}


def when(conditions: Row) -> str:
    """Return conditions as a sentence's beginning."""
    said = [CONDITIONS[name].format(listed(values)) for name, values in conditions.items()]
    return _("When ") + _(" and ").join(said) if said else _("Always")


def then(what: Row) -> str:
    """Return what follows as a sentence's end."""
    said = {
        "priority": _("suggest priority {}"),
        "handling": _("{} it"),
        "team": _("give it to team {}"),
        "specialists": _("suggest {}"),
    }
    parts = [
        words.format(listed(what[name]) if name == "specialists" else plain(what[name]))
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


def rule(row: Row) -> str:
    """Return a rule."""
    return f"{when(row['when'])}: {then(row['then'])}. “{row['reason']}”"


def team(row: Row) -> str:
    """Return a team."""
    by = f" ({row['staffed_by']})" if row.get("staffed_by") else ""
    wall = _(". Walled: nobody outside may see what it holds") if row.get("walled") else ""
    return f"{row['name']}{by}{wall}"


def specialist(row: Row) -> str:
    """Return a specialist."""
    lists = [listed(row[name]) for name in ("crime_types", "age_bands", "markers") if row.get(name)]
    suggested = _(": suggested for {}").format(_(" or ").join(lists)) if lists else ""
    ours = _(" (ours)") if row.get("ours") else ""
    return f"{row['name']}{ours}{suggested}"


def standard(row: Row) -> str:
    """Return a promise."""
    joined = _(" or ") if row.get("either") else _(" and ")
    by = joined.join(plain(each) for each in row.get("channels", ()))
    whom = [plain(row[name]) for name in ("priority", "team") if row.get(name)] + (
        [when(row["when"])] if row.get("when") else []
    )
    words = _("{what}{by} within {number} {unit} of {starts}").format(
        what=plain(row["what"]).capitalize(),
        by=_(" by {}").format(by) if by else "",
        number=row["number"],
        unit=plain(row["unit"]),
        starts=plain(row.get("starts", "received")),
    )
    return f"{words} ({', '.join(whom)})" if whom else words


def reach_by(row: Row) -> str:
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


def general(document: Row) -> list[str]:
    """Return the rest of a document, a sentence each."""
    routes = document.get("routes")
    messages, retention = document.get("messages", {}), document.get("retention", {})
    said = [
        _("Rules sort what arrives.") if document.get("triage", True)
        else _("Rules do not sort what arrives."),
        _("Referrals are taken from {}.").format(listed(routes)) if routes
        else _("Referrals are taken from everybody."),
        _("A working hour is {}.").format(
            _("an hour in which we are open")
            if document.get("working_hours") == "opening_hours"
            else _("any hour of a working day")
        ),
        _("Offers of support are sent by themselves.") if messages.get("offer") else "",
        _("After {} tries we send a {}.").format(
            messages["after_attempts"], listed(messages.get("then_by", ["letter"]))
        ) if messages.get("after_attempts") else "",
        _("We report every {}.").format(listed(document["reports"])).replace(" or ", _(" and "))
        if document.get("reports") else "",
        _("Closed referrals are kept: 6 weeks where no support was taken up, 6 months where nobody "
          "could be reached, 6 years where support was given.") if not retention else
        _("Closed referrals are kept: {} weeks where no support was taken up, {} months where "
          "nobody could be reached, {} years where support was given.").format(
            retention.get("not_taken_up_weeks", 6), retention.get("not_reached_months", 6),
            retention.get("supported_years", 6)),
    ]  # fmt: skip
    return [sentence for sentence in said if sentence]
