"""The page of one service."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.cache import changes_at, mark_public
from directory.carried import carried
from directory.entries import entry_now
from directory.models import Service


@csrf_exempt  # it changes nothing, and a token would cost the public page a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: what it does, for whom, and how to reach it. 404 unless it is public.

    A search and a shortlist come to it in the body, and go on from it the same way.
    """
    found = get_object_or_404(Service.objects.public().with_details(), slug=slug)
    entry = entry_now(found)
    changes_at(request, entry.until)
    context = {"entry": entry, "meetings": entry.meetings(), "given": carried(request)}
    response = render(request, "directory/service.html", context)
    if request.method != "POST" and not request.GET:
        mark_public(response)
    return response
