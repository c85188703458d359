"""Six hours of every fault, with workers that die: nothing lost, doubled, leaked or let in."""

import random
from datetime import UTC, datetime

import pytest

from config.drill import weather
from config.drill.orders import StandIn
from config.drill.voyage import Voyage
from hub.snapshot import current_hub
from tests.drill.conftest import Alone

SEEDS = {
    1: datetime(2026, 11, 20, 11, tzinfo=UTC),
    2: datetime(2026, 11, 18, 20, tzinfo=UTC),
    3: datetime(2027, 6, 1, 6, tzinfo=UTC),
}
"""Seeds, and when their six hours begin: on a Friday, in an evening, early in a summer's day."""


@pytest.mark.parametrize("seed", SEEDS)
def test_every_message_arrives_once_or_ends_in_a_task(
    seed, notify, hall, quick, another_way, settings
):
    settings.NOTIFY_PER_MINUTE = 12
    assert current_hub().rules.messages.try_another_way
    crew = Alone(random.Random(seed))
    voyage = Voyage(seed, SEEDS[seed], StandIn(notify.url), hall, crew)
    account = voyage.sail()
    said = f"seed {seed}: {dict(account.ends)}, {crew.died} died"
    print(said)
    assert (account.wrong, crew.complaints, hall.wrong) == ([], [], []), said
    assert voyage.met == set(weather.KINDS)
    assert crew.died >= 5, said
    assert len(account.ends) >= 6, said
