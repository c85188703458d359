"""Every message has its words in both languages, the same placeholders, and is cheap to send."""

import re
from itertools import product
from types import SimpleNamespace

import pytest
from django.utils import translation

from referrals_portal.messages.catalogue import CATALOGUE, LANGUAGES
from referrals_portal.saying_who import who_we_are
from tests.standins.notify.templates import DEFAULTS, TEMPLATES

# GSM 03.38 has few accented letters; any other more than doubles what a text costs.
CHEAP = re.compile(r"[ -_a-z]+")
FILLED = {
    "en": {"day": "Tuesday 1 December", "time": "10:30am"},
    "cy": {"day": "dydd Mawrth 1 Rhagfyr", "time": "10:30yb"},
}
ALWAYS = {
    "reference": "K7RM-9QXP", "code": "K7RM-9QXP-4T", "address": "example.org/reply",
    "report": "Accepted: 12", "phone": "0808 157 0192", "hub": "Anytown Victims' Hub",
}  # fmt: skip
WORDINGS = [
    pytest.param(message, channel, language, id=f"{message.name}-{channel}-{language}")
    for message in CATALOGUE.values()
    for channel, language in product(message.wordings, LANGUAGES)
]
every_wording = pytest.mark.parametrize(("message", "channel", "language"), WORDINGS)


def rendered(message, channel, language, says_who=""):
    values = ALWAYS | FILLED[language] | {"from": says_who}
    return message.wordings[channel].filled(values, language)


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


@pytest.mark.parametrize("message", CATALOGUE.values(), ids=lambda message: message.name)
def test_both_languages_and_all_channels_have_the_same_placeholders(message):
    for wording in message.wordings.values():
        assert wording.texts.keys() == set(LANGUAGES)
        for part in ("subject", "body"):
            en, cy = (
                sorted(re.findall(r"\(\(\w+\)\)", getattr(wording.texts[language], part)))
                for language in LANGUAGES
            )
            assert en == cy


@every_wording
def test_nothing_is_left_to_fill(message, channel, language):
    text = rendered(message, channel, language)
    assert "((" not in text.subject + text.body
    # What says nothing leaves neither a space nor an empty line behind.
    assert text.body == text.body.strip()
    assert "  " not in text.body
    assert "\n\n\n" not in text.body


@every_wording
def test_a_text_has_only_letters_that_cost_nothing_more(message, channel, language):
    text = message.wordings[channel].in_(language)
    if channel == "sms":
        assert CHEAP.fullmatch(text.body)
        assert text.subject == ""
        # Three parts at most, with our own name of forty letters at its end.
        who = who_we_are(
            SimpleNamespace(name="x" * 40, phone="0808 157 0192"), language, allowed=True
        )
        longest = rendered(message, channel, language, who)
        assert len(longest.body) <= 3 * 153
    assert bool(text.subject) == (channel == "email")


def test_each_message_says_for_whom_it_is_and_what_each_placeholder_is_for():
    for message in CATALOGUE.values():
        assert message.what
        assert all(message.explained.values())
    at_once = {name for name, message in CATALOGUE.items() if message.when == "at_once"}
    assert at_once == {"CONFIRMATION", "ROTA"}
