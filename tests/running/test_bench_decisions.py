"""The benchmark's row about decisions: every hub, on one core."""

from config.bench import decisions, measuring


def test_every_hub_is_measured_against_what_was_promised(monkeypatch):
    monkeypatch.setattr(decisions, "SECONDS", 0.05)
    row = measuring._decisions()
    assert row.value > 0
    assert row.ratio == row.value / decisions.PROMISED
    assert row.to == "100,000/minute"
