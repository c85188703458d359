"""What the website serves besides its pages."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from core.cache import mark_public, public_page

CLOSED = (
    "/cms/",
    "/form/",
    "/intake/",
    "/leave",
    "/reply",
    "/cy/reply",
    "/feedback",
    "/cy/feedback",
)
ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {each}\n" for each in CLOSED)


@public_page
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay out of what is not a page."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def photograph(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve an editor's photograph in a size that a page asked for; 404 for anything else.

    The originals are never served: a camera writes into them where it was.
    """
    response: Any = serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "images"))
    mark_public(response)
    response.headers["Cache-Control"] = "public, max-age=600"
    return response
