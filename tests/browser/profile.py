"""A Chromium whose profile stays on the disk, what can be found there, and a page that leaks.

The page that leaks proves the search: what is typed into it must be found, by the same means and
in the same time, or finding nothing of the journey would mean nothing.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, BrowserContext

from config.setup import chromium
from tests.machinery.browser import QUIET

LONGEST = 30.0  # seconds that Chromium may take to write what was typed
AFTER = 3.0  # seconds more for a tab in the background, whose turn comes later
LEAKY = b"""<!doctype html><html lang="en"><title>Leaky</title><form method="post">
<input type="text" name="name"><input type="tel" name="phone"><textarea name="words"></textarea>
<button>Send</button></form>"""


class Profile:
    """A profile's folder. Searching it needs no browser, and disturbs none that is running."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def found(self, words: Iterable[str]) -> list[str]:
        """Say which of these words are in which files, in UTF-8 or UTF-16, in any case."""
        marks = {
            (word, encoding): word.lower().encode(encoding)
            for word in words
            for encoding in ("utf-8", "utf-16-le")
        }
        return [
            f"{word} is in {path.relative_to(self.folder)} ({encoding})"
            for path in self.files()
            for content in [_read(path).lower()]
            for (word, encoding), mark in marks.items()
            if mark in content
        ]

    def files(self) -> list[Path]:
        """Every file of the profile."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def cached(self, part: str) -> list[str]:
        """Return the cache's files with this in an address: bodies may be compressed."""
        return [line for line in self.found([part]) if "Cache" in line]

    def history(self) -> list[tuple[str, str]]:
        """Return every address and title that the browser remembers; it must be closed."""
        with sqlite3.connect(self.folder / "Default" / "History") as history:
            return history.execute("SELECT url, title FROM urls").fetchall()

    @contextmanager
    def open(
        self, browser: Browser, *arguments: str, **options: object
    ) -> Iterator[BrowserContext]:
        """Open the profile as a person's own browser would be: with its back/forward cache."""
        as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
        context = browser.browser_type.launch_persistent_context(
            self.folder,
            executable_path=chromium.find(),
            headless=True,
            args=[*QUIET, *as_root, *arguments],
            ignore_default_args=["--disable-back-forward-cache"],
            **options,
        )
        context.set_default_timeout(10_000)
        try:
            yield context
        finally:
            context.close()

    def settle(self, context: BrowserContext, leaky: str, mark: str) -> None:
        """Wait until Chromium has written what was typed so far.

        ``mark`` is typed into the page that leaks, last of all; when it is on the disk, so is
        everything that was going to be.
        """
        page = context.new_page()
        page.goto(leaky)
        page.fill("input[type=text]", mark)
        page.locator("textarea").press_sequentially(f"{mark}-typed")
        end = time.monotonic() + LONGEST
        while not self.found([f"{mark}-typed"]):
            assert time.monotonic() < end, "the search does not find what a leaky page leaves"
            page.wait_for_timeout(250)
        page.wait_for_timeout(AFTER * 1000)
        page.close()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it went away meanwhile, or is a socket
        return b""


class Leaky(BaseHTTPRequestHandler):
    """Answers everything with a form as most websites have them."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(LEAKY)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def leaky_site() -> Iterator[str]:
    """Serve the page that leaks on this machine, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Leaky)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/leaky/"
    server.shutdown()
    server.server_close()
    thread.join()
