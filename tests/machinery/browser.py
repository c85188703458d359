"""A real Chromium, and axe-core in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from config.setup import chromium

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    # Nothing but this machine has a name.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
BY_HAND = "`make test` finds or installs it; by hand: PYTHONPATH=site python3 -m config.setup test"


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Where Chromium is. Without one the browser's tests fail; they are never skipped."""
    found = chromium.find()
    assert found, f"{chromium.MISSING} {BY_HAND}"
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One headless Chromium for all tests; each has contexts of its own."""
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, and Django would refuse the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = playwright.chromium.launch(
            executable_path=chromium_path, headless=True, args=[*QUIET, *as_root]
        )
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page as a visitor who was never here before.

    width, height: of the window in CSS pixels. javascript: False for a browser without it. Other
    options are those of Playwright's ``new_context``. At the end of the test no page may have
    asked another host for anything.
    """
    contexts: list[BrowserContext] = []
    strangers: list[str] = []

    def note(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname not in (
            "127.0.0.1",
            "localhost",
        ):
            strangers.append(request.url)

    def open_page(
        width: int = 1280, height: int = 900, *, javascript: bool = True, **options: Any
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(10_000)
        context.on("request", note)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page in a desktop's window."""
    return new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """A function that returns what axe-core finds wrong with a page, one sentence each.

    The page needs JavaScript: the rules run inside it, whatever its content security policy.
    """
    assert AXE.is_file(), f"axe-core is not installed. {BY_HAND}"
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(f"() => {{ {source} }}")
        found = page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        )
        return [
            f"{rule['id']}, {rule['impact']}: {rule['help']}: {node['target']} {node['html'][:200]}"
            for rule in found
            for node in rule["nodes"]
        ]

    return violations
