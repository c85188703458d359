"""The benchmark's rows about messages: what they are compared with."""

import pytest
from django.utils import timezone

from config.bench import messages
from config.bench.messages import Run


def test_each_figure_stands_beside_what_was_promised():
    first, free, limited = Run(1.0, 100.0), Run(30.0, 150.0), Run(105.0, 150.0)
    rows = {row.what.strip(): row for row in messages.rows(first, free, limited)}
    assert rows["a confirmation when nothing waits leaves after"].ratio == 0.5
    assert rows["messages, without a limit"].value == 200
    assert rows["messages, without a limit"].ratio == pytest.approx(200 / 150)
    assert rows["the worker's memory, at most"].ratio == 0.75
    under = rows["6,000 messages under Notify's limit"]
    assert under.ratio == pytest.approx(105 / ((6000 - 999) / 50))
    year = rows["a year of offers (37,107) at that rate"]
    assert year.value == pytest.approx((37_107 - 999) / 50 * under.ratio / 3600)


def test_on_a_bank_holiday_offers_wait_and_nothing_is_measured(monkeypatch):
    today = timezone.localdate(timezone=messages.LONDON)
    monkeypatch.setattr(messages, "bank_holidays", lambda: {today})
    assert messages.measure() == []
