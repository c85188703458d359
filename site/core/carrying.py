"""Pages that are given something in the body of a request, and change nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

HIDDEN = "null"
"""What a browser says instead of an origin: also from one of our origins to another."""


def carries(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page be asked for by POST too, with what its visitor carries from page to page.

    It is for pages that read alone. A token would keep out nobody, and cost the public page a
    cookie. What another website sends along is not looked at.
    """

    @wraps(view)
    def carried(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not _is_ours(request):
            request.POST = QueryDict()  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(carried))


def _is_ours(request: HttpRequest) -> bool:
    """Tell whether a page of ours sent this, as far as the browser says."""
    origin = request.headers.get("Origin")
    own = {settings.SITE_URL, settings.FORM_URL}
    if origin == HIDDEN:
        return len(own) > 1
    return origin is None or origin in {*own, f"{request.scheme}://{request.get_host()}"}
