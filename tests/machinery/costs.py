"""What takes long on purpose, made cheap: nearly every test is about something else."""

from collections.abc import Iterator

import pytest

from referrals_portal.sealing import passphrase, returning

CHEAP = {"iterations": 1, "lanes": 1, "memory_kib": 64}
COSTS = [(passphrase, "COST"), (returning, "COST"), (returning, "COST_OF_THE_CODE")]
IN_LIFE = [getattr(*each) for each in COSTS]


@pytest.fixture(scope="session", autouse=True)
def _cheap() -> Iterator[None]:
    """Deriving keys from words costs almost nothing; a locked file says how it was locked."""
    with pytest.MonkeyPatch.context() as patch:
        for each in COSTS:
            patch.setattr(*each, CHEAP)
        yield


@pytest.fixture
def dear(monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs what it does in the product."""
    for each, cost in zip(COSTS, IN_LIFE, strict=True):
        monkeypatch.setattr(*each, cost)
