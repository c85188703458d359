"""How every answer leaves: JSON, open to every website, kept by caches where nothing was typed.

A fault is JSON too, and says nothing that came from the request.
"""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from hashlib import blake2b
from math import ceil
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from core import kept
from core.cache import mark_public
from directory.oruk import asking, listing, openapi
from directory.oruk.asking import Asked

METHODS = "GET, HEAD, OPTIONS"
KEPT = "public, max-age=60"
A_DAY = "86400"
JSON, LINES = "application/json", "application/x-ndjson"

log = logging.getLogger("front_door.oruk")


class NotFound(Exception):
    """Nothing public has this identifier."""


def as_json(said: Any) -> bytes:
    """Return the bytes of an answer."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def answer(said: Any) -> HttpResponse:
    """Return an answer of 200."""
    return HttpResponse(as_json(said), content_type=JSON)


def lines(each: Iterable[Any]) -> StreamingHttpResponse:
    """Return an answer of 200 with one object on each line, sent as they are read."""
    return StreamingHttpResponse((as_json(one) + b"\n" for one in each), content_type=LINES)


def problem(status: int, error: str, **more: str) -> HttpResponse:
    """Return an answer that says what is wrong."""
    said = as_json({"error": error, "status": status} | more)
    response = HttpResponse(said, content_type=JSON, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def envelope(total: int, asked: Asked, contents: Sequence[Any]) -> dict[str, Any]:
    """Return a page as Open Referral has it. ``total`` is of all pages."""
    pages = ceil(total / asked.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page == max(pages, 1),
        "empty": not contents,
        "contents": contents,
    }


def open_to_all(*parameters: str) -> Callable[..., Callable[..., HttpResponseBase]]:
    """Make an address of the API of a function of what was asked and of the address's parts.

    It raises `NotFound` or `Unreadable`; every other exception is a fault of ours.
    """

    def around(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @csrf_exempt  # nothing is ever changed, and a refusal is JSON too
        @wraps(view)
        def answered(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            _forget_cookies(request)
            response = _answer(view, parameters, request, parts)
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            mark_public(response)  # type: ignore[arg-type]
            return response

        return answered

    return around


def _forget_cookies(request: HttpRequest) -> None:
    """Take away what a browser brought: no answer reads a cookie, sets one or clears one."""
    if hasattr(request, "session"):
        del request.session
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)


def _answer(
    view: Callable[..., HttpResponseBase],
    parameters: tuple[str, ...],
    request: HttpRequest,
    parts: dict[str, Any],
) -> HttpResponseBase:
    try:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in ("GET", "HEAD"):
            response = problem(405, "Only GET, HEAD and OPTIONS are answered.")
            response.headers["Allow"] = METHODS
            return response
        asked = asking.read(request.GET, parameters)
        # Words under a name that we do not know are words all the same.
        typed = asked.was_typed or bool(set(request.GET) - set(parameters))
        return _conditionally(view, asked, typed, request, parts)
    except asking.Unreadable as unreadable:
        return _unreadable(unreadable, request)
    except NotFound:
        return problem(404, "There is nothing public with this address.")
    except (OperationalError, InterfaceError) as error:
        return _away(error)
    except Exception as error:
        log.error("a fault in the open data", exc_info=error)
        return problem(500, "This is a fault of ours. Please try again later.")


def _unreadable(unreadable: asking.Unreadable, request: HttpRequest) -> HttpResponse:
    """Say what is wrong, with an address that would be answered."""
    path = openapi.PATH + unreadable.at if unreadable.at else request.path
    example = f"{path}?{unreadable.query}"
    said = f"{unreadable} For example: {example}"
    return problem(400, said, parameter=unreadable.name, example=example)


def _conditionally(
    view: Callable[..., HttpResponseBase],
    asked: Asked,
    typed: bool,
    request: HttpRequest,
    parts: dict[str, Any],
) -> HttpResponseBase:
    if typed:
        response = view(asked, **parts)
        response.headers["Cache-Control"] = "no-store"
        return response
    tag = _tag(request)
    response = get_conditional_response(request, etag=tag) or view(asked, **parts)
    if kept.is_old():  # the database is away: whoever asks again must not be told it is the same
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = KEPT
    return response


def _tag(request: HttpRequest) -> str:
    """Return the weak tag of this address while there is the same to say."""
    address = blake2b(request.get_full_path().encode(), digest_size=8).hexdigest()
    number, hidden = listing.edition()
    return f'W/"{openapi.edition()}-{number}-{hidden}-{address}"'


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response.headers["Allow"] = METHODS
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = "*"
    response.headers["Access-Control-Max-Age"] = A_DAY
    response.headers["Cache-Control"] = "no-store"
    return response


def _away(error: Exception) -> HttpResponse:
    log.error("database unavailable", exc_info=error)
    if not connection.in_atomic_block:
        connection.close()
    response = problem(503, "This cannot be answered at the moment. Please try again.")
    response.headers["Retry-After"] = "30"
    return response
