"""The public pages of the directory. They keep nothing of what is searched."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.cache import changes_at, mark_public, public_page
from directory.entries import Entry, entries_now, entry_now
from directory.forms import SearchForm
from directory.models import Service
from directory.querysets import ServiceQuerySet

PAGE_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list shows: a page of results, and what stands beside it so that it is never empty.

    ``open_lines`` are the national helplines that answer now, ``closed_lines`` those that do not,
    and ``untold_lines`` those whose hours nobody told us. ``lifeline`` is whom to call for someone
    whose words say that they might hurt themselves.
    """

    page: Page
    results: list[Entry]
    commissioned: list[Entry]
    open_lines: list[Entry]
    closed_lines: list[Entry]
    untold_lines: list[Entry]
    lifeline: Service | None = None

    @property
    def entries(self) -> list[Entry]:
        """Everything on the page whose words, or whose place, depend on the time."""
        return [*self.commissioned, *self.results, *self.open_lines, *self.closed_lines]


@csrf_exempt  # it changes nothing, and a token would cost the public page a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def services(request: HttpRequest) -> HttpResponse:
    """The whole directory, or what matches the words; our own form sends them in the body.

    An answer to words is never kept by anyone: only the page without any is public.
    """
    asked = request.POST if request.method == "POST" else request.GET
    form = SearchForm(asked if "q" in asked else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    shown = _found(words, asked.get("page")) if words else _everything(asked.get("page"))
    for entry in shown.entries:
        changes_at(request, entry.until)
    posted = request.method == "POST"
    context = {"form": form, "words": words, "posted": posted, "shown": shown}
    response = render(request, "directory/services.html", context)
    if not asked and request.method != "POST":
        mark_public(response)
    return response


@require_safe
@public_page
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: what it does, for whom, and how to reach it. 404 unless it is public."""
    found = get_object_or_404(_public(), slug=slug)
    entry = entry_now(found)
    changes_at(request, entry.until)
    return render(request, "directory/service.html", {"entry": entry})


def _public() -> ServiceQuerySet:
    return Service.objects.public().with_details()


def _everything(number: str | None) -> Shown:
    page = _page(_public().independent(), number)
    commissioned = entries_now(_public().commissioned()) if page.number == 1 else []
    return Shown(
        page=page,
        results=entries_now(page.object_list),
        commissioned=sorted(commissioned, key=lambda entry: not entry.service.phones.all()),
        **_helplines(),
    )


def _found(words: str, number: str | None) -> Shown:
    page = _page(_public().matching(words), number)
    results = entries_now(page.object_list)
    return Shown(
        page=page,
        results=results,
        commissioned=[],
        lifeline=next((line for line in _public().lifelines(words) if line.number), None),
        **_helplines(but={entry.service.pk for entry in results}),
    )


def _helplines(but: Collection[UUID] = ()) -> dict[str, Any]:
    """Return the three groups of national helplines, in the order in which editors keep them."""
    lines = _public().active().national_helplines().exclude(pk__in=but)
    order = ("-answers_when_hub_is_closed", "answering_order", "name")
    entries = entries_now(lines.order_by(*order))
    return {
        "open_lines": [entry for entry in entries if entry.is_open],
        "closed_lines": [entry for entry in entries if entry.hours and not entry.is_open],
        "untold_lines": [entry for entry in entries if not entry.hours],
    }


def _page(found: ServiceQuerySet, number: str | None) -> Page:
    """Return that page of twenty; the nearest there is for a number that is none of them."""
    return Paginator(found, PAGE_LENGTH).get_page(number)
