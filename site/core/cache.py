"""A whole-page cache for public pages, one per process, placed before everything else.

What may be kept is what its view marked with :func:`public_page`, made of nothing old, asked for by
GET without a query string, answered 200, without a cookie, varying on nothing but
``Accept-Encoding``, whose view did not say itself how long others may keep it. Entries are keyed by
the content generation, so that an edit shows on every process within a second, and last at most
until the page would change by itself (the helpline that answers now).
"""

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core import generation
from core import kept as kept_in_memory

MOST_PAGES = 500
LONGEST = 300  # seconds
SHARED = 1  # seconds that a shared cache may keep a page
SMALLEST_COMPRESSED = 500  # bytes


@dataclass(frozen=True, slots=True)
class SentPage:
    """One page as it was sent: both encodings, and until when (monotonic seconds) it is true."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    compressed: bytes
    until: float


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view's answers as the same for everyone, so that they may be kept and shared."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        mark_public(response)
        return response

    return marked


def mark_public(response: HttpResponse) -> None:
    """Mark one answer as the same for everyone."""
    response.public = True  # type: ignore[attr-defined]


def changes_at(request: HttpRequest, moment: datetime) -> None:
    """Say that the page being made for this request stops being true at that moment."""
    known = getattr(request, "changes_at", None)
    request.changes_at = min(known, moment) if known else moment  # type: ignore[attr-defined]


class WholePageCache:
    """The middleware. It must stand first: a page it has costs nothing but itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[tuple[str, int], SentPage] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from memory where that is allowed; otherwise ask the product, and keep it."""
        kept_in_memory.begin()
        if not _may_be_asked_of_memory(request):
            return _unshared(self.get_response(request))
        key = (request.path_info, generation.current())
        kept = self.pages.get(key)
        if kept and time.monotonic() < kept.until:
            return _answer(kept, request)
        response = self.get_response(request)
        if _may_be_kept(request, response) and not kept_in_memory.is_old():
            kept = _keep(request, response)
            self.pages[key] = kept
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)
            return _answer(kept, request)
        return _unshared(response)


def _may_be_asked_of_memory(request: HttpRequest) -> bool:
    """Leave everything unusual to the product: what is refused, redirected, or asked for in words.

    The host is checked and is not part of the key: pages are the same under every name and port.
    """
    if request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING"):
        return False
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return False
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def _unshared(response: HttpResponse) -> HttpResponse:
    """Keep what we do not keep out of every other cache too, unless its view says how long."""
    if getattr(response, "public", False):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        getattr(response, "public", False)
        and request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not (set(_vary(response)) - {"accept-encoding"})
    )


def _vary(response: HttpResponse) -> list[str]:
    return [name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()]


def _keep(request: HttpRequest, response: HttpResponse) -> SentPage:
    seconds = float(LONGEST)
    if moment := getattr(request, "changes_at", None):
        seconds = min(seconds, max(0.0, (moment - timezone.now()).total_seconds()))
    body = response.content
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    headers["Vary"] = "Accept-Encoding"
    # A browser asks each time, so an exit leaves little; a shared cache is as quick as we are.
    headers["Cache-Control"] = f"public, max-age=0, s-maxage={min(SHARED, int(seconds))}"
    return SentPage(
        headers=tuple(headers.items()),
        body=body,
        compressed=gzip.compress(body, 6, mtime=0),
        until=time.monotonic() + seconds,
    )


def _answer(kept: SentPage, request: HttpRequest) -> HttpResponse:
    compress = len(kept.body) >= SMALLEST_COMPRESSED and "gzip" in request.META.get(
        "HTTP_ACCEPT_ENCODING", ""
    )
    body = kept.compressed if compress else kept.body
    response = HttpResponse(b"" if request.method == "HEAD" else body, headers=dict(kept.headers))
    response["Content-Length"] = str(len(body))
    if compress:
        response["Content-Encoding"] = "gzip"
    return response
