"""The guard: the headers that no answer may leave without, and one plain page for every fault."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from core.errors import unavailable

LEAST_POLICY = "base-uri 'self'; object-src 'none'; frame-ancestors 'self'; form-action 'self'"
"""For the CMS, whose own scripts the policy of our pages would stop."""

log = logging.getLogger("front_door.guard")


class Guard:
    """Stands outside all other middleware but the page cache.

    Everything that is not marked public is private and never stored. A database that is away
    gives a page with the hub's telephone number and 503, not an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and seal what comes back."""
        try:
            response = self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            response = _away(request, error)
        is_file = request.path.startswith(settings.STATIC_URL) and response.status_code < 400
        if not getattr(response, "public", False) and not is_file:
            response.headers.setdefault("Cache-Control", "no-store, private")
            if "no-store" not in response.headers["Cache-Control"]:
                response.headers["Cache-Control"] += ", no-store"
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Content-Security-Policy", LEAST_POLICY)
        response.headers.pop("Server", None)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a database that is away into a page that says whom to ring."""
        if isinstance(exception, (OperationalError, InterfaceError)):
            return _away(request, exception)
        return None


def _away(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("database unavailable", exc_info=error)
    if not connection.in_atomic_block:
        connection.close()
    response = unavailable(request)
    # Django would say of every 503 once more, with less, that it was one.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
