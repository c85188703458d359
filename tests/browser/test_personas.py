"""Everyone who comes, in a real browser: every page and every error, with axe-core."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from referrals_portal.steps import BY_KEY
from tests.browser.test_pages import problems
from tests.browser.walking import fill, fill_by_keyboard, press, press_by_keyboard
from tests.journey.conftest import shown_at
from tests.machinery.product import Product
from tests.personas import PERSONAS, Persona

pytestmark = pytest.mark.browser
LONGEST = 45  # pages; a journey that is longer does not end

OUTLINE = """() => [...document.body.querySelectorAll('*')]
    .map(e => e.tagName + e.id + '.' + e.className + (e.name || '')).join()"""


class Examiner:
    """Looks at each kind of page once: two pages of one outline have the same faults."""

    def __init__(self, axe: Callable[[Page], list[str]]) -> None:
        self.axe, self.seen, self.faults = axe, set(), []

    def look(self, page: Page) -> None:
        """Examine the page that is shown, unless its like was examined at this width."""
        outline = page.viewport_size["width"], page.title(), page.evaluate(OUTLINE)
        if outline not in self.seen:
            self.seen.add(outline)
            self.faults += problems(page, self.axe)


@pytest.fixture(scope="module")
def examiner(axe: Any) -> Examiner:
    """One for all personas."""
    return Examiner(axe)


@pytest.mark.parametrize("who", PERSONAS.values(), ids=PERSONAS)
def test_the_whole_way_in_a_browser(
    product: Product, new_page: Callable[..., Page], examiner: Examiner, who: Persona
) -> None:
    comes = who.comes
    scripted = comes.get("javascript", True)
    page = new_page(comes.get("width", 1280), 800, javascript=scripted)
    shown = _walk(page, product.site, who, examiner if scripted else None)
    assert shown[-1][0] == who.ends
    for step, sentences in who.expect.get("sees", {}).items():
        text = next(text for name, text in shown if name == step)
        for sentence in sentences:
            assert sentence in text, (step, sentence)
    assert examiner.faults == []


def _walk(page: Page, site: str, who: Persona, examiner: Examiner | None) -> list[tuple[str, str]]:
    """Go the whole way; return each page's step and what stood on it."""
    shown = []
    language = who.comes.get("language")
    page.goto(f"{site}/{'cy/' if language else ''}get-help/")
    way = "way=call" if who.comes.get("way") == "call" else "/form/"
    page.locator(f"main .govuk-button-group a[href*='{way}']").first.click()
    for _ in range(LONGEST):
        step = shown_at(page.url)
        shown.append((step, page.inner_text("main")))
        if language:
            assert page.locator("html").get_attribute("lang") == language
        if examiner:
            examiner.look(page)
        if step == who.ends:
            return shown
        if examiner and _can_be_wrong(page, step):
            press(page)
            assert page.title().startswith(("Error: ", "Gwall: ")), page.title()
            examiner.look(page)
        typing, pressing = (
            (fill_by_keyboard, press_by_keyboard) if who.comes.get("keyboard") else (fill, press)
        )
        typing(page, step, who.answers.get(step, {}))
        pressing(page)
    raise AssertionError(f"The journey did not end; it was on {page.url}.")


_tried: set[tuple[str, str]] = set()


def _can_be_wrong(page: Page, step: str) -> bool:
    """Tell whether sending this page empty is an error that was not yet looked at."""
    step_of = BY_KEY.get(step)
    wanted = step_of and any(
        field.required and field.initial is None for field in step_of.form.base_fields.values()
    )
    kind = step, page.evaluate(OUTLINE)
    if not wanted or kind in _tried:
        return False
    _tried.add(kind)
    return True
