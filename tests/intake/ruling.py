"""What every test of the rules' pages stands on: their addresses, facts, and a manager."""

import pytest
from django.urls import reverse

from hub.loading import load
from tests.intake.making import sign_in, typed

RULES, PART, DRAFT, SWITCH, TRY = (
    reverse(f"intake:rules{name}") for name in ("", "-part", "-draft", "-switch", "-try")
)
FACTS = {
    "source": "self", "for_whom": "me", "reported": "no", "age_band": "18_59",
    "relationship": "not_given", "outcode": "", "crime_types": ["burglary"],
    **typed("received_at", "2026-11-20 16:30"),
}  # fmt: skip
RULE = {
    "part": "rules", "place": "", "when-crime_types": ["fraud", "cyber"],
    "then-priority": "enhanced", "reason": "Fraud is hard to recover from.",
}  # fmt: skip


@pytest.fixture
def hub(db, keys):
    return load("lincolnshire")


@pytest.fixture
def boss(hub, manager):
    return sign_in(manager)


@pytest.fixture
def drafted(boss):
    assert boss.post(DRAFT, {"do": "begin"}).status_code == 303
    return boss
