"""What a stranger sees of a message who holds the telephone or sees the list of an inbox."""

import re
from dataclasses import replace
from itertools import product

import pytest

from core.giveaways import giveaways_in
from hub import profile
from hub.facts import HubFacts
from referrals_portal.messages.catalogue import CATALOGUE, LANGUAGES, To
from referrals_portal.saying_who import who_we_are
from tests.messages.test_catalogue import every_wording, rendered
from tests.standins.notify.services import Service

LOCK_SCREEN, INBOX = 40, 100
"""How much of a message shows where nobody opened it: characters."""

HUBS = profile.slugs()
NAMES = {HubFacts.from_profile(profile.load(key)).name for key in HUBS}
SENDERS = {"sms": Service().default_sms_sender, "email": Service().from_email}
PARTNERS_ARE_TOLD = {"PARTNER_NEWS", "DIRECTORY_CHECK"}
"""On purpose: a partner or a service, who is no victim, has to know who asks them."""


def lock_screen(text, channel):
    shown = text.body if channel != "email" else f"{text.subject} {text.body}"
    return f"{SENDERS.get(channel, '')} {shown[:LOCK_SCREEN]}"


def inbox(text, channel):
    return f"{SENDERS.get(channel, '')} {text.subject} {text.body[:INBOX]}"


def whole(text, channel):
    return f"{SENDERS.get(channel, '')} {text.subject} {text.body}"


@pytest.mark.parametrize("view", [lock_screen, inbox, whole])
@every_wording
def test_it_tells_a_stranger_nothing(message, channel, language, view):
    text = rendered(message, channel, language)
    if message.name in PARTNERS_ARE_TOLD and view is whole:
        assert text.body.endswith("Anytown Victims' Hub")
        text = type(text)(text.subject, text.body.removesuffix("Anytown Victims' Hub"))
    assert giveaways_in(view(text, channel)) == []


@pytest.mark.parametrize(
    "wording",
    [
        "Victim Support", "About your case", "Thames Valley Police", "A safe place", "Your report",
        "Heddlu Gwent", "Cymorth i chi", "Gymorth", "eich nghefnogi", "am drosedd", "ei throsedd",
        "yn y llys", "o drais", "i'ch diogelu", "yn ddiogel", "ei pherygl", "oroeswyr", "y loches",
        "wraig", "gan ddioddefwyr",
    ],
)  # fmt: skip
def test_a_stranger_would_see_it_in_these(wording):
    assert giveaways_in(wording)


def test_the_list_finds_the_hubs_by_nearly_all_of_their_names():
    """Those that it does not find name no crime: nobody knows them by their names alone."""
    assert len(NAMES) >= 15
    assert len([name for name in NAMES if not giveaways_in(name)]) <= 5


@every_wording
def test_no_hub_of_ours_is_named_anywhere(message, channel, language):
    text = message.wordings[channel].in_(language)
    for name in NAMES:
        assert name.casefold() not in f"{text.subject} {text.body}".casefold()


FROM = [
    pytest.param(key, language, id=f"{key}-{language}")
    for key, language in product(HUBS, LANGUAGES)
]
TO_PEOPLE = [
    (message, channel)
    for message in CATALOGUE.values()
    if message.to is To.PERSON
    for channel in message.wordings
]


@pytest.mark.parametrize(("key", "language"), FROM)
def test_who_we_are_is_said_last_or_not_at_all(key, language):
    hub = HubFacts.from_profile(profile.load(key))
    who = who_we_are(hub, language, allowed=True)
    assert hub.name in who
    assert who_we_are(hub, language, allowed=False) == ""
    for message, channel in TO_PEOPLE:
        text = rendered(message, channel, language, who)
        assert text.body.endswith(who)
        assert text.body.removesuffix(who).strip() == rendered(message, channel, language).body
        # An inbox shows more than a locked telephone does.
        shows = text.body[: INBOX if channel == "email" else LOCK_SCREEN]
        assert hub.name not in f"{text.subject} {shows}"
        assert not hub.phone or hub.phone not in f"{text.subject} {shows}"


ASKS_FOR_A_CALL = re.compile(r"\b(?:call|ring|phone|telephone|number|ffoni\w*|galw|rhif)\b", re.I)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_asked_to_call_who_is_given_no_number(language):
    """The number stands in ``from`` alone, which is empty where we may not say who we are."""
    for message, channel in TO_PEOPLE:
        text = rendered(message, channel, language)
        assert not ASKS_FOR_A_CALL.search(f"{text.subject} {text.body}"), message.name
    hub = replace(HubFacts.from_profile(profile.load("kent")), phone="0808 157 0192")
    who = who_we_are(hub, language, allowed=True)
    assert ASKS_FOR_A_CALL.search(who)
    assert hub.phone in who
    without = who_we_are(replace(hub, phone=""), language, allowed=True)
    assert hub.name in without
    assert not ASKS_FOR_A_CALL.search(without)


def test_only_who_is_no_victim_is_told_of_the_hub_without_asking():
    named = {name for name, message in CATALOGUE.items() if "hub" in message.placeholders}
    assert named == PARTNERS_ARE_TOLD
    assert {CATALOGUE[name].to for name in named} == {To.PARTNER}
    for message in CATALOGUE.values():
        assert (message.to is To.PERSON) == ("from" in message.placeholders)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_partner_reads_who_asks_last_and_nothing_of_the_person(language):
    text = rendered(CATALOGUE["PARTNER_NEWS"], "email", language)
    assert text.body.endswith("Anytown Victims' Hub")
    assert "Anytown" not in f"{text.subject} {text.body[:INBOX]}"
    assert CATALOGUE["PARTNER_NEWS"].placeholders == ("hub", "phone")
