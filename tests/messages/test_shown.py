"""What is sent is word for word what the person was shown when they chose it."""

import pytest
from django.utils import translation

from hub.snapshot import current_hub
from referrals_portal.forms.message import EXAMPLE, MessageForm
from referrals_portal.messages import sending
from referrals_portal.saying_who import who_we_are
from tests.intake.making import ANSWERS, make_referral
from tests.messages.conftest import AT, no_jitter

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ALWAYS = {"text": "yes", "email": "yes"}
# `AT` is a Friday at four.
AT_TIMES = {"text": "at_times", "email": "at_times"}
FRIDAYS = {"days": ["4"], "start": "16:00", "end": "18:00", "note": ""}


def shown(answers, way):
    return str(MessageForm(answers=answers).hints["confirm_by"][way])


@pytest.mark.parametrize("say_who", ["yes", "no"])
@pytest.mark.parametrize("safe", [ALWAYS, AT_TIMES], ids=["always", "at times"])
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("way", ["text", "email"])
def test_word_for_word(notify, way, language, safe, say_who):
    changes = {
        "safe": ANSWERS["safe"] | safe,
        "calling": ANSWERS["calling"] | {"say_who": say_who},
        "times": FRIDAYS,
        "message": {"confirm_by": way},
    }
    with translation.override(language):
        promised = shown(ANSWERS | changes, way)
        referral = make_referral(hours_ago=0, now=AT, **changes)
    sending.send_next(AT, no_jitter)
    (message,) = notify.messages
    body = message.body.strip()  # Notify leaves the lines that an empty placeholder stands on
    said = promised.replace(EXAMPLE, referral.reference)
    assert said.startswith(body)
    waits = said.removeprefix(body).strip()
    assert bool(waits) == (safe is AT_TIMES)
    who = who_we_are(current_hub(), language, allowed=True)
    assert body.endswith(who) == (say_who == "yes")
    assert (current_hub().name in body) == (say_who == "yes")


def test_no_message_is_offered_for_what_is_not_safe(notify):
    form = MessageForm(answers=ANSWERS | {"safe": ANSWERS["safe"] | {"text": "no", "email": "no"}})
    assert [value for value, _ in form.fields["confirm_by"].choices] == ["none"]
