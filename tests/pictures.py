"""`make pictures`: the README's pictures, taken from the real product with its demonstration."""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from config.setup import chromium
from tests.browser.staff import sign_in
from tests.machinery import product
from tests.machinery.browser import QUIET

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZE = {"width": 1120, "height": 760}


def take(page: Page, running: product.Product) -> None:
    """Take the three pictures."""
    page.goto(running.url("/"))
    page.screenshot(path=FOLDER / "site.png")
    page.goto(running.url("/services/"))
    page.fill("input[name=q]", "beaten up by my ex")
    page.fill("input[name=postcode]", "Newport, Isle of Wight")
    page.locator(".finder button", has_text="Search").click()
    page.locator("#results").scroll_into_view_if_needed()
    page.screenshot(path=FOLDER / "services.png")
    sign_in(page, running)
    page.screenshot(path=FOLDER / "queue.png", clip={"x": 0, "y": 0, "width": 1120, "height": 430})


def main() -> None:
    """Start the product in a folder that is thrown away, and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        running = product.start(Path(folder), "--demo")
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=[*QUIET, *as_root]
            )
            take(browser.new_page(viewport=SIZE), running)
            browser.close()
        finally:
            running.stop()


if __name__ == "__main__":
    main()
