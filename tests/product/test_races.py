"""Many at once: one referral for one draft, none lost and none doubled for many."""

import copy
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journey.conftest import at, hidden
from tests.machinery.product import Product
from tests.product.databases import count
from tests.product.visitors import HttpVisitor

pytestmark = [pytest.mark.browser, pytest.mark.database]


def test_twenty_sends_of_one_draft_are_one_referral(product: Product) -> None:
    """T-RACE 01."""
    before = count(product, "referral"), count(product, "outboxmessage")
    visitor = HttpVisitor(product.site)
    fields = visitor.walk_to_check()
    tabs = [copy.deepcopy(visitor) for _ in range(20)]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda tab: tab.post("/form/check/", fields), tabs))
    assert Counter(answer.status_code for answer in answers) == {303: 20}
    assert {answer.headers["Location"] for answer in answers} == {"/form/sent/"}
    assert len({tab.reference() for tab in tabs}) == 1
    after = count(product, "referral"), count(product, "outboxmessage")
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)


def test_ten_people_at_once_are_ten_referrals(product: Product) -> None:
    before = count(product, "referral")

    def whole_way(number: int) -> str:
        visitor = HttpVisitor(product.site)
        fields = visitor.walk_to_check(message={"confirm_by": "none"})
        assert visitor.post("/form/check/", fields).status_code == 303
        return visitor.reference()

    with ThreadPoolExecutor(10) as pool:
        references = list(pool.map(whole_way, range(10)))
    assert len(set(references)) == 10
    assert count(product, "referral") - before == 10


def test_two_tabs_at_once_lose_nothing_silently(product: Product) -> None:
    visitor = HttpVisitor(product.site)
    visitor.walk_to_check()
    fields = hidden(visitor.get(at("details")).text)
    tabs = [copy.deepcopy(visitor) for _ in range(2)]

    def save(number: int) -> str:
        data = {"details-crime_types": "other", "details-words": f"words of tab {number}"}
        return tabs[number].post(at("details"), data | fields).headers["Location"]

    with ThreadPoolExecutor(2) as pool:
        ways = list(pool.map(save, range(2)))
    assert ways.count(at("details")) == 1
    both = tabs[ways.index(at("details"))].get(at("details"))
    assert both.status_code == 409
    assert "words of tab 0" in both.text
    assert "words of tab 1" in both.text
