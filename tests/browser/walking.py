"""Walking the journey in a browser, drawn from the list of questions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.forms import EmailField
from playwright.sync_api import Page

from core.forms import PlainCharField
from referrals_portal.steps import STEPS
from tests.journey.conftest import shown_at
from tests.personas import anyone

PHONE = "07700 900377"


@dataclass
class Person:
    """Someone clearly invented, and what they answer; canaries are searched for afterwards."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def canaries(self) -> list[str]:
        """Every line they typed into a question that they are asked."""
        typed = [
            self.answers.get(step.key, {}).get(name, "")
            for step in STEPS
            for name, question in step.form.base_fields.items()
            if isinstance(question, (PlainCharField, EmailField)) and step.applies(self.answers)
        ]
        return [line for text in typed for line in text.split("\n") if len(line) > 5]


def person(mark: str, **changes: dict[str, Any]) -> Person:
    """Make a person whose every typed answer holds ``mark``."""
    answers = anyone()
    del answers["call"]
    answers["contact"]["phone"] = PHONE
    answers["details"]["words"] += " CANARY"
    answers["message"] = {"confirm_by": "text"}
    marked = {
        step: {name: _marked(value, mark) for name, value in values.items()}
        for step, values in answers.items()
    }
    return Person(marked | changes)


def _marked(value: Any, mark: str) -> Any:
    if not isinstance(value, str):
        return value
    return value.replace("CANARY", f"Canary-{mark}").replace("canary", f"canary-{mark}")


def fill(page: Page, step: str, values: dict[str, Any]) -> None:
    """Answer the step that is shown, as its question's kind asks for."""
    for name, value in values.items():
        html_name = f"{step}-{name}"
        if not page.locator(f"[name='{html_name}']").count():
            continue  # not asked of them, such as how safe a letter is without an address
        if isinstance(value, list):
            for item in value:
                page.check(f"[name='{html_name}'][value='{item}']", force=True)
        elif isinstance(value, bool):
            page.set_checked(f"[name='{html_name}']", value, force=True)
        elif page.locator(f"[name='{html_name}'][type=radio]").count():
            page.check(f"[name='{html_name}'][value='{value}']", force=True)
        elif page.locator(f"select[name='{html_name}']").count():
            page.select_option(f"[name='{html_name}']", value)
        elif page.locator(f"[name='{html_name}']").is_visible():
            page.fill(f"[name='{html_name}']", value)


def walk(
    page: Page,
    site: str,
    who: Person,
    until: str = "sent",
    at_each: Callable[[str], None] = lambda step: None,
) -> None:
    """Go from the start page to ``until`` (a step, ``check`` or ``sent``).

    ``at_each`` is called with the step that is shown, before it is answered.
    """
    page.goto(f"{site}/get-help/")
    page.click("a.govuk-button--start")
    for _ in range(len(STEPS) + 2):
        step = shown_at(page.url)
        at_each(step)
        if step == until:
            return
        if step == "check":
            page.click("form[data-form] button[type=submit]")
            page.wait_for_url("**/form/sent/")
            continue
        fill(page, step, who.answers.get(step, {}))  # some pages only are read
        with page.expect_navigation():
            page.click("form[data-form] button[type=submit] >> nth=0")
    assert page.url.endswith(f"/{until}/"), page.url


def press(page: Page) -> None:
    """Press the step's own button, with a mouse or a finger."""
    with page.expect_navigation():
        page.click("form[data-form] button[type=submit]:not([name]) >> nth=0")


def fill_by_keyboard(page: Page, step: str, values: dict[str, Any]) -> None:
    """Answer the step that is shown with nothing but a keyboard, control by control."""
    for name, value in values.items():
        html_name = f"{step}-{name}"
        controls = page.locator(f"[name='{html_name}']")
        if not controls.count() or not controls.first.is_enabled():
            continue
        kind = controls.first.get_attribute("type") or ""
        if kind == "radio":
            _choose(page, html_name, str(value))
        elif kind == "checkbox":
            for item in value if isinstance(value, list) else [None] * value:
                _tab_to(page, html_name, item)
                page.keyboard.press("Space")
        elif controls.first.is_visible():
            _tab_to(page, html_name)
            page.keyboard.press("Control+A")
            page.keyboard.insert_text(str(value))


def press_by_keyboard(page: Page) -> None:
    """Go to the step's own button with the Tab key and press Enter."""
    where = "() => document.activeElement.matches('form[data-form] button:not([name])')"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(where):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _choose(page: Page, html_name: str, value: str) -> None:
    """Reach a group of radio buttons with Tab, and the right one of them with the arrow keys."""
    _tab_to(page, html_name)
    page.keyboard.press("Space")
    for _ in range(20):
        if page.evaluate("() => document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{html_name}: the keyboard does not get to {value}")


def _tab_to(page: Page, html_name: str, value: str | None = None) -> None:
    for _ in range(120):
        found = page.evaluate("() => [document.activeElement.name, document.activeElement.value]")
        if found[0] == html_name and value in (None, found[1]):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{html_name}: the keyboard does not get there")
