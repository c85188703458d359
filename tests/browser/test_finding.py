"""Finding a service, keeping it, and asking for help from it: on a phone, and with no script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import problems
from tests.machinery.product import ELSEWHERE, Product

pytestmark = pytest.mark.browser

SEARCH = "role=search"
ADD = "button[name=add]"


def look_for(page: Page, product: Product, words: str, place: str = "") -> None:
    page.goto(product.url("/services/"))
    page.fill("[name=q]", words)
    page.fill("[name=postcode]", place)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def keep_two(page: Page) -> list[str]:
    """Put the first two results on the list; return their names."""
    names = page.locator("#results ~ .cards .card__title button").all_inner_texts()[:2]
    for _name in names:
        page.locator(f"#results ~ .cards {ADD}").first.click()
        page.wait_for_load_state()
    return names


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_kept_goes_into_the_form(
    product: Product, new_page: Callable[..., Page], javascript: bool
) -> None:
    page = new_page(320, javascript=javascript)
    look_for(page, product, "counseling", "SO14")
    assert page.url == product.url("/services/#results")
    names = keep_two(page)
    assert len(names) == 2
    page.locator("#results ~ .cards .card__title button").first.click()
    page.click("text=Back to what you found")
    assert page.input_value("[name=postcode]") == "SO14"
    page.locator("text=Look at my list (2 services)").first.click()
    assert page.url == product.url("/services/list/")
    expect(page).to_have_title("List")
    for name in names:
        expect(page.locator(".sheet")).to_contain_text(name)
    page.click("text=Ask for help from these")
    assert page.url == product.url("/get-help/")
    page.click("text=Just ask for a call")
    expect(page.locator("main")).to_contain_text("The services on your list")


def test_choices_and_pages_work_without_script(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page(320, javascript=False)
    page.goto(product.url("/services/"))
    page.click(".choices summary >> nth=0")
    page.click(".choice-group summary >> nth=0")
    page.check("input[name=happened] >> nth=1", force=True)
    page.locator(".choice-group[open] button").click()
    total = page.inner_text("#results")
    assert page.is_checked("input[name=happened] >> nth=1")
    page.click("text=Next page")
    assert page.inner_text("#results") == total
    assert "Page 2 of" in page.inner_text("main")
    assert page.url.endswith("/services/#results")


def test_after_the_exit_nothing_brings_the_list_back(
    product: Product, new_page: Callable[..., Page]
) -> None:
    page = new_page(320)
    look_for(page, product, "canary stalking")
    names = keep_two(page)
    page.locator("text=Look at my list").first.click()
    page.click("[data-exit] button")
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")
    assert page.context.cookies() == []
    for _ in range(4):
        page.evaluate("() => void setTimeout(() => history.back())")
        page.wait_for_timeout(500)
        shown = page.content()
        assert "canary" not in shown
        assert 'name="keep"' not in shown
    page.goto(product.url("/services/list/"))
    assert not any(name in page.inner_text("main") for name in names)


def test_only_the_sheet_is_printed(product: Product, new_page: Callable[..., Page]) -> None:
    page = new_page(768)
    look_for(page, product, "stalking")
    name = keep_two(page)[0]
    page.locator("text=Look at my list").first.click()
    page.emulate_media(media="print")
    printed = page.inner_text("body")

    assert name in printed
    for words in ("Victim Care Hub", "My list", "Leave this site", "Take"):
        assert words not in printed


def test_twice_as_large_letters_fit_a_small_phone(product: Product, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for words in ("", "stalking", "zzzz"):
        if words:
            look_for(page, product, words)
        else:
            page.goto(product.url("/services/"))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(words)
    assert wide == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_are_accessible_and_fit(
    product: Product, new_page: Callable[..., Page], axe: Any, width: int, scheme: str
) -> None:
    page = new_page(width, color_scheme=scheme)
    look_for(page, product, "beaten up by my ex", "Newport")
    faults = problems(page, axe)
    look_for(page, product, "zzzz", "nowhere at all")
    faults += problems(page, axe)
    look_for(page, product, "beaten up by my ex", "YO1")
    faults += problems(page, axe)
    for summary in page.locator(".choices summary").all():
        summary.click()
    keep_two(page)
    faults += problems(page, axe)
    page.locator("#results ~ .cards .card__title button").first.click()
    faults += problems(page, axe)
    page.locator("text=Look at my list").first.click()
    faults += problems(page, axe)
    assert faults == []
