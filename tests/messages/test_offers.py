"""The offer from the feed to the telephone: what a stranger reads, and that never is kept."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from config.management.commands.worker import CHORES
from core.giveaways import giveaways_in
from hub import loading, snapshot
from hub.models import Hub
from hub.versions import put_in_force
from referrals_portal.models import Clock, Event, OptOut, OutboxMessage, Referral
from tests.actions.promising import AT as THEN
from tests.actions.sending_others import SUPPORT, TEXT_AND_EMAIL, sent
from tests.journey.answering.conftest import Answering

pytestmark = pytest.mark.django_db
OPEN = "2026-11-25 12:00:00+00:00"
NAMES = re.compile(r"ffion|canary|900345|burglary|example hub|anytown", re.I)


@pytest.fixture
def feed(notify, time_machine):
    """Notify, and a hub that is open and offers support by text or email."""
    time_machine.move_to(OPEN, tick=False)
    loading.load("example")
    put_in_force(Hub.objects.get(), {"standards": [TEXT_AND_EMAIL, SUPPORT]}, at=THEN)
    snapshot.forget()
    return notify


def work():
    """Give every chore of the worker that sends or carries out its turns."""
    for chore in CHORES:
        if chore.every <= 5:
            while chore.do(timezone.now()):
                pass


def code_in(message):
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}", message.body)[0]


def answer(message, want):
    browser = Answering()
    browser.press(code=code_in(message))
    browser.press(answer=want)
    return browser.text


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("channel", ["sms", "email"])
def test_it_goes_once_and_tells_a_stranger_nothing(feed, channel, language):
    sent(language=language, **({"phone": None} if channel == "email" else {}))
    work()
    work()
    (message,) = feed.messages
    assert message.template.type == channel
    assert f"127.0.0.1:8000/{'cy/' if language == 'cy' else ''}reply" in message.body
    assert code_in(message)
    seen = f"{message.subject or ''} {message.body}"
    assert giveaways_in(seen) == []
    assert not NAMES.search(seen)


def test_it_waits_until_the_hub_is_open(feed, time_machine):
    time_machine.move_to("2026-11-25 22:00:00+00:00", tick=False)
    sent()
    work()
    assert feed.messages == []
    time_machine.move_to("2026-11-26 10:00:00+00:00", tick=False)
    work()
    assert len(feed.messages) == 1


def test_who_says_yes_starts_the_clock(feed, time_machine):
    sent()
    work()
    time_machine.move_to("2026-11-26 12:20:00+00:00", tick=False)
    assert "Someone contacts you" in answer(feed.messages[0], "yes")
    work()
    clock = Clock.objects.get(starts="offer_accepted")
    assert f"{clock.started_at:%d %H:%M}" == "26 12:00"
    assert clock.due_at - clock.started_at == timedelta(hours=48)


def test_who_says_never_is_never_written_to_again_whatever_the_feed_says(feed):
    sent()
    work()
    assert "We will not write to you or call you again" in answer(feed.messages[0], "never")
    work()
    assert Referral.objects.get().status == "withdrawn"
    for number, same in enumerate(({"email": None}, {"phone": None}, {}), start=2):
        again = sent(reference=f"TEST/00000{number}/26", **same)
        work()
        message = OutboxMessage.objects.get(referral=again.pk)
        assert (message.state, message.failure) == ("withdrawn", "opted-out")
        assert bytes(message.recipient) == b""
        assert Event.objects.filter(referral=again.pk, kind="never_there").count() == 1
    assert len(feed.messages) == 1


def test_also_where_the_message_would_be_sent_before_the_feed_is_remembered(feed):
    """Whichever chore has its turn first."""
    sent()
    work()
    answer(feed.messages[0], "never")
    work()
    sent(reference="TEST/000002/26")
    chores = {chore.name: chore for chore in CHORES}
    chores["send messages"].do(timezone.now())
    assert len(feed.messages) == 1
    work()
    assert Event.objects.filter(kind="never_there").count() == 1


def test_who_was_never_asked_is_written_to(feed):
    sent()
    work()
    answer(feed.messages[0], "never")
    work()
    sent(reference="TEST/000002/26", phone="07700 900346", email=None, address=None)
    work()
    assert len(feed.messages) == 2
    assert OptOut.objects.count() == 3


def test_later_keeps_the_code_for_a_year(feed, time_machine):
    sent()
    work()
    message = feed.messages[0]
    assert "We have your answer" in answer(message, "later")
    work()
    assert Referral.objects.get().status == "waiting"
    time_machine.move_to("2027-11-25 12:00:00+00:00", tick=False)
    assert "Someone contacts you" in answer(message, "yes")
    work()
    assert Referral.objects.get().status == "in_triage"
