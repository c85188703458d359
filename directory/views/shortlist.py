"""The visitor's own list: a sheet to print, and a way to ask us for help from those on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.carrying import carries
from directory.carried import carried
from directory.entries import entries_now
from directory.models import Service


@carries
def shortlist(request: HttpRequest) -> HttpResponse:
    """The services whose slugs the body carries, in the order in which they were kept.

    The printed sheet names this hub only if the visitor ticks that it should.
    """
    given = carried(request)
    found = {
        service.slug: service
        for service in Service.objects.public().with_details().filter(slug__in=given.kept)
    }
    kept = [found[slug] for slug in given.kept if slug in found]
    context = {
        "given": given,
        "entries": entries_now(kept, timezone.now()),
        "named": "named" in request.POST,
    }
    return render(request, "directory/shortlist.html", context)
