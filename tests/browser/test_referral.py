"""One referral, the whole way: a person asks for help, and the hub answers."""

import re
import secrets
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staff import sign_in
from tests.browser.walking import person, walk
from tests.machinery.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.database]


@pytest.mark.parametrize(
    ("javascript", "width"), [(True, 1280), (False, 320)], ids=["desktop", "phone without script"]
)
def test_the_whole_way(
    product: Product, new_page: Callable[..., Page], javascript: bool, width: int
) -> None:
    mark = secrets.token_hex(4)
    who = person(mark)
    staff, visitor = new_page(), new_page(width, 700, javascript=javascript)
    sign_in(staff, product)
    walk(visitor, product.site, who)
    sent_at = time.monotonic()
    reference = visitor.locator(".reference").inner_text()
    assert re.fullmatch(r"[34679CDFGHJKMNPQRTVWXY]{4}-[34679CDFGHJKMNPQRTVWXY]{4}", reference)

    link = staff.get_by_role("link", name=reference)
    expect(link).to_be_visible(timeout=2000)
    assert time.monotonic() - sent_at < 2.0
    row = staff.locator("tr", has=link).inner_text()
    assert re.search(r"\d+ hours", row), row
    link.click()
    page = staff.inner_text("main")
    for canary in who.canaries:
        assert canary in page, canary
    assert "Burglary" in page or "burglary" in page
    # A test is as quick as a robot, so its message waits until somebody has read it.
    staff.get_by_role("button", name="This is from a person").click()

    deadline = time.monotonic() + 20
    while reference not in (shown := _messages(visitor, product)):
        assert time.monotonic() < deadline, shown
        time.sleep(0.3)
    assert "Victim" not in shown
    assert mark not in shown


def _messages(page: Page, product: Product) -> str:
    page.goto(product.messages)
    return page.inner_text("body")


def test_nothing_typed_is_left_in_clear_anywhere(
    product: Product, new_page: Callable[..., Page]
) -> None:
    """`strings` over everything that the run left behind: database, its journal, logs."""
    mark = secrets.token_hex(6)
    who = person(mark)
    visitor = new_page()
    walk(visitor, product.site, who, until="check")
    _search(product, mark)
    page = new_page()
    walk(page, product.site, who)
    _search(product, mark)
    for url in (f"/services/?q=canary-{mark}", f"/form/canary-{mark}/", f"/canary-{mark}"):
        page.goto(product.url(url))
    assert mark not in product.logged.read_text()
    for cookie in page.context.cookies():
        assert mark not in str(cookie)
    history = page.evaluate("() => performance.getEntries().map(e => e.name).join()")
    assert "canary" not in history.replace(f"/canary-{mark}", "")


def _search(product: Product, mark: str) -> None:
    files = [path for path in product.var.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        found = subprocess.run(
            ["grep", "-c", "-a", "-i", mark, str(path)], capture_output=True, text=True, check=False
        )
        assert found.stdout.strip() in ("", "0"), path
        wide = mark.encode("utf-16-le")
        assert wide not in path.read_bytes(), path


def test_the_phone_number_is_nowhere_in_the_database(product: Product) -> None:
    if not (database := product.var / "db.sqlite3").exists():
        return
    kept = database.read_bytes() + Path(product.logged).read_bytes()
    for written in (b"07700 900377", b"07700900377", b"7700900377"):
        assert written not in kept
