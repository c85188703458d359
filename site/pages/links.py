"""Which links editors may make: to pages, to the web, to a telephone and to an email address.

Pure functions. Wagtail stores a link to a page as ``<a linktype="page" id="…">``; everything else
has an ``href``, and only what :func:`is_safe` accepts may stay there.
"""

import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

SCHEMES = frozenset({"http", "https", "tel", "mailto"})
# Browsers skip these inside an address, so "java\tscript:" would run.
_SKIPPED = re.compile(r"[\x00-\x20\x7f-\xa0`\\\ufffd]")


def is_safe(href: str) -> bool:
    """Tell whether a link may stand on a public page.

    Safe are whole addresses (http, https, tel, mailto) and paths on this site ("/services/").
    """
    if _SKIPPED.search(href):
        return False
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.hostname)
    if parts.scheme:
        return parts.scheme in SCHEMES and bool(parts.path)
    return href.startswith("/") and not href.startswith("//")


def unsafe_links(html: str) -> list[str]:
    """Return the ``href`` of each link in Wagtail's stored rich text that may not stay."""
    anchors = BeautifulSoup(html, "html.parser").find_all("a", href=True)
    return [str(anchor["href"]) for anchor in anchors if not is_safe(str(anchor["href"]))]
