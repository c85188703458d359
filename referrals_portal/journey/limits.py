"""How much a request of ours may hold, checked before anything parses it.

These are the journey's own: Django's global limits are shared with the CMS, which needs larger
ones. What a person can type is far below all of them.
"""

import codecs
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core import errors

JOURNEY = (
    "/form/",
    "/get-help/",
    "/cy/get-help/",
    "/reply",
    "/cy/reply",
    "/feedback",
    "/cy/feedback",
)
SMALL = (*JOURNEY, "/services/", "/intake/")
MOST_BYTES = 64 * 1024
MOST_FIELDS = 60
CONTENT_TYPE = "application/x-www-form-urlencoded"


class JourneyLimits:
    """Middleware: answers 400, 413 or 415 for what no page of the journey sends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through what a form of ours could have sent."""
        if request.method == "POST" and request.path_info.startswith(SMALL):
            status = refusal(request, strictly=request.path_info.startswith(JOURNEY))
            if status:
                response = errors.bad_request(request)
                response.status_code = status
                return response
        return self.get_response(request)


def refusal(request: HttpRequest, strictly: bool) -> int:
    """Return the status with which to refuse a request, or 0.

    Every form of ours is small; ``strictly``, it is also of the one kind that our pages send.
    """
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 400
    if length > MOST_BYTES:
        return 413
    if not strictly:
        return 0
    if length and request.content_type != CONTENT_TYPE:
        return 400 if request.content_type == "multipart/form-data" else 415
    if not _is_utf8((request.content_params or {}).get("charset", "utf-8")):
        return 415
    return 400 if request.body.count(b"&") >= MOST_FIELDS else 0


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return False
