"""The page "To be checked": what is due, the longest due first, and what to do about it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from directory.models import ProviderLink, Service
from directory.upkeep import changing, links
from directory.upkeep.desk.guarding import may_change, may_publish, publishes
from directory.upkeep.desk.kept_back import kept_back
from directory.upkeep.desk.saying import why_not
from directory.upkeep.facts import day_of, facts_of, rule_now
from directory.upkeep.freshness import (
    Freshness,
    checked_in_words,
    due_on,
    freshness,
    is_due,
)

PAGE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One service that is due. ``state`` says what the public sees of its age, in words."""

    service: Service
    checked: str
    state: str
    link: str
    may_be_asked: bool


@may_change
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Everything that is to be checked, or what this editor keeps."""
    today, mine = day_of(timezone.now()), bool(request.GET.get("mine"))
    rule, every = rule_now(), facts_of(Service.objects.public())
    found = [facts for facts in every if is_due(facts, rule, today)]
    if mine:
        own = set(Service.objects.filter(owner=request.user.pk).values_list("pk", flat=True))
        found = [facts for facts in found if facts.id in own]
    found.sort(key=lambda facts: (due_on(facts, rule), str(facts.id)))
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("p"))
    rows = _rows([facts.id for facts in page.object_list], freshness(every, rule, today), today)
    context = {
        "page": page,
        "rows": rows,
        "mine": mine,
        "publishes": publishes(request),
        "kept_back": kept_back(request.user),
    }
    return render(request, "directory/desk/due.html", context)


@may_publish
@require_POST
def still_right(request: HttpRequest, key: UUID) -> HttpResponse:
    """It was checked today, and it is right."""
    service = get_object_or_404(Service, pk=key)
    try:
        changing.check(service, day_of(timezone.now()), request.user)
    except ValidationError as error:
        why_not(request, service, error)
    else:
        messages.success(request, _("“%(name)s”: checked today.") % {"name": service.name})
    return _back(request)


@may_change
@require_POST
def ask(request: HttpRequest, key: UUID) -> HttpResponse:
    """Have the service itself be asked, by a link to what we say of it."""
    service, words = get_object_or_404(Service, pk=key), {}
    words = {"name": service.name}
    if links.may_be_asked(service):
        links.ask(service, timezone.now())
        messages.success(request, _("“%(name)s” gets an email with a link.") % words)
    else:
        messages.error(request, _("“%(name)s” has nobody to ask, or is not published.") % words)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    to = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(to, {request.get_host()})
    return redirect(to if safe else "directory_due")


def _rows(keys: list[Any], found: Freshness, today: date) -> list[Row]:
    services = Service.objects.select_related("organisation", "owner").prefetch_related("phones")
    known = services.in_bulk(keys)
    sent = ProviderLink.objects.in_bulk(keys)
    now = timezone.now()
    return [
        Row(
            service=known[key],
            checked=checked_in_words(known[key].assured_date, today),
            state=_state(key, found),
            link=_link(sent.get(key), now),
            may_be_asked=links.may_be_asked(known[key]),
        )
        for key in keys
        if key in known
    ]


def _state(key: Any, found: Freshness) -> str:
    if key in found.hidden:
        return _("Hidden from the public")
    return _("At the end of the list") if key in found.sinks else ""


def _link(link: ProviderLink | None, now: datetime) -> str:
    """Return where a link for the service stands, in words."""
    if link is None:
        return ""
    if link.asked_at:
        return _("An email is waiting to be sent")
    if link.expires_at and link.expires_at > now:
        until = timezone.localtime(link.expires_at)
        return _("Asked; the link lasts until %(day)s") % {"day": f"{until:%-d %B}"}
    return ""
