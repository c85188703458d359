"""The list of services: all of them, or what was asked for."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.cache import changes_at, mark_public
from core.carrying import carries
from directory.carried import DISTANCES, carried
from directory.forms import SearchForm
from directory.near import finding
from directory.near.credits import credits
from directory.near.in_words import apart
from directory.near.serving import Served, serving
from directory.near.serving import home as serving_home
from directory.offered import offered
from directory.results import everything_beside, lines_beside, results


@dataclass(frozen=True, slots=True)
class Place:
    """The place that was typed: what was understood, or what it may have been."""

    found: finding.Found | None = None
    unknown: finding.Unknown | None = None
    served: Served | None = None

    @property
    def is_outside(self) -> bool:
        """Whether it is not this hub's to serve, as far as its profile says what is."""
        return self.served is not None and not self.served.is_ours and serving_home() is not None


@carries
def services(request: HttpRequest) -> HttpResponse:
    """The whole directory, or what matches; our own form sends what is typed in the body.

    An answer to anything asked is never kept by anyone: only the page without it is public.
    """
    given = carried(request)
    form = SearchForm({"q": given.words, "postcode": given.place} if given else None)
    typed = form.cleaned_data if form.is_valid() else {}
    words, named = apart(typed.get("q", ""))
    place = _place(typed.get("postcode", "") or named)
    asked = given.asked(words, place.found.point if place.found else None)
    if asked.is_everything and not place.unknown:
        asked = replace(asked, others_only=True)
    shown = results(asked, given.page, not place.found or place.found.approximate)
    beside = everything_beside() if asked.others_only else lines_beside(shown.entries)
    for entry in (*shown.entries, *beside.entries):
        changes_at(request, entry.until)
    context = {
        "form": form,
        "given": given,
        "asked": asked,
        "place": place,
        "shown": shown,
        "beside": beside,
        "offered": offered(asked.chosen, shown.counts),
        "distances": DISTANCES,
        "credits": credits() if place.found else (),
    }
    response = render(request, "directory/services.html", context)
    if request.method != "POST" and not request.GET:
        mark_public(response)
    return response


def _place(typed: str) -> Place:
    if not typed:
        return Place()
    found = finding.find(typed)
    if isinstance(found, finding.Unknown):
        return Place(unknown=found)
    return Place(found=found, served=serving(found.code) if found.code else None)
