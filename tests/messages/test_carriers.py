"""The one interface of everything that sends, held to by all three against a real counterpart."""

import logging
import uuid

import pytest

from referrals_portal.messages import notify as our_notify
from referrals_portal.messages import outbox
from referrals_portal.messages.carrier import Answer, Letter
from referrals_portal.messages.catalogue import CATALOGUE, LANGUAGES
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.nobody import Nobody
from referrals_portal.messages.sending import carrier
from referrals_portal.messages.smtp import Smtp
from tests.messages.conftest import EMAIL, PHONE

CARRIERS = ["notify", "smtp", "none"]


class Here:
    """A carrier, and what its counterpart has taken in."""

    def __init__(self, by, arrived, recipients):
        self.by, self.arrived, self.recipients = by, arrived, recipients


@pytest.fixture(params=CARRIERS)
def here(request, settings, notify, mail_server):
    settings.MESSAGES = request.param
    arrived, recipients = {
        "notify": (
            lambda: [f"{each.subject}\n\n{each.body}" for each in notify.messages],
            lambda: [each.to for each in notify.messages],
        ),
        "smtp": (
            lambda: [each.readable for each in mail_server.taken],
            lambda: [to for each in mail_server.taken for to in each.to],
        ),
        "none": (list, list),
    }[request.param]
    return Here(carrier(), arrived, recipients)


def letter(language="en", to=EMAIL, **changes):
    usual = {
        "template": "CONFIRMATION", "channel": "email", "reference": f"fd-{uuid.uuid4().hex}",
        "language": language, "to": to,
        "personalisation": {"reference": "K7RM-9QXP", "from": "From Us."},
    }  # fmt: skip
    return Letter(**usual | changes)


def test_the_form_offers_what_it_can_carry_and_nothing_else(here):
    assert here.by.channels == outbox.channels()


def test_what_can_be_carried_is_taken_in_once_and_anything_else_waits(here):
    answer = here.by.send(letter())
    assert isinstance(answer, Answer)
    if "email" in here.by.channels:
        assert answer.outcome in (Outcome.ACCEPTED, Outcome.HANDED_OVER)
        assert len(here.arrived()) == 1
    else:
        assert answer.outcome is Outcome.NOT_READY
        assert here.arrived() == []


@pytest.mark.parametrize(("language", "says"), [("en", "Your reference is"), ("cy", "Eich cyf")])
def test_it_is_in_the_language_of_the_letter_with_its_placeholders_filled(here, language, says):
    here.by.send(letter(language))
    for text in here.arrived():
        assert says in text
        assert "K7RM-9QXP" in text
        assert "From Us." in text
        assert "((" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_of_ours_is_carried(here, language):
    wanted = [
        (message, channel)
        for message in CATALOGUE.values()
        for channel in message.sent
        if channel in here.by.channels
    ]
    for message, channel in wanted:
        filled = {name: f"canary-{name}" for name in message.placeholders}
        to = EMAIL if channel == "email" else PHONE
        one = letter(language, to, template=message.name, channel=channel, personalisation=filled)
        assert here.by.send(one).outcome in (Outcome.ACCEPTED, Outcome.HANDED_OVER)
        text = here.arrived()[-1]
        assert all(value in text for value in filled.values()), message.name
    assert len(here.arrived()) == len(wanted)


@pytest.mark.parametrize(
    "to",
    [
        "nobody", "a@b\nBcc: other@example.org", "a@b\r\nSubject: x", "", "é@example.org",
        f"{EMAIL}, other@example.org", f"{EMAIL};other@example.org", f"{EMAIL}\0",
        "a" * 400 + EMAIL,
    ],
)  # fmt: skip
def test_no_recipient_makes_it_raise_or_write_to_somebody_else(here, to):
    answer = here.by.send(letter(to=to))
    assert answer.outcome in (
        *(Outcome.ACCEPTED, Outcome.HANDED_OVER, Outcome.BAD_RECIPIENT, Outcome.NOT_READY),
        *(Outcome.REFUSED, Outcome.BROKEN),
    )
    taken = answer.outcome in (Outcome.ACCEPTED, Outcome.HANDED_OVER)
    assert bool(here.arrived()) == taken
    assert not any("other@example.org" in text for text in here.arrived())


def test_what_is_filled_in_stays_in_the_words(here):
    inside = "K7RM\r\nBcc: other@example.org\r\n\r\n.\r\nMAIL FROM:<other@example.org>"
    here.by.send(letter(personalisation={"reference": inside, "from": ""}))
    assert len(here.arrived()) == ("email" in here.by.channels)
    assert "other@example.org" not in here.recipients()
    for text in here.arrived():
        assert "\nBcc:" not in text.replace("\r", "").partition("\n\n")[0]


def test_looking_up_never_raises_and_never_says_absent_of_what_arrived(here):
    sent = letter()
    here.by.send(sent)
    found = here.by.find(sent.reference)
    assert found.outcome in (Outcome.ACCEPTED, Outcome.UNKNOWABLE, Outcome.UNSEEN)
    assert here.by.find("fd-" + "0" * 32).outcome is not Outcome.ACCEPTED
    assert here.by.status(uuid.uuid4()) in (None, our_notify.GONE)


def test_nothing_of_anyone_is_logged_or_shown(here, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    sent = letter()
    here.by.send(sent)
    here.by.send(letter(to="canary.person@"))
    here.by.find(sent.reference)
    said = caplog.text + "".join(capfd.readouterr()) + repr(sent)
    assert EMAIL.partition("@")[0] not in said
    assert "K7RM" not in said


def test_the_key_changes_with_what_signs_in_and_gives_nothing_away(settings, notify):
    keys = set()
    for secret in ("one", "another"):
        settings.EMAIL_HOST_PASSWORD = secret
        keys.add(Smtp().key)
        assert secret not in Smtp().key
    assert len(keys) == 2
    first, other = (
        our_notify.Notify(f"name-{uuid.uuid4()}-{uuid.uuid4()}", notify.url) for _ in range(2)
    )
    assert first.key != other.key
    assert len(first.key) == 32
    assert Nobody().key == ""
    first.close(), other.close()
