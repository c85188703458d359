"""The way back in a browser: made, used and left, with and without script, on a small phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.test_pages import problems
from tests.browser.walking import fill
from tests.machinery.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.database]
NUMBER = {"phone": "07700 900356"}
SAFE = {"whose_phone": "mine", "call": "at_times", "text": "no"}
TIMES = {"days": ["1"], "start": "10:00", "end": "12:00"}
CALLING = {"voicemail": "no", "say_who": "no", "withheld": "yes", "code_word": "canary-lantern"}


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def send(page: Page, product: Product) -> None:
    """Ask for a call, which is the shortest way."""
    page.goto(product.url("/form/call/"))
    fill_in(page, "call", {"name": "Ash", "phone": "07700 900302", "when": "yes",
                           "say_who": "no", "voicemail": "no"})  # fmt: skip
    press(page, "Send")


def fill_in(page: Page, step: str, values: dict[str, Any]) -> None:
    """Answer a step, choosing from its lists too."""
    for name, value in values.items():
        if page.locator(f"select[name='{step}-{name}']").count():
            page.select_option(f"[name='{step}-{name}']", value)
        else:
            fill(page, step, {name: value})


def make(page: Page) -> tuple[str, str]:
    press(page, "Make a way back")
    code, words = page.locator(".reference").all_inner_texts()
    return code, words


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (True, 320), (False, 320)])
def test_somebody_comes_back_and_changes_what_is_safe(
    product: Product, new_page: Callable[..., Page], axe: Any, javascript: bool, width: int
) -> None:
    page, faults = new_page(width, 700, javascript=javascript), []

    def look() -> None:
        page.wait_for_load_state()
        if javascript:
            faults.extend(problems(page, axe))
        wide = "document.documentElement.scrollWidth > innerWidth"
        assert not page.evaluate(f"() => {wide}"), page.url

    send(page, product)
    look()
    code, words = make(page)
    look()
    other = new_page(width, 700, javascript=javascript)
    other.goto(product.url("/get-help/"))
    page = other
    page.get_by_role("link", name="Come back with a code").click()
    look()
    press(page, "Continue")
    assert page.title().startswith("Error: ")
    look()
    page.fill("[name=back-code]", f"{code} {words.upper()}")
    press(page, "Continue")
    assert page.url.endswith("/form/back/open/")
    assert "We have received it" in page.inner_text("main")
    look()
    page.get_by_role("link", name="Change what is safe").click()
    pages = {"contact": NUMBER, "safe": SAFE, "times": TIMES, "calling": CALLING}
    for step, values in pages.items():
        look()
        if step == "contact":
            press(page, "Continue")
            assert page.title().startswith("Error: ")
            look()
        fill_in(page, step, values)
        press(page, "Continue")
    look()
    assert "canary-lantern" in page.inner_text("main")
    press(page, "Send")
    assert "We have what is safe now" in page.inner_text("main")
    look()
    assert faults == []
    for cookie in page.context.cookies():
        assert code.replace(" ", "") not in str(cookie)


def test_somebody_takes_it_back_and_leaves(
    product: Product, new_page: Callable[..., Page], axe: Any
) -> None:
    page = new_page(320)
    send(page, product)
    code, words = make(page)
    page.goto(product.url("/form/back/"))
    page.fill("[name=back-code]", code)
    page.fill("[name=back-words]", " ".join(word[:4] for word in words.split()))
    press(page, "Continue")
    page.get_by_role("link", name="Take my request back").click()
    assert problems(page, axe) == []
    press(page, "Yes, take it back")
    assert "You have taken it back" in page.inner_text("main")
    assert problems(page, axe) == []
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert any(name.endswith("back") for name in names)
    page.evaluate("() => fetch('/leave', {method: 'POST', redirect: 'manual'})")
    page.goto(product.url("/form/back/open/"))
    assert "This page has closed" in page.inner_text("main")
    assert problems(page, axe) == []


def test_the_wrong_words_have_a_page_that_is_accessible(
    product: Product, new_page: Callable[..., Page], axe: Any
) -> None:
    page = new_page(320)
    page.goto(product.url("/form/back/"))
    page.fill("[name=back-code]", "572 389 4616")
    page.fill("[name=back-words]", "apple bridge canoe velvet")
    press(page, "Continue")
    assert "We cannot open anything" in page.inner_text("main")
    assert "wait some minutes" in page.inner_text("main")
    assert problems(page, axe) == []


def test_the_way_back_in_welsh(product: Product, new_page: Callable[..., Page], axe: Any) -> None:
    page = new_page(320)
    send(page, product)
    code, words = make(page)
    page.goto(product.url("/cy/get-help/"))
    page.get_by_role("link", name="Dod yn ôl gyda chod").click()
    assert page.locator("html").get_attribute("lang") == "cy"
    assert problems(page, axe) == []
    press(page, "Parhau")
    assert "Rhowch eich cod." in page.inner_text("main")
    assert problems(page, axe) == []
    page.fill("[name=back-code]", code)
    page.fill("[name=back-words]", words)
    press(page, "Parhau")
    assert "Sut mae pethau’n sefyll" in page.inner_text("main")
    assert problems(page, axe) == []
    page.get_by_role("link", name="Tynnu fy nghais yn ôl").click()
    press(page, "Ie, ei dynnu’n ôl")
    assert "Rydych chi wedi’i dynnu’n ôl" in page.inner_text("main")
    assert problems(page, axe) == []
