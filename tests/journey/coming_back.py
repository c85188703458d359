"""Somebody who sends a form, keeps a code and four words, and comes back with them."""

import html
import re

from referrals_portal.sealing.words import Kept, read
from tests.journey.conftest import Visitor, hidden


def text(page) -> str:
    """Return a page as it was sent."""
    return page.content.decode()


def send(visitor, **changes):
    """Answer everything, and send it."""
    visitor.has_answered(**changes)
    assert visitor.post("check").status_code == 303


def press(visitor, address, page, values=None):
    """Send the form of a page to an address, with its hidden fields."""
    data = hidden(page.content.decode()) | (values or {})
    return visitor.send(address, data)


def shown(page) -> Kept:
    """Return what a page shows to be kept."""
    strong = re.findall(r'class="reference"[^>]*>([^<]+)<', page.content.decode())
    kept = read(*map(html.unescape, strong[-2:])).kept
    assert kept is not None, page.content.decode()
    return kept


def make(visitor) -> Kept:
    """Press the button after sending."""
    page = press(visitor, "back/new", visitor.get("sent"))
    assert page.status_code == 200
    return shown(page)


def come_back(kept: Kept, visitor=None, words=None):
    """Enter the code and the words on a new device; return the browser and the answer."""
    visitor = visitor or Visitor()
    page = visitor.get("back")
    return visitor, enter(visitor, page, kept.code, " ".join(words or kept.words))


def enter(visitor, page, code, words):
    """Type a code and words; return where that leads, or the page that asks again."""
    return press(visitor, "back", page, {"back-code": code, "back-words": words})


def other_words(kept: Kept) -> tuple[str, ...]:
    """Return words that are not theirs."""
    return (*kept.words[:3], "zoo" if kept.words[3] != "zoo" else "zone")
