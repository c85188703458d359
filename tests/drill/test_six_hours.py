"""Six hours of every fault, with workers that die: nothing lost, doubled or sent too soon."""

import random
from datetime import UTC, datetime

import pytest

from config.drill import weather
from config.drill.orders import StandIn
from config.drill.voyage import Voyage
from referrals_portal.messages.sending import claiming, trying
from tests.drill.conftest import Alone

pytestmark = pytest.mark.once

SEEDS = {
    1: datetime(2026, 11, 20, 11, tzinfo=UTC),
    2: datetime(2026, 11, 18, 20, tzinfo=UTC),
    3: datetime(2027, 6, 1, 6, tzinfo=UTC),
}
"""Seeds, and when their six hours begin: on a Friday, in an evening, early on a summer's day."""


@pytest.fixture
def sail(notify, hall, quick, another_way, settings):
    """A function that goes through six hours and returns the voyage, its crew and its account."""
    settings.NOTIFY_PER_MINUTE = 30

    def sailing(seed, start, steps=120):
        crew = Alone(random.Random(seed))
        voyage = Voyage(seed, start, StandIn(notify.url), hall, crew, steps=steps)
        return voyage, crew, voyage.sail()

    return sailing


@pytest.mark.parametrize("seed", SEEDS)
def test_every_message_arrives_once_or_ends_in_a_task(seed, sail, hall):
    voyage, crew, account = sail(seed, SEEDS[seed])
    said = f"seed {seed}: {dict(account.ends)}; {crew.died} workers died"
    assert (account.wrong, crew.complaints, hall.wrong) == ([], [], []), said
    assert voyage.met == set(weather.KINDS)
    assert crew.died >= 3, said
    assert account.ends["delivered"] >= 20, said


def nobody_looks_up(monkeypatch):
    real = claiming._hold
    monkeypatch.setattr(
        claiming, "_hold", lambda rows, at, in_doubt: real(rows, at, in_doubt=False)
    )


def any_time_is_safe(monkeypatch):
    monkeypatch.setattr(trying, "may_leave", lambda *anything: True)


@pytest.mark.parametrize(
    ("fault", "found"),
    [(nobody_looks_up, "doubled"), (any_time_is_safe, "outside safe times")],
)
def test_it_finds_what_is_wrong(sail, monkeypatch, fault, found):
    fault(monkeypatch)
    _, _, account = sail(3, SEEDS[3], steps=50)
    assert any(line.startswith(found) for line in account.wrong)
