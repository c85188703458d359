"""What we say is what people are shown, and it tells a stranger nothing."""

import re
from itertools import product

import pytest
from django.utils import translation

from hub import profile
from hub.facts import HubFacts
from referrals_portal.messages.catalogue import CATALOGUE, LANGUAGES, To
from referrals_portal.saying_who import who_we_are
from tests.standins.notify.templates import DEFAULTS, TEMPLATES

LOCK_SCREEN, INBOX = 40, 100
"""How much of a message shows where nobody opened it: characters."""
GIVEAWAYS = re.compile(
    r"victim|crime|criminal|offen[cd]|police|hub\b|support|advoc|abuse|assault|rape|sexual|attack"
    r"|harm|hurt|violen|stalk|hate\b|threat|report|case\b|refuge|refer|court|justice|trial|witness"
    r"|domestic|partner\b|safe|danger|counsel|trauma|surviv|\bpcc\b|commissioner"
    r"|dioddef|trosedd|troseddol|heddlu|\bhyb\b|cymorth|cefnog|cam-?drin|ymosod|trais|treisio|rhywiol"
    r"|niwed|anaf|stelci|casineb|bygwth|achos|adrodd|lloches|atgyfeir|llys|cyfiawnder|tyst\b"
    r"|domestig|diogel|perygl|goroes|comisiynydd",
    re.I,
)
# Words of ours that only look like one of them.
INNOCENT = re.compile(r"your reference|eich cyfeirnod", re.I)
# GSM 03.38 has few accented letters; any other more than doubles what a text costs.
CHEAP = re.compile(r"[ -_a-z]+")
FILLED = {
    "en": {"day": "Tuesday 1 December", "time": "10:30am"},
    "cy": {"day": "dydd Mawrth 1 Rhagfyr", "time": "10:30yb"},
}
ALWAYS = {
    "reference": "K7RM-9QXP", "code": "K7RM-9QXP-4T", "address": "example.org/reply",
    "report": "Accepted: 12", "phone": "0808 157 0192", "hub": "",
}  # fmt: skip
OURS = HubFacts.from_profile(profile.load("example"))

WORDINGS = [
    pytest.param(message, channel, language, id=f"{message.name}-{channel}-{language}")
    for message in CATALOGUE.values()
    for channel, language in product(message.wordings, LANGUAGES)
]
every_wording = pytest.mark.parametrize(("message", "channel", "language"), WORDINGS)


def rendered(message, channel, language, says_who=""):
    values = ALWAYS | FILLED[language] | {"from": says_who}
    return message.wordings[channel].filled(values, language)


def seen(text):
    """What a lock screen and an inbox list show of it: the subject and how it begins."""
    shown = f"{text.subject} {text.body}"
    return [
        text.body[:LOCK_SCREEN],
        f"{text.subject} {text.body[:INBOX]}",
        INNOCENT.sub("", " ".join(shown.split())),
    ]


def test_the_text_that_people_choose_from():
    message = CATALOGUE["CONFIRMATION"]
    assert rendered(message, "sms", "en").body == (
        "We have received your message. We will be in touch. Your reference is K7RM-9QXP."
    )
    assert rendered(message, "sms", "en").subject == ""
    with translation.override("cy"):
        text = message.wordings["email"].filled({"reference": "K7RM-9QXP", "from": ""})
    assert text.subject == "Rydyn ni wedi cael eich neges"
    assert text.body.endswith("Eich cyfeirnod yw K7RM-9QXP.")


@every_wording
def test_it_tells_a_stranger_nothing(message, channel, language):
    """On the screen of a locked phone, in the list of an inbox, and in whole."""
    for shown in seen(rendered(message, channel, language)):
        assert not GIVEAWAYS.search(INNOCENT.sub("", shown)), shown


@pytest.mark.parametrize(
    "wording", ["Victim Support", "Your case", "Heddlu Gwent", "Cymorth i chi"]
)
def test_a_stranger_would_see_it_in_these(wording):
    assert GIVEAWAYS.search(wording)


@every_wording
def test_who_we_are_is_said_last_or_not_at_all(message, channel, language):
    who = who_we_are(OURS, language, allowed=True)
    assert OURS.name in who
    assert who_we_are(OURS, language, allowed=False) == ""
    text = rendered(message, channel, language, who)
    if "from" not in message.placeholders:
        return
    assert text.body.endswith(who)
    assert OURS.name not in text.subject + text.body[:LOCK_SCREEN]
    assert text.body.removesuffix(who).strip() == rendered(message, channel, language).body


def test_only_who_is_no_victim_is_told_of_the_hub_without_asking():
    """A partner has to know who asks them to ring; nobody else is sent the name."""
    named = {name for name, message in CATALOGUE.items() if "hub" in message.placeholders}
    assert named == {"PARTNER_NEWS"}
    assert {CATALOGUE[name].to for name in named} == {To.PARTNER}
    for message in CATALOGUE.values():
        assert (message.to is To.PERSON) == ("from" in message.placeholders)


@every_wording
def test_every_wording_is_that_of_its_template_and_fills_its_placeholders(
    message, channel, language
):
    text = message.wordings[channel].in_(language)
    used = set(re.findall(r"\(\((\w+)\)\)", text.subject + text.body))
    assert used == set(message.placeholders)
    if channel in message.sent:
        template = DEFAULTS[TEMPLATES[message.wordings[channel].setting_in(language)]]
        assert (template.type, template.subject or "", template.body) == (
            channel, text.subject, text.body
        )  # fmt: skip


@every_wording
def test_a_text_has_only_letters_that_cost_nothing_more(message, channel, language):
    text = message.wordings[channel].in_(language)
    if channel == "sms":
        assert CHEAP.fullmatch(text.body)
        assert text.subject == ""
        # Three parts at most, with our own name of forty letters at its end.
        longest = rendered(message, channel, language, "From " + "x" * 40 + ", 0808 157 0192.")
        assert len(longest.body) <= 3 * 153
    assert bool(text.subject) == (channel == "email")


def test_each_message_says_for_whom_it_is_and_what_each_placeholder_is_for():
    for message in CATALOGUE.values():
        assert message.what
        assert all(message.explained.values())
    at_once = {name for name, message in CATALOGUE.items() if message.when == "at_once"}
    assert at_once == {"CONFIRMATION", "ROTA"}
