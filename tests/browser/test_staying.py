"""Answers end after an hour: the page says so in time, lets people stay, and then keeps nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import person, walk
from tests.machinery.product import Product
from tests.product.databases import execute, query

pytestmark = pytest.mark.browser

FIELD = "[name=name-name]"
MINUTE = 60 * 1000
STEP = 5100  # milliseconds in which the page looks at the clock


def typing(page: Page, product: Product) -> None:
    """Walk to a question and type, in a browser whose clock can be moved."""
    page.clock.install()
    walk(page, product.site, person("staying"), until="name")
    page.fill(FIELD, "CANARY-typed")


def later(page: Page, minutes: int) -> None:
    page.clock.fast_forward(minutes * MINUTE)
    page.clock.run_for(STEP)


def keep(page: Page) -> None:
    page.click("[data-keep]")


def ends_at(product: Product) -> Any:
    return query(product, "SELECT max(idle_at) FROM referrals_portal_draft WHERE NOT sent")[0][0]


@pytest.mark.parametrize("width", [320, 1280])
def test_ten_minutes_before_people_are_asked_and_can_stay(
    product: Product, new_page: Callable[..., Page], axe: Any, width: int
) -> None:
    page = new_page(width)
    typing(page, product)
    news, before = page.locator("[role=status][data-soon-over]"), ends_at(product)
    later(page, 49)
    expect(news).to_be_empty()
    later(page, 1)
    expect(news).to_contain_text("your answers are deleted in 10 minutes")
    expect(news).to_be_in_viewport()
    expect(page.locator(FIELD)).to_be_focused()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keep(page)
    expect(news).to_contain_text("kept for another hour")
    expect(page.locator(FIELD)).to_be_focused()
    assert page.input_value(FIELD) == "CANARY-typed"
    assert ends_at(product) > before
    assert axe(page) == []
    later(page, 49)
    expect(news).not_to_contain_text("deleted")
    later(page, 1)
    expect(news).to_contain_text("deleted in 10 minutes")


def test_when_it_is_over_nothing_typed_is_left_on_the_screen(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    typing(page, product)
    execute(product, "UPDATE referrals_portal_draft SET idle_at = '2026-01-01 00:00:00'")
    later(page, 60)
    expect(page.locator("h1")).to_have_text("Your answers are no longer here")
    assert "CANARY" not in page.content()
    expect(page.locator("main a[href^='tel:']").first).to_be_visible()


def test_a_device_that_slept_shows_nothing_when_it_wakes(
    product: Product, new_page: Callable[..., Page]
) -> None:
    """Its timers stood still, so the clock is read."""
    page = new_page()
    typing(page, product)
    execute(product, "UPDATE referrals_portal_draft SET idle_at = '2026-01-01 00:00:00'")
    page.clock.set_system_time(page.evaluate("Date.now()") + 90 * MINUTE)
    with page.expect_navigation():
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("h1")).to_have_text("Your answers are no longer here")


def test_whoever_stays_too_late_is_told(product: Product, new_page: Callable[..., Page]) -> None:
    page = new_page()
    typing(page, product)
    later(page, 51)
    execute(product, "UPDATE referrals_portal_draft SET idle_at = '2026-01-01 00:00:00'")
    keep(page)
    expect(page.locator("h1")).to_have_text("Your answers are no longer here")


def test_without_a_connection_they_can_try_again(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    typing(page, product)
    later(page, 51)
    page.context.set_offline(True)
    keep(page)
    news = page.locator("[data-soon-over]")
    expect(news).to_contain_text("That did not work")
    page.context.set_offline(False)
    keep(page)
    expect(news).to_contain_text("kept for another hour")


def test_the_end_of_the_day_cannot_be_put_off(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    walk(page, product.site, person("day"), until="name")
    execute(product, "UPDATE referrals_portal_draft SET expires_at = idle_at WHERE NOT sent")
    page.clock.install()
    page.reload()
    later(page, 51)
    news = page.locator("[data-soon-over]")
    expect(news).to_contain_text("a day at most")
    expect(news.locator("button")).to_have_count(0)
