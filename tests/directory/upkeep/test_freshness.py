"""How fresh a service is, and what sinks and hides for it."""

from datetime import date, timedelta
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.upkeep.freshness import (
    Facts,
    Rule,
    checked_in_words,
    due_on,
    freshness,
    is_due,
    is_stale,
    later,
    sinks,
)

TODAY = date(2026, 11, 29)
RULE = Rule()
OLD = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("assured", "words"),
    [
        (None, "We do not know when this was last checked"),
        (TODAY, "Checked this week"),
        (date(2027, 1, 1), "Checked this week"),
        (date(2026, 11, 23), "Checked this week"),
        (date(2026, 11, 22), "Checked 1 week ago"),
        (date(2026, 11, 1), "Checked 4 weeks ago"),
        (date(2026, 10, 30), "Checked 4 weeks ago"),
        (date(2026, 10, 29), "Checked 1 month ago"),
        (date(2026, 8, 29), "Checked 3 months ago"),
        (date(2026, 8, 30), "Checked 2 months ago"),
        (date(2025, 11, 29), "Checked 12 months ago"),
        (date(2024, 11, 30), "Checked 23 months ago"),
        (date(2024, 11, 29), "Checked 2 years ago"),
        (date(2016, 1, 1), "Checked 10 years ago"),
        (date.min, "Checked 2025 years ago"),
    ],
)
def test_when_it_was_checked_is_said_in_words(assured, words):
    assert checked_in_words(assured, TODAY) == words


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 5), 3, date(2027, 1, 5)),
        (date(2026, 10, 5), 0, date(2026, 10, 5)),
        (date(9999, 12, 1), 3, date.max),
    ],
)
def test_months_later(day, months, then):
    assert later(day, months) == then


@pytest.mark.parametrize(
    ("facts", "due", "low", "stale"),
    [
        (Facts(1, assured=TODAY), False, False, False),
        (Facts(1, assured=date(2026, 8, 30)), False, False, False),
        (Facts(1, assured=date(2026, 8, 29)), True, False, False),
        (Facts(1, assured=date(2026, 5, 29)), True, True, False),
        (Facts(1, assured=date(2025, 11, 30)), True, True, False),
        (Facts(1, assured=date(2025, 11, 29)), True, True, True),
        (Facts(1, assured=OLD, stays=True), True, True, False),
        # Somebody set a day: until it comes the service is as good as checked.
        (Facts(1, assured=OLD, review=date(2027, 6, 1)), False, False, False),
        (Facts(1, assured=OLD, review=date(2026, 10, 1)), True, False, False),
        (Facts(1, assured=TODAY, review=date(2026, 11, 1)), True, False, False),
        # Nobody ever checked it: it sinks, and time counts from when it was listed.
        (Facts(1), True, True, False),
        (Facts(1, listed=date(2026, 11, 1)), True, True, False),
        (Facts(1, listed=OLD), True, True, True),
    ],
)
def test_due_low_and_stale(facts, due, low, stale):
    assert is_due(facts, RULE, TODAY) == due
    assert sinks(facts, RULE, TODAY) == low
    assert is_stale(facts, RULE, TODAY) == stale


def test_a_hub_may_hide_nothing():
    every = [Facts(number, assured=OLD) for number in range(40)]
    found = freshness(every, Rule(hide_after_months=None), TODAY)
    assert len(found.sinks) == 40
    assert not found.hidden


def test_one_editor_away_costs_a_quarter_at_most_and_the_stalest_go_first():
    every = [Facts(n, assured=OLD + timedelta(days=n)) for n in range(41)]
    assert freshness(every, RULE, TODAY).hidden == frozenset(range(10))


def test_the_last_one_that_answers_a_need_stays():
    fresh = [Facts(f"fresh {n}", assured=TODAY, terms=frozenset("a")) for n in range(20)]
    last = Facts("last", assured=OLD, terms=frozenset("ab"))
    assert not freshness([*fresh, last], RULE, TODAY).hidden
    other = Facts("other", assured=OLD + timedelta(days=1), terms=frozenset("b"))
    assert freshness([*fresh, last, other], RULE, TODAY).hidden == {"last"}


def test_a_helpline_counts_as_an_answer_to_a_need():
    fresh = [Facts(f"fresh {n}", assured=TODAY) for n in range(20)]
    line = Facts("line", assured=OLD, terms=frozenset("b"), stays=True)
    other = Facts("other", assured=OLD, terms=frozenset("b"))
    assert freshness([*fresh, line, other], RULE, TODAY).hidden == {"other"}


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2028, 1, 1))
SERVICES = st.lists(
    st.builds(
        Facts,
        id=st.integers(0, 400),
        assured=DAYS,
        review=DAYS,
        listed=DAYS,
        terms=st.frozensets(st.sampled_from("abcdefgh"), max_size=3),
        stays=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda facts: facts.id,
)
RULES = st.builds(
    Rule,
    review_months=st.integers(1, 24),
    hide_after_months=st.none() | st.integers(1, 36),
    most_hidden=st.sampled_from([0, 0.1, 0.25, 0.5, 1.0]),
)


@given(SERVICES, RULES, st.randoms())
def test_what_always_holds(every, rule, random):
    found = freshness(every, rule, TODAY)
    known = {facts.id: facts for facts in every}
    shown = [facts for facts in every if facts.id not in found.hidden]

    assert found.hidden <= found.sinks <= known.keys()
    assert len(found.hidden) <= floor(len(every) * rule.most_hidden)
    assert not any(known[each].stays for each in found.hidden)
    needs = {term for facts in every for term in facts.terms}
    assert {term for facts in shown for term in facts.terms} == needs
    assert not (rule.hide_after_months is None and found.hidden)

    shuffled = list(every)
    random.shuffle(shuffled)
    assert freshness(shuffled, rule, TODAY) == found


@given(SERVICES, RULES)
def test_nothing_that_was_checked_today_sinks_or_hides(every, rule):
    checked = [
        Facts(f.id, assured=TODAY, listed=f.listed, terms=f.terms, stays=f.stays) for f in every
    ]
    found = freshness(checked, rule, TODAY)
    assert (found.sinks, found.hidden) == (frozenset(), frozenset())


@given(SERVICES, RULES)
def test_what_hides_is_staler_than_what_could_have_hidden_and_stayed(every, rule):
    """Whoever stays although the rule would hide it is younger, or the last for a need."""
    free = [Facts(f.id, f.assured, f.review, f.listed, frozenset(), f.stays) for f in every]
    found = freshness(free, rule, TODAY)
    since = {f.id: f.assured or f.listed for f in free if is_stale(f, rule, TODAY)}
    stayed = [since[each] for each in since.keys() - found.hidden]
    assert all(since[each] <= min(stayed) for each in found.hidden if stayed)


@given(st.dates(date(2020, 1, 1), TODAY))
def test_due_comes_after_the_check(day):
    assert day < due_on(Facts(1, assured=day), RULE)
