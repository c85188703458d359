"""Whether what a hub says of its messages makes sense, and tells a stranger nothing.

For documents that hold up against ``hub.schema``. What is sent to people whom nobody could ask
rests on what is said here, so what would never count is named: somebody may rely on it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from hub import vocabulary as words
from hub.rules import Rules
from hub.schema import nth

OFFER_FROM = {"en": "offer_from", "cy": "offer_from_cy"}
"""The key that says who we are, in each language."""

NAMES_A_CRIME = re.compile(
    r"\b("
    # English
    r"abus|anti-?social|arson|assault|attack|bereav|burgl|business crime|collision|crash|cyber"
    r"|damage|domestic|fraud|harass|hat(e|red) crime|homicide|honou?r.based|image.based|kidnap"
    r"|killed|killing|knife|manslaughter|mugg|murder|rap(e|ed|ing|ist)\b|road harm|robb(ed|er)"
    r"|scam|sex|slavery|stabb|stalk|stole|terroris|theft|thie(f|ves)|traffick|vandal"
    r"|vehicle crime|violen"
    # Welsh, with its mutations
    r"|aflonyddu|anrhydedd|[cg]aethwas|chaethwas|[cg]h?am-?drin|ngham-?drin|[cg]asineb|chasineb"
    r"|cyllell|gyllell|chyllell|d?difrod|nifrod|d?domestig|d?dwyn|[dt]h?erfysg|[dt]h?rais"
    r"|[dt]h?reis|[dt]h?wyll|fandal|g?wrthdrawiad|g?wrthgymdeithasol|herwgip|lladd\b|l?ladrad"
    r"|l?ladrat|l?lofrudd|l?losgi|[mf]asnachu pobl|[bfm][wy]rgl|[pb]rofedigaeth|phrofedigaeth"
    r"|rh?ywiol|seiber|sgam|stelc|trosedd(au)? (busnes|cerbyd)|ymosod"
    r")",
    re.IGNORECASE,
)
"""Beginnings of words that tell what happened, in either language."""
NAMES_A_PERSON = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mx|Dr|PC|WPC|DC|DS|DI|PCSO|Sgt)\.? (?=[A-Z])")


def problems(
    document: Mapping[str, Any], rules: Rules, languages: Collection[str] = ("en",)
) -> Iterator[str]:
    """Yield what makes no sense, a sentence each. languages: those that the hub writes in."""
    stated = document.get("messages", {})
    yield from _named(rules)
    yield from _who_we_are(rules, languages)
    for language, text in rules.messages.offer_from.items():
        yield from _telling(OFFER_FROM[language], text)
    yield from _of_no_use(stated, rules)
    yield from _no_rule_can(rules)


def _named(rules: Rules) -> Iterator[str]:
    if both := rules.messages.named_after & rules.messages.never_after:
        crimes = _said(both)
        yield (
            f"messages.named_after: after {crimes} no offer says who we are, because somebody else "
            "may read it: nothing is sent there unasked (never_after, and always after "
            f"{_said(words.NEVER_UNASKED)}); take {crimes} out of named_after."
        )


def _who_we_are(rules: Rules, languages: Collection[str]) -> Iterator[str]:
    """Hold the crimes after which an offer says who we are against the words in which it does."""
    said = rules.messages
    for language, key in OFFER_FROM.items():
        if said.named_after and language in languages and language not in said.offer_from:
            yield (
                f"messages.named_after: what such an offer says of who we are ({key}) is missing; "
                "write it, or take named_after out."
            )
        if language in said.offer_from and not said.named_after:
            yield (
                f"messages.{key} is never said, because no crime is in named_after; say after "
                "which crimes it is, or take it out."
            )


def _telling(key: str, text: str) -> Iterator[str]:
    if found := NAMES_A_CRIME.search(text):
        yield (
            f"messages.{key}: “{found[0]}” says what happened, and somebody else may read it; say "
            "only who we are and who gave us their name."
        )
    if NAMES_A_PERSON.search(text):
        yield f"messages.{key} names a person; name only the hub, and who gave us their name."


def _of_no_use(stated: Mapping[str, Any], rules: Rules) -> Iterator[str]:
    """Name what is about offers where none is ever sent.

    Not what forbids them: it stays for the day on which they are sent again.
    """
    if "then_by" in stated and not rules.messages.after_attempts:
        yield (
            "messages.then_by is never used, because it is not said after how many tries "
            "(after_attempts); say it, or take then_by out."
        )
    said = [key for key in ("offer", "named_after") if stated.get(key)]
    if not said:
        return
    keys = " and ".join(f"messages.{key}" for key in said)
    if not any(rules.takes(source) for source in words.SOURCES if source not in words.THEMSELVES):
        yield (
            f"{keys} can never count: offers go to people whom others refer, and the hub takes "
            "referrals from nobody else (routes); add from whom, or take this out."
        )
    elif not rules.offers_by:
        yield (
            f"{keys} can never count: no offer is sent by text, email or letter; say that people "
            "are reached by one of them (reach_by) and that offers are sent (messages.offer), or "
            "promise one (standards), or take this out."
        )


def _no_rule_can(rules: Rules) -> Iterator[str]:
    """Name rules that would send what no rule can.

    One before another that stops messages counts for something: it keeps that one from doing so
    where whoever referred somebody says that a channel is safe.
    """
    for number, rule in enumerate(rules.rules, 1):
        crimes = rule.when.get("crime_types", frozenset()) & rules.messages.never_after
        later = rules.rules[number:]
        if rule.then.messages and crimes and not any(o.then.messages is False for o in later):
            yield (
                f"{nth('rules', number)}: after {_said(crimes)} no rule lets messages go, only "
                "whoever refers somebody and says that a channel is safe; take out what it says of "
                "whether messages are sent (messages)."
            )


def _said(crimes: Iterable[str]) -> str:
    """Return crimes in the order of the vocabulary."""
    chosen = frozenset(crimes)
    return ", ".join(each.replace("_", " ") for each in words.CRIME_TYPES if each in chosen)
