"""Pages that are given something in the body of a request, and change nothing."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods


def carries(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page be asked for by POST too, with what its visitor carries from page to page.

    It is for pages that read alone. A token would keep out nobody, and cost the public page a
    cookie.
    """
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(view))
