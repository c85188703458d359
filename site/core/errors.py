"""Error pages: plain, with the hub's telephone number and the way out, and no detail.

They use no database and no session, so they can be shown when nothing else works.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(name, {}, request), status=status)


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
    response = HttpResponse(render_to_string("503.html", context, request), status=503)
    response["Retry-After"] = "30"
    return response
