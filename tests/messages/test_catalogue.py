"""What we say is what people are shown, and it tells a stranger nothing."""

import re

import pytest
from django.utils import translation

from referrals_portal.messages.catalogue import CATALOGUE, CONFIRMATION
from tests.standins.notify.templates import DEFAULTS, TEMPLATES

GIVEAWAYS = re.compile(
    r"victim|crime|police|hub|support|abuse|assault|attack|harm|hurt|report|case|hampshire"
    r"|dioddef|trosedd|heddlu|hyb|cymorth|cefnog|cam-drin|ymosod|niwed|achos|adrodd",
    re.I,
)
# GSM 03.38 has few accented letters; any other more than doubles what a text costs.
CHEAP = re.compile(r"[ -_a-z]+")
languages = pytest.mark.parametrize("language", ["en", "cy"])


def test_the_text_that_people_choose_from():
    text = CONFIRMATION.wordings["sms"].filled({"reference": "K7RM-9QXP"})
    assert text.body == (
        "We have received your message. We will be in touch. Your reference is K7RM-9QXP."
    )
    assert text.subject == ""


@pytest.mark.parametrize("message", CATALOGUE.values(), ids=lambda message: message.name)
@languages
def test_every_wording_is_that_of_its_template_and_fills_its_placeholders(message, language):
    for channel, wording in message.wordings.items():
        template = DEFAULTS[TEMPLATES[wording.setting_in(language)]]
        assert template.type == channel
        with translation.override(language):
            said = (str(wording.subject), str(wording.body))
        assert said == (template.subject or "", template.body)
        assert tuple(template.placeholders) == message.placeholders


@pytest.mark.parametrize("message", CATALOGUE.values(), ids=lambda message: message.name)
@languages
def test_nothing_names_a_crime_a_hub_or_a_person(message, language):
    with translation.override(language):
        for wording in message.wordings.values():
            assert not GIVEAWAYS.search(f"{wording.subject} {wording.body}")


@pytest.mark.parametrize("message", CATALOGUE.values(), ids=lambda message: message.name)
@languages
def test_a_text_has_only_letters_that_cost_nothing_more(message, language):
    with translation.override(language):
        assert CHEAP.fullmatch(str(message.wordings["sms"].body))


def test_filled_in_welsh():
    with translation.override("cy"):
        text = CONFIRMATION.wordings["email"].filled({"reference": "K7RM-9QXP"})
    assert text.subject == "Rydyn ni wedi cael eich neges"
    assert text.body.endswith("Eich cyfeirnod yw K7RM-9QXP.")
