"""Whether somebody whom others referred may be sent an offer, by which channels, and why. Pure.

Nobody could ask them what is safe. So what whoever referred them says of that comes first, a rule
may stop a message and never allow one, and otherwise nothing goes to whom it could put at risk.
"""

from dataclasses import dataclass

from hub import vocabulary as words
from hub.rules import Rules
from referrals_portal.triage.facts import Facts

CLOSE_BY = frozenset({"partner_or_ex", "family"})
"""Who may look at the same telephone, whatever the crime is called."""

NOT_TAKEN_ON = "Nothing is sent: it is not taken on here."
NO_CONTACT = "Nothing is sent: they want no contact."
THEIR_CHOICE = "They came by themselves, and choose if they are sent a confirmation."
NO_OFFERS = "Nothing is sent: the hub sends them no offer by text, email or letter."
NONE_SAFE = "Nothing is sent: whoever referred them says that none of the hub’s ways is safe."
UNKNOWN_CRIME = "Nothing is sent: nobody knows what happened, so nobody knows if that is safe."
CLOSE = "Nothing is sent: whoever did it is close to them, and may read it."
UNDER_18 = "Nothing is sent: they are under 18, and nobody knows whose number or address it is."
IN_DANGER = "Nothing is sent: they may be in danger."


@dataclass(frozen=True, slots=True)
class Offered:
    """By which channels an offer may be sent, the best first, and why those or why none."""

    by: tuple[str, ...]
    why: str


def offered(
    rules: Rules,
    facts: Facts,
    *,
    stopped: str | None,
    promised: tuple[str | None, ...],
    reach_by: tuple[str, ...],
) -> Offered:
    """Return how somebody may be sent an offer, if it is taken on.

    stopped: the reason of the rule that lets no message go. promised: the channels of the offers
    that the hub promises them, None where any way will do. reach_by: by which it reaches people.
    """
    if "opted_out" in facts.markers:
        return Offered((), NO_CONTACT)
    if facts.source in words.THEMSELVES:
        return Offered((), THEIR_CHOICE)
    if stopped is not None:
        return Offered((), f"Nothing is sent, because of a rule: {stopped}")
    named = tuple(each for each in promised if each)
    channels = named or (reach_by if rules.messages.offer else ())
    ways = tuple(each for each in dict.fromkeys(channels) if each in words.WRITTEN)
    if not ways:
        return Offered((), NO_OFFERS)
    if facts.safe_channels is not None:
        safe = tuple(each for each in ways if each in facts.safe_channels)
        said = "whoever referred them says that this is safe."
        return Offered(safe, _may(safe, said) if safe else NONE_SAFE)
    if why_not := _risk(rules, facts):
        return Offered((), why_not)
    return Offered(ways, _may(ways, "nothing that is known speaks against it."))


def _risk(rules: Rules, facts: Facts) -> str:
    """Return why somebody who must not know may read what is sent, for all that is known.

    An unknown crime may be one of those after which nothing is sent; whose telephone it is that is
    given for somebody under 18, nobody can tell.
    """
    if never := rules.messages.never_after.intersection(facts.crime_types):
        crimes = tuple(each.replace("_", " ") for each in words.CRIME_TYPES if each in never)
        return f"Nothing is sent: after {_or(crimes)} that is not safe unless somebody says so."
    if "not_sure" in facts.crime_types:
        return UNKNOWN_CRIME
    if facts.relationship in CLOSE_BY:
        return CLOSE
    if facts.age_band in words.UNDER_18:
        return UNDER_18
    return IN_DANGER if "in_danger_now" in facts.markers else ""


def _may(ways: tuple[str, ...], because: str) -> str:
    return f"An offer may be sent by {_or(ways)}: {because}"


def _or(each: tuple[str, ...]) -> str:
    return " or ".join(each)
