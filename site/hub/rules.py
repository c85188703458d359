"""A hub's rules, as data: what may be said in them, and what it means.

A rules document is plain data (TOML in a profile, JSON in the database), checked by
``hub.checking`` before it is kept. `read` makes it the `Rules` that ``referrals_portal.triage``
applies. A rule says ``when`` it holds, what ``then`` follows, and the ``reason`` in plain English:

    when = { sources = ["police"], crime_types = ["domestic_abuse"] }
    then = { handling = "divert", specialists = ["idva"] }
    reason = "Domestic abuse that was reported goes to the specialist service."

Within one condition any of the values is enough, and all the conditions of a rule must hold. Of
several rules that hold, the first to settle a thing settles it; specialists and reasons add up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub import vocabulary as words

CONDITIONS: dict[str, tuple[str, ...]] = {
    "sources": words.SOURCES,
    "for_whom": words.FOR_WHOM,
    "reported": words.REPORTED,
    "crime_types": words.CRIME_TYPES,
    "age_bands": words.AGE_BANDS,
    "markers": words.MARKERS,
    "relationships": words.RELATIONSHIPS,
}
"""What a rule may look at, and the values there are. ``outcodes`` may be looked at as well: any
beginnings of postcodes, such as ``ZZ1``."""
OUTCODES = "outcodes"
SEVERAL = frozenset({"crime_types", "markers"})
"""Of these, one referral may have several values at once."""

Conditions = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Team:
    """People who work together. ``walled``: nobody outside the team may see what it holds."""

    key: str
    name: str
    staffed_by: str = ""
    walled: bool = False


@dataclass(frozen=True, slots=True)
class Specialist:
    """Somebody who knows more of one thing, suggested where any of the lists matches.

    ``ours``: part of the hub; others are asked about, each by name, before anything is shared.
    """

    key: str
    name: str
    what: str = ""
    email: str = ""
    ours: bool = False
    crime_types: frozenset[str] = frozenset()
    age_bands: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Then:
    """What follows. Empty means that the rule leaves it to others."""

    priority: str = ""
    handling: str = ""
    team: str = ""
    specialists: tuple[str, ...] = ()
    messages: bool | None = None

    @property
    def settles(self) -> frozenset[str]:
        """What it decides so that no later rule can: priorities and specialists add up instead."""
        names = ("handling", "team", "messages")
        return frozenset(name for name in names if getattr(self, name) not in ("", None))


@dataclass(frozen=True, slots=True)
class Rule:
    """When this holds, that follows, and why."""

    when: Conditions = field(hash=False)
    then: Then
    reason: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A promise with a clock: ``what`` within ``number`` ``unit`` of its start.

    channels: each is due by itself, or any of them is enough where they are ``either``; none
    means by whatever way suits the person. For ``priority`` and ``team`` empty means any.
    """

    what: str
    starts: str
    unit: str
    number: int
    channels: tuple[str, ...] = ()
    either: bool = False
    priority: str = ""
    team: str = ""
    when: Conditions = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class ReachBy:
    """By which channels the hub says it reaches people, where it says so; no time is promised."""

    channels: tuple[str, ...]
    priority: str = ""


@dataclass(frozen=True, slots=True)
class MessageRules:
    """What is sent by itself, and on which ground, where nobody could ask the person.

    offer: people whom others refer are sent an offer also where no time is promised for it.
    after_attempts: after how many tries something is sent by the channels of then_by; 0 where the
    hub does not say. never_after: crimes after which nobody is written to who did not ask for it.
    named_after: crimes after which an offer says who we are, in the words of offer_from.
    try_another_way: what did not arrive for now goes by another way that is safe. ask_feedback: at
    which points people are asked how we did. rota_text, rota_email: the rota's own telephone and
    inbox, for what cannot wait until the hub opens.
    """

    offer: bool = False
    after_attempts: int = 0
    then_by: tuple[str, ...] = ("letter",)
    never_after: frozenset[str] = words.NEVER_UNASKED
    named_after: frozenset[str] = frozenset()
    offer_from: Mapping[str, str] = field(default_factory=dict, hash=False)
    try_another_way: bool = False
    ask_feedback: tuple[str, ...] = ()
    rota_text: str = ""
    rota_email: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that decides about a referral.

    triage: whether rules sort what arrives at all. routes: the sources from which the hub says
    that it takes referrals; empty means that it does not say, and all are taken. messages: what is
    sent by itself. retention: what ``hub.retention`` reads.
    """

    triage: bool = True
    routes: frozenset[str] = frozenset()
    teams: tuple[Team, ...] = ()
    specialists: tuple[Specialist, ...] = ()
    rules: tuple[Rule, ...] = field(default=(), hash=False)
    standards: tuple[Standard, ...] = field(default=(), hash=False)
    working_hours: str = "weekday_24h"
    reach_by: tuple[ReachBy, ...] = ()
    messages: MessageRules = field(default_factory=lambda: MessageRules())
    retention: Mapping[str, int] = field(default_factory=dict, hash=False)

    def takes(self, source: str) -> bool:
        """Tell whether the hub takes referrals from a source. Families come as people come."""
        if source in words.AGENCIES and "agencies" in self.routes:
            return True
        route = "self" if source in words.THEMSELVES else source
        return not self.routes or route in self.routes

    def team(self, key: str) -> Team | None:
        """Return a team; the first, which takes what no rule gives to another, for no key."""
        for team in self.teams:
            if not key or team.key == key:
                return team
        return None

    def counted_in(self, standard: Standard) -> str:
        """Return how a standard's clock counts: its unit, or what a working hour is here."""
        return self.working_hours if standard.unit == "working_hours" else standard.unit

    @property
    def offers_by(self) -> frozenset[str]:
        """The channels by which an offer of support may be written to anybody at all."""
        said = [each.channels for each in self.standards if each.what == "offer"]
        said += [each.channels for each in self.reach_by if self.messages.offer]
        return frozenset(channel for each in said for channel in each).intersection(words.WRITTEN)

    @property
    def partners(self) -> tuple[Specialist, ...]:
        """Those outside the hub, with whom it shares what it was told only if the person agrees."""
        return tuple(each for each in self.specialists if not each.ours)


def read(document: Mapping[str, Any]) -> Rules:
    """Return what a checked document says. What it leaves out is as the fields' defaults."""
    return Rules(
        triage=document.get("triage", True),
        routes=frozenset(document.get("routes", ())),
        teams=tuple(Team(**each) for each in document.get("teams", ())),
        specialists=tuple(map(_specialist, document.get("specialists", ()))),
        rules=tuple(map(_rule, document.get("rules", ()))),
        standards=tuple(map(_standard, document.get("standards", ()))),
        working_hours=document.get("working_hours", "weekday_24h"),
        reach_by=tuple(
            ReachBy(tuple(each["channels"]), each.get("priority", ""))
            for each in document.get("reach_by", ())
        ),
        messages=_messages(document.get("messages", {})),
        retention=document.get("retention", {}),
    )


def _messages(data: Mapping[str, Any]) -> MessageRules:
    said = {"en": data.get("offer_from", ""), "cy": data.get("offer_from_cy", "")}
    return MessageRules(
        offer=data.get("offer", False),
        after_attempts=data.get("after_attempts", 0),
        then_by=tuple(data.get("then_by", ("letter",))),
        never_after=words.NEVER_UNASKED | frozenset(data.get("never_after", ())),
        named_after=frozenset(data.get("named_after", ())),
        offer_from={language: text for language, text in said.items() if text},
        try_another_way=data.get("try_another_way", False),
        ask_feedback=tuple(data.get("ask_feedback", ())),
        rota_text=data.get("rota_text", ""),
        rota_email=data.get("rota_email", ""),
    )


def holds(when: Conditions, facts: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether conditions hold for facts, given as the values of each condition's name."""
    return all(_meets(name, wanted, facts[name]) for name, wanted in when.items())


def _meets(name: str, wanted: frozenset[str], given: frozenset[str]) -> bool:
    if name == OUTCODES:
        return any(each.startswith(tuple(wanted)) for each in given)
    return not wanted.isdisjoint(given)


def conditions(when: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Return conditions as they are compared."""
    return {name: frozenset(values) for name, values in when.items()}


def _specialist(data: Mapping[str, Any]) -> Specialist:
    lists = {name: frozenset(data.get(name, ())) for name in FOR_SPECIALISTS}
    return Specialist(**{**data, **lists})


FOR_SPECIALISTS = ("crime_types", "age_bands", "markers")
"""The lists by which a specialist is suggested."""


def _rule(data: Mapping[str, Any]) -> Rule:
    then = dict(data["then"])
    then["specialists"] = tuple(then.get("specialists", ()))
    return Rule(conditions(data["when"]), Then(**then), data["reason"])


def _standard(data: Mapping[str, Any]) -> Standard:
    given = dict(data)
    given["channels"] = tuple(given.get("channels", ()))
    given["when"] = conditions(given.get("when", {}))
    return Standard(**{"starts": "received", **given})
