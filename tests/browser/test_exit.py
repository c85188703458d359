"""The exit: on every page, by touch, keyboard and without script; nothing can be brought back."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from referrals_portal.steps import STEPS
from tests.browser.walking import person, walk
from tests.journey.conftest import at
from tests.machinery.product import ELSEWHERE, Product
from tests.product.databases import count

pytestmark = pytest.mark.browser

FIELD = "[name=name-name]"


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
    """Walk into the journey and type something; return its address."""
    walk(page, product.site, person("exit"), until="name")
    page.fill(FIELD, "CANARY-unsent")
    return page.url


def is_blank(page: Page) -> bool:
    """Tell whether nothing can be read, on the page or on its tab."""
    return page.evaluate("document.body.textContent + document.title") == "\u2026"


def nothing_is_left(page: Page, address: str) -> None:
    """Assert that the page is elsewhere, the cookies are gone, and so are the answers."""
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")
    assert page.context.cookies("http://127.0.0.1") == []
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("CANARY")
    assert "Canary" not in page.content()
    page.goto(address)
    assert page.url.endswith(at("device"))
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


def test_the_page_is_blank_at_once_however_dead_the_network_is(
    product: Product, new_page: Callable[..., Page]
) -> None:
    """T-LEAK 08: within 100 ms, and in fact before anything is sent."""
    page = new_page()
    half_way(page, product)
    page.route("**/leave", lambda route: None)
    took, text = page.evaluate(
        """() => {
            const begun = performance.now();
            document.querySelector("[data-exit] button").click();
            return [performance.now() - begun, document.body.textContent + document.title];
        }"""
    )
    assert text == "\u2026"
    assert took < 100
    assert "CANARY" not in page.content()
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")


def test_without_a_connection_it_stays_blank_and_tells_us_later(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    drafts = count(product, "draft")
    half_way(page, product)
    page.context.set_offline(True)
    by_shift(page)
    page.wait_for_timeout(500)
    assert is_blank(page)
    assert count(product, "draft") == drafts + 1
    page.context.set_offline(False)
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")
    assert page.context.cookies("http://127.0.0.1") == []
    gone(product, drafts)


def test_a_server_in_trouble_keeps_nobody(product: Product, new_page: Callable[..., Page]) -> None:
    page = new_page()
    half_way(page, product)
    page.route("**/leave", lambda route: route.fulfill(status=502, body="CANARY-proxy"))
    by_click(page)
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")


def test_pressing_again_is_harmless_and_the_page_is_replaced(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    address = half_way(page, product)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    before = page.evaluate("history.length")
    page.evaluate(
        """() => {
            const button = document.querySelector("[data-exit] button");
            for (let press = 0; press < 5; press += 1) button.click();
        }"""
    )
    by_shift(page)
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")
    assert asked.count("/leave") == 1
    assert page.evaluate("history.length") == before
    page.go_back()
    assert page.url != address


def gone(product: Product, drafts: int) -> None:
    """Assert that the drafts are down to so many again; they go once the answer is sent."""
    end = time.monotonic() + 5
    while count(product, "draft") > drafts:
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_draft_goes_with_them(
    product: Product, new_page: Callable[..., Page], javascript: bool
) -> None:
    page = new_page(javascript=javascript)
    drafts = count(product, "draft")
    half_way(page, product)
    assert count(product, "draft") == drafts + 1
    by_click(page)
    gone(product, drafts)


def capitals(page: Page) -> None:
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")


def capitals_with_sticky_keys(page: Page) -> None:
    for letter in "abcd":
        page.keyboard.press("Shift")
        page.keyboard.press(letter)


def choosing_with_the_mouse(page: Page) -> None:
    for _ in range(4):
        page.keyboard.press("Shift")
        page.click(FIELD, modifiers=["Shift"])


def with_other_keys(page: Page) -> None:
    for other in ("Control", "Alt", "Meta"):
        page.keyboard.press(f"{other}+Shift")


def holding_it(page: Page) -> None:
    for _ in range(8):
        page.keyboard.down("Shift")
    page.keyboard.up("Shift")


@pytest.mark.parametrize(
    "does",
    [capitals, capitals_with_sticky_keys, choosing_with_the_mouse, with_other_keys, holding_it],
)
def test_shift_for_anything_else_does_not_leave(
    product: Product, new_page: Callable[..., Page], does: Callable[[Page], None]
) -> None:
    page = new_page()
    address = half_way(page, product)
    page.focus(FIELD)
    does(page)
    page.wait_for_timeout(100)
    assert page.url == address
    assert "CANARY" in page.input_value(FIELD)


def test_three_presses_count_while_they_follow_each_other(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.clock.install()
    page.goto(product.url("/services/"))
    says = page.locator("[data-exit-says]")
    for words in ("Press Shift 2 more times", "Press Shift 1 more time"):
        page.keyboard.press("Shift")
        expect(says).to_contain_text(words)
    page.clock.fast_forward(5100)
    expect(says).to_have_text("")
    by_shift(page)
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")


def test_shift_can_be_turned_off_and_the_button_cannot(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(product.url("/get-help/"))
    page.click("a.govuk-button--start")
    page.check("[name=device-shift_off]", force=True)
    page.check("[name=device-shared][value=yes]", force=True)
    page.click("form[data-form] button[type=submit]")
    page.wait_for_url(f"**{at(STEPS[1].key)}")
    by_shift(page)
    by_shift(page)
    page.wait_for_timeout(100)
    assert page.url.endswith(at(STEPS[1].key))
    page.goto(product.url("/services/"))
    assert page.locator("[data-shift]").count() == 0
    page.go_back()
    by_click(page)
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")


def test_answers_are_not_printed(product: Product, new_page: Callable[..., Page]) -> None:
    """T-LEAK 09."""
    page = new_page()
    half_way(page, product)
    page.emulate_media(media="print")
    expect(page.locator(FIELD)).to_be_hidden()
    page.emulate_media(media="screen")
    walk(page, product.site, person("printed"), until="check")
    expect(page.locator("main")).to_contain_text("canary-printed")
    page.emulate_media(media="print")
    assert "canary-printed" not in page.inner_text("main")


def test_the_small_pictures_of_open_pages_are_empty(
    product: Product, new_page: Callable[..., Page]
) -> None:
    """T-LEAK 10: nothing to be seen while the page is in the background; the place is kept."""
    page = new_page()
    half_way(page, product)
    for hidden, opacity in ((True, "0"), (False, "1")):
        page.evaluate(
            """hidden => {
                Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
            }""",
            hidden,
        )
        assert page.evaluate("getComputedStyle(document.body).opacity") == opacity
        expect(page.locator(FIELD)).to_be_focused()


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
