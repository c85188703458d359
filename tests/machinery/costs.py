"""What takes long on purpose, made cheap for tests that are about something else."""

import pytest

from referrals_portal.sealing import returning

CHEAP = {"iterations": 1, "lanes": 1, "memory_kib": 64}


@pytest.fixture
def cheap(monkeypatch):
    """Deriving keys from words costs almost nothing."""
    monkeypatch.setattr(returning, "COST", CHEAP)
    monkeypatch.setattr(returning, "COST_OF_THE_CODE", CHEAP)
