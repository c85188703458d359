"""The page of one service."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.cache import changes_at, mark_public
from core.carrying import carries
from directory.carried import carried
from directory.entries import entry_now
from directory.models import Service
from directory.upkeep import hidden


@carries
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: what it does, for whom, and how to reach it. 404 unless it is public.

    A search and a shortlist come to it in the body, and go on from it the same way. One that the
    hub's rule hides keeps its page, for whoever has its address, and says that nobody checked it.
    """
    found = get_object_or_404(Service.objects.public().with_details(), slug=slug)
    entry = entry_now(found)
    changes_at(request, entry.until)
    context = {"entry": entry, "meetings": entry.meetings(), "given": carried(request)}
    context["months_unchecked"] = hidden.months_unchecked(found)
    response = render(request, "directory/service.html", context)
    if request.method != "POST" and not request.GET:
        mark_public(response)
    return response
