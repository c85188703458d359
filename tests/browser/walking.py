"""Walking the journey in a browser, drawn from the list of questions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from referrals_portal.steps import STEPS
from tests.personas import anyone

CANARY = "CANARY"


@dataclass
class Person:
    """Someone clearly invented, and what they answer; canaries are searched for afterwards."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def canaries(self) -> list[str]:
        """Every word they typed."""
        given = [value for values in self.answers.values() for value in values.values()]
        typed = [text for text in given if isinstance(text, str) and CANARY.lower() in text.lower()]
        return [word for text in typed for word in text.split("\n") if len(word) > 5]


def person(mark: str, **changes: dict[str, Any]) -> Person:
    """Make a person whose every typed answer holds ``mark``."""
    answers = {
        step: {
            name: value.replace(CANARY, f"canary-{mark}") if isinstance(value, str) else value
            for name, value in values.items()
        }
        for step, values in anyone().items()
        if step != "call"
    }
    return Person(answers | changes)


def fill(page: Page, step: str, values: dict[str, Any]) -> None:
    """Answer the step that is shown, as its question's kind asks for."""
    for name, value in values.items():
        html_name = f"{step}-{name}"
        if not page.locator(f"[name='{html_name}']").count():
            continue
        if isinstance(value, list):
            for item in value:
                page.check(f"[name='{html_name}'][value='{item}']", force=True)
        elif isinstance(value, bool):
            page.set_checked(f"[name='{html_name}']", value, force=True)
        elif page.locator(f"[name='{html_name}'][type=radio]").count():
            page.check(f"[name='{html_name}'][value='{value}']", force=True)
        else:
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
        step = page.url.rstrip("/").rsplit("/", 1)[-1]
        at_each(step)
        if step == until:
            return
        if step == "check":
            page.click("form[data-form] button[type=submit]")
            page.wait_for_url("**/form/sent/")
            continue
        fill(page, step, who.answers.get(step, {}))
        with page.expect_navigation():
            page.click("form[data-form] button[type=submit] >> nth=0")
    assert page.url.endswith(f"/{until}/"), page.url
