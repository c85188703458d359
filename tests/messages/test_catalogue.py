"""What we say is what people are shown, and it tells a stranger nothing."""

import re

import pytest

from referrals_portal.messages.catalogue import CATALOGUE, CONFIRMATION
from tests.standins.notify.templates import DEFAULTS, TEMPLATES

GIVEAWAYS = re.compile(
    r"victim|crime|police|hub|support|abuse|assault|attack|harm|hurt|report|case|hampshire", re.I
)


def test_the_text_that_people_choose_from():
    text = CONFIRMATION.wordings["sms"].filled({"reference": "K7RM-9QXP"})
    assert text.body == (
        "We have received your message. We will be in touch. Your reference is K7RM-9QXP."
    )
    assert text.subject == ""


@pytest.mark.parametrize("message", CATALOGUE.values(), ids=lambda message: message.name)
def test_every_wording_is_that_of_its_template_and_fills_its_placeholders(message):
    for channel, wording in message.wordings.items():
        template = DEFAULTS[TEMPLATES[wording.setting]]
        assert template.type == channel
        assert (str(wording.subject), str(wording.body)) == (template.subject or "", template.body)
        assert tuple(template.placeholders) == message.placeholders


@pytest.mark.parametrize("message", CATALOGUE.values(), ids=lambda message: message.name)
def test_nothing_names_a_crime_a_hub_or_a_person(message):
    for wording in message.wordings.values():
        assert not GIVEAWAYS.search(f"{wording.subject} {wording.body}")
