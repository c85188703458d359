"""Answering an offer in a browser: with and without script, on a phone and at a desk."""

import base64
import hmac
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from referrals_portal.sealing import codes
from tests.browser.test_pages import problems
from tests.browser.test_way_back import fill_in, press
from tests.machinery.product import Product
from tests.product.databases import execute, query

pytestmark = [pytest.mark.browser, pytest.mark.database]
STEPS = {
    "contact": {"phone": "07700 900357"},
    "safe": {"whose_phone": "mine", "call": "at_times", "text": "no"},
    "times": {"days": ["1"], "start": "10:00", "end": "12:00"},
    "calling": {"say_who": "no", "voicemail": "no", "withheld": "yes"},
}
COLUMNS = "purpose, referral, compartment, point, epoch, recipient, ways, answered"


def offer(product: Product) -> str:
    """Send somebody of the demonstration another offer; return its code."""
    code = codes.new()
    secret = base64.b64decode((product.var / "keys" / "codes.1.secret").read_text("ascii"))
    key = hmac.digest(secret, code.encode(), "sha256")[:16].hex()
    literal = rf"'\x{key}'::bytea" if product.database else f"x'{key}'"
    execute(
        product,
        f"INSERT INTO referrals_portal_invitation (key, {COLUMNS}) "
        f"SELECT {literal}, {COLUMNS} FROM referrals_portal_invitation "
        "WHERE purpose = 'offer' LIMIT 1",
    )
    return codes.written(code)


def kinds(product: Product) -> list[str]:
    rows = query(product, "SELECT kind FROM referrals_portal_followup WHERE kind <> 'withdrawn'")
    return [kind for (kind,) in rows]


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (True, 320), (False, 320)])
def test_somebody_says_yes_and_what_is_safe(
    product: Product, new_page: Callable[..., Page], axe: Any, javascript: bool, width: int
) -> None:
    page, faults = new_page(width, 700, javascript=javascript), []
    code, before = offer(product), kinds(product)

    def look() -> None:
        page.wait_for_load_state()
        if javascript:
            faults.extend(problems(page, axe))
        wide = "document.documentElement.scrollWidth > innerWidth"
        assert not page.evaluate(f"() => {wide}"), page.url
        assert re.fullmatch(r"/reply/((open|check|\d{4})/)?", urlsplit(page.url).path)
        assert page.title().lower().endswith("form")

    page.goto(product.url("/reply"))
    look()
    page.fill("[name=code]", "K7")
    press(page, "Continue")
    assert page.title() == "Error: Form"
    look()
    page.fill("[name=code]", code.lower().replace("-", " "))
    press(page, "Continue")
    look()
    press(page, "Continue")
    assert page.title() == "Error: Form"
    look()
    page.check("[name=answer][value=yes]")
    press(page, "Continue")
    assert "You can close this page now." in page.inner_text("main")
    assert sorted(kinds(product)) == sorted([*before, "accepted"])
    press(page, "Continue")
    for step, values in STEPS.items():
        look()
        fill_in(page, step, values)
        press(page, "Continue")
    look()
    press(page, "Send")
    look()
    assert "that you said are safe" in page.inner_text("main")
    page.reload()
    assert "that you said are safe" in page.inner_text("main")
    assert faults == []
    assert sorted(kinds(product)) == sorted([*before, "accepted", "safe_changed"])
    for cookie in page.context.cookies():
        assert codes.read(code) not in str(cookie)


def test_sending_again_and_going_back_change_nothing(
    product: Product, new_page: Callable[..., Page], axe: Any
) -> None:
    page, code, before = new_page(320), offer(product), kinds(product)
    page.goto(product.url("/reply/"))
    page.fill("[name=code]", code)
    page.keyboard.press("Enter")
    page.get_by_label("Not now").wait_for()
    page.get_by_label("Not now").check()
    press(page, "Continue")
    assert "We have your answer." in page.inner_text("main")
    assert problems(page, axe) == []
    page.reload()
    assert "We have your answer." in page.inner_text("main")
    page.go_back()
    page.wait_for_load_state()
    assert "We have your answer." in page.inner_text("main")
    assert sorted(kinds(product)) == sorted([*before, "later"])


def test_never_by_keyboard_and_leaving(product: Product, new_page: Callable[..., Page]) -> None:
    page, code = new_page(1280), offer(product)
    page.goto(product.url("/cy/reply/"))
    page.fill("[name=code]", code)
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/reply/")
    assert page.input_value("[name=code]") == code
    press(page, "Continue")
    page.focus("[name=answer][value=yes]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    press(page, "Continue")
    assert "We will not write to you or call you again" in page.inner_text("main")
    until = time.monotonic() + 30
    while not query(product, "SELECT 1 FROM referrals_portal_event WHERE kind = 'opted_out'"):
        assert time.monotonic() < until
        time.sleep(0.2)
    page.get_by_role("button", name="Leave this site").first.click()
    page.wait_for_url("**/robots.txt")
    assert page.context.cookies() == []
