"""Error pages: plain, with the hub's telephone number and the way out, and no detail.

They use no database and no session, so they can be shown when nothing else works. Where somebody
types the code of a message, they name nobody: it may be somebody else's message.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

NEUTRAL = ("/reply", "/cy/reply", "/feedback", "/cy/feedback")
"""How the addresses begin of pages that say nothing of who we are, in whatever capitals."""


def _page(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    if request.path_info.casefold().startswith(NEUTRAL):
        name, context = "neutral_problem.html", {"neutral": True, "way_back": True}
    return HttpResponse(render_to_string(name, context, request), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    return _page(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this account."""
    return _page(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old, or came from somewhere else, or cookies are off."""
    return _page(request, "403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address."""
    return _page(request, "404.html", 404)


def closed(request: HttpRequest) -> HttpResponse:
    """404 for an address of some library's that this product does not offer."""
    return not_found(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _page(request, "500.html", 500)


def unavailable(request: HttpRequest, **context: Any) -> HttpResponse:
    """503: we cannot take anything in at the moment; the page says whom to ring."""
    response = _page(request, "503.html", 503, **context)
    response["Retry-After"] = "30"
    return response
