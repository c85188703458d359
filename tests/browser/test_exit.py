"""The exit: on every page, by touch, keyboard and without script; nothing can be brought back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import person, walk
from tests.machinery.product import ELSEWHERE, Product

pytestmark = pytest.mark.browser


def by_click(page: Page) -> None:
    page.click("[data-exit] button")


def by_touch(page: Page) -> None:
    page.tap("[data-exit] button")


def by_enter(page: Page) -> None:
    page.focus("[data-exit] button")
    page.keyboard.press("Enter")


def by_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def half_way(page: Page, product: Product) -> str:
    """Walk to the middle of the journey and type something; return its address."""
    walk(page, product.site, person("exit"), until="details")
    page.fill("textarea", "CANARY-unsent")
    return page.url


def nothing_is_left(page: Page, address: str) -> None:
    """Assert that the page is elsewhere, the cookies are gone, and so are the answers."""
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")
    assert page.context.cookies("http://127.0.0.1") == []
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("CANARY")
    assert "Canary" not in page.content()
    page.goto(address)
    assert page.url.endswith("/form/device/")
    assert "Canary" not in page.content()


@pytest.mark.parametrize("leave", [by_click, by_enter, by_shift])
def test_leaving_leaves_nothing(
    product: Product, new_page: Callable[..., Page], leave: Callable[[Page], None]
) -> None:
    page = new_page()
    address = half_way(page, product)
    leave(page)
    nothing_is_left(page, address)


def test_leaving_by_touch_on_a_phone(product: Product, new_page: Callable[..., Page]) -> None:
    page = new_page(320, 640, has_touch=True)
    address = half_way(page, product)
    box = page.locator("[data-exit] button").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 640
    assert box["height"] >= 44
    by_touch(page)
    nothing_is_left(page, address)


def test_leaving_without_script(product: Product, new_page: Callable[..., Page]) -> None:
    page = new_page(javascript=False)
    address = half_way(page, product)
    by_click(page)
    nothing_is_left(page, address)


def test_without_a_connection_the_page_is_blank_at_once(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    half_way(page, product)
    page.context.set_offline(True)
    by_shift(page)
    assert page.evaluate("() => document.body.innerText.trim()") == ""
    assert "CANARY" not in page.content()
    assert len(page.title().strip()) <= 1


def test_shift_while_typing_a_capital_does_not_leave(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    address = half_way(page, product)
    page.focus("textarea")
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    assert page.url == address


def test_leaving_from_a_public_page(product: Product, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(product.url("/services/"))
    by_click(page)
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")


def test_going_back_after_sending_shows_no_answer(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    walk(page, product.site, person("sent", message={"confirm_by": "none"}))
    for _ in range(4):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("canary-sent")
