"""A manager at a browser unlocks what is restricted; no page of it has a fault for axe-core."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staff import PASSWORD, sign_in
from tests.machinery.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.database]


@pytest.mark.parametrize("width", [320, 1280])
def test_unlocking(product: Product, new_page: Callable[..., Page], axe: Any, width: int) -> None:
    page = new_page(width, 700)
    sign_in(page, product, "manager")
    assert axe(page) == []
    page.get_by_role("link", name="Unlock it").click()
    assert axe(page) == []
    page.fill("[name=words]", "not the words")
    page.click("main form button")
    expect(page.locator(".govuk-error-summary")).to_contain_text("These are not the words.")
    assert axe(page) == []
    page.fill("[name=words]", PASSWORD.upper())
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("What is restricted is unlocked for you")
    assert axe(page) == []
    names = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert names["lent"]["httpOnly"]
    assert names["lent"]["expires"] == -1
    page.get_by_role("button", name="Sign out").click()
    assert "lent" not in {cookie["name"] for cookie in page.context.cookies()}
