"""The rota is told of what cannot wait: at once, without a word of it, and not all night."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.management.commands.worker import CHORES
from hub.opening import WEEKDAYS_NINE_TO_FIVE
from hub.snapshot import current_hub
from referrals_portal.actions.receiving import receive
from referrals_portal.messages.carrier import Answer
from referrals_portal.messages.catalogue import When
from referrals_portal.messages.envelope import may_leave
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.sending import trying
from referrals_portal.messages.standing import standing
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.sealing.drafts import Secret
from tests.actions.writing import envelope_of, written
from tests.intake.making import ANSWERS

NIGHT = datetime(2026, 11, 21, 2, 17, tzinfo=UTC)  # a Saturday
HARM = {"feeling": {"self_harm": "yes"}}
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ROTA = {"rota_text": "07700 900111", "rota_email": "rota@example.org"}


@pytest.fixture
def rota(force, settings):
    settings.MESSAGES = "notify"
    force(messages=ROTA)


def arrives(at=NIGHT, answers=HARM, suspected=False, hours=None):
    secret = Secret.new()
    receive(
        uuid=secret.referral, reference=secret.reference, answers=ANSWERS | answers,
        consent_wording="2026-11", at=at, suspected=suspected,
        hub=replace(current_hub(), hours=hours or current_hub().hours),
    )  # fmt: skip
    return secret.referral


def test_each_channel_is_told_at_once_and_nothing_of_whom(rota):
    row = Referral.objects.get(pk=arrives())
    messages = written("ROTA")
    assert {message.channel for message in messages} == {"sms", "email"}
    for message in messages:
        envelope = envelope_of(message)
        assert (message.referral, dict(envelope.personalisation)) == (None, {})
        assert (message.state, message.due_at) == ("queued", NIGHT.replace(minute=0))
        assert row.reference not in str(envelope)
        assert envelope.until == datetime(2026, 11, 21, 9, 30, tzinfo=UTC), "when they open"
        assert may_leave(envelope.way, When.AT_ONCE, (), NIGHT)
    assert {envelope_of(message).way.to for message in messages} == {
        "+447700900111", "rota@example.org",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "at", "told"),
    [
        (HARM, NIGHT, True),
        ({"now": {"danger": "yes"}}, NIGHT, True),
        ({"name": {"name": "Ffion", "age_band": "under_13"}}, NIGHT, True),
        ({"more": {"markers": []}}, NIGHT, False),
        (HARM, datetime(2026, 11, 20, 11, tzinfo=UTC), False),
        (HARM, datetime(2026, 11, 20, 19, tzinfo=UTC), True),
        (HARM, datetime(2026, 12, 25, 11, tzinfo=UTC), True),
    ],
)
def test_when_it_is_told(rota, answers, at, told):
    arrives(at, answers)
    assert bool(written("ROTA")) == told


def test_a_hub_without_a_rota_tells_nobody_and_receives_all_the_same(force, settings):
    settings.MESSAGES = "notify"
    force()
    arrives()
    assert not written("ROTA")
    assert Referral.objects.count() == 1


def by_text():
    return [row.due_at for row in written("ROTA") if row.channel == "sms"]


def test_a_flood_is_told_of_once_an_hour(rota):
    for second in range(40):
        arrives(NIGHT + second * timedelta(seconds=1))
    hour = NIGHT.replace(minute=0)
    assert by_text() == [hour, hour + timedelta(hours=1)]
    assert Referral.objects.count() == 40


def test_what_would_be_told_only_once_the_hub_is_open_is_not(rota):
    monday = datetime(2026, 11, 23, 8, 20, tzinfo=UTC)
    arrives(monday), arrives(monday + 9 * MINUTE)
    assert by_text() == [monday.replace(minute=0)]


def test_what_looks_like_a_robots_is_told_of_too(rota):
    assert Referral.objects.get(pk=arrives(suspected=True)).suspected
    assert {message.state for message in written("ROTA")} == {"queued"}
    assert len(written("ROTA")) == 2


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(st.integers(0, 6 * 60), min_size=1, max_size=12))
def test_every_arrival_is_followed_by_an_alert_within_the_hour_and_no_hour_has_two(rota, minutes):
    """Whatever arrives when: an alert that leaves after it, at the latest with the next hour."""
    OutboxMessage.objects.all().delete()
    times = sorted(NIGHT + each * MINUTE for each in minutes)
    for at in times:
        arrives(at)
    due = by_text()
    assert len(due) == len(set(due))
    first_in = {}
    for at in times:
        first_in.setdefault(at.replace(minute=0), at)
    # An alert that is due at an hour leaves then, or with the first arrival that wrote it.
    for at in times:
        hour = at.replace(minute=0)
        at_once = hour in due and first_in[hour] == at
        assert at_once or hour + timedelta(hours=1) in due


CLOSED = [
    (datetime(2026, 11, 25, 20, 17, tzinfo=UTC), datetime(2026, 11, 26, 9, tzinfo=UTC)),
    (datetime(2026, 11, 28, 19, 5, tzinfo=UTC), datetime(2026, 11, 30, 9, tzinfo=UTC)),
    (datetime(2026, 12, 24, 17, 30, tzinfo=UTC), datetime(2026, 12, 29, 9, tzinfo=UTC)),
    (datetime(2026, 6, 20, 23, 59, tzinfo=UTC), datetime(2026, 6, 22, 8, tzinfo=UTC)),
]
"""When somebody wrote to a hub that is open on weekdays, and when it opened next."""


@pytest.fixture
def carrier(monkeypatch):
    """A message service: what it answers, and how many letters it was given."""

    class Service:
        channels, key = ("sms", "email"), "a key"
        answer, letters = Outcome.UNAVAILABLE, 0

        def send(self, letter):
            self.letters += 1
            return Answer(self.answer)

    service = Service()
    monkeypatch.setattr(trying, "carrier", lambda: service)
    return service


def work(at):
    """All that the worker does at a moment about messages that wait."""
    for chore in CHORES:
        if chore.name in ("let go of held messages", "send messages", "give up on old messages"):
            while chore.do(at):
                pass


def alerts_lost(at):
    return "alert-lost" in [each.what for each in standing(at).troubles]


@pytest.mark.parametrize(("at", "opens"), CLOSED)
@pytest.mark.parametrize("worker", [True, False])
def test_a_lost_alert_is_said_as_soon_as_the_hub_is_open(rota, carrier, at, opens, worker):
    """Also where the worker is not there, which would give it up."""
    arrives(at, hours=WEEKDAYS_NINE_TO_FIVE)
    while at < opens:
        work(at) if worker else None
        assert not alerts_lost(at)
        at += timedelta(hours=6)
    assert not alerts_lost(opens - MINUTE)
    work(opens) if worker else None
    assert alerts_lost(opens)
    assert {row.state for row in written("ROTA")} == {"expired" if worker else "queued"}
    assert alerts_lost(opens + timedelta(days=3))
    assert not alerts_lost(opens + timedelta(days=3, minutes=1))


@pytest.mark.parametrize(("at", "opens"), CLOSED)
def test_an_alert_still_leaves_in_the_last_hour_of_a_long_night(rota, carrier, at, opens):
    arrives(at, hours=WEEKDAYS_NINE_TO_FIVE)
    carrier.answer = Outcome.HANDED_OVER
    work(opens - HOUR)
    assert carrier.letters == 2
    assert not alerts_lost(opens)
