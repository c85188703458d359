"""Tests answer faster than any person could, and are taken for people all the same."""

from datetime import timedelta

import pytest

from referrals_portal.journey import suspicion

A_PERSON_NEEDS = suspicion.FORM_TAKES


@pytest.fixture(autouse=True)
def _quick_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suspicion, "FORM_TAKES", timedelta(0))


@pytest.fixture
def slow_people(_quick_people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """People need their time, as they do in the product."""
    monkeypatch.setattr(suspicion, "FORM_TAKES", A_PERSON_NEEDS)
