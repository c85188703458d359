"""``navigation`` and ``footer_links`` in the templates of every public page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.surfaces import address
from pages.navigation import Link, links, path_of

# These have a navigation of their own, or none so that nothing distracts.
WITHOUT = ("/cms/", "/intake/", "/form/", "/reply", "/cy/reply", "/feedback", "/cy/feedback")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give lists of ``{"url", "text", "current"}``; reads memory, not the database."""
    if request.path.casefold().startswith(WITHOUT):
        return {"navigation": [], "footer_links": []}
    known = links()
    top = (*known.top, Link(address("services"), _("Find a service"))) if known.top else ()
    return {
        "navigation": [_entry(link, request.path) for link in top],
        "footer_links": [_entry(link, request.path) for link in known.foot],
    }


def _entry(link: Link, path: str) -> dict[str, Any]:
    return {"url": link.url, "text": link.text, "current": path.startswith(path_of(link))}
