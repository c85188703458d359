"""The public pages of keeping the list true. Neither has a cookie, and nobody may keep them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from directory.entries import entry_now
from directory.models import Service, Suggestion
from directory.upkeep import links, robots, suggesting
from directory.upkeep.forms import ProviderForm, WrongForm
from directory.upkeep.telling import says_where, tells_a_story

LARGEST_WRONG = 8 * 1024  # bytes
LARGEST_CHECK = 64 * 1024
View = Callable[..., HttpResponse]


def at_most(size: int) -> Callable[[View], View]:
    """Refuse a body of more bytes than this, before it is read; 413."""

    def limited(view: View) -> View:
        @wraps(view)
        def look(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if int(request.META.get("CONTENT_LENGTH") or 0) > size:
                return render(request, "directory/upkeep/too_long.html", status=413)
            return view(request, *args, **kwargs)

        return look

    return limited


@csrf_exempt  # it knows nobody, and a token would cost the public page a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(LARGEST_WRONG)
def wrong(request: HttpRequest, slug: str) -> HttpResponse:
    """What is wrong with a service's entry. A story about a person is not kept, and it says so."""
    service = get_object_or_404(Service.objects.public().select_related("organisation"), slug=slug)
    at = timezone.now()
    form = WrongForm(request.POST if request.method == "POST" else None, service=service)
    told = False
    old = robots.was_open_too_long(request.POST.dict(), at, slug)
    if form.is_valid():
        told = _told(service, **form.cleaned_data)
        if not told and not old:
            robot = robots.seems_a_robot(request.POST.dict(), at, slug)
            if robot or suggesting.keep_public(service, at=at, **form.cleaned_data):
                return render(request, "directory/upkeep/thanks.html", {"service": service})
            return render(request, "directory/upkeep/full.html", {"service": service}, status=503)
        if told:
            form = WrongForm(initial={"wrong": form.cleaned_data["wrong"]}, service=service)
    context = {
        "form": form,
        "service": service,
        "told": told,
        "old": old,
        "stamp": robots.stamp(at, slug),
    }
    return render(request, "directory/upkeep/wrong.html", context)


@csrf_exempt  # the secret in the address is all that opens it, and nobody is signed in
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(LARGEST_CHECK)
def check(request: HttpRequest, token: str) -> HttpResponse:
    """What we say of a service, for the service: "It is all right", or "Something should change".

    A mail program that opens the link changes nothing: only a button does.
    """
    at = timezone.now()
    service = links.service_of(token, at)
    if service is None:
        return _unseen(render(request, "directory/upkeep/no_link.html", status=404))
    if request.method == "POST":
        return _unseen(_answered(request, service))
    context = {"entry": entry_now(service), "service": service}
    return _unseen(render(request, "directory/upkeep/check.html", context))


def _answered(request: HttpRequest, service: Service) -> HttpResponse:
    at, does = timezone.now(), request.POST.get("does")
    if does == "confirm":
        suggesting.keep_confirmed(service, at)
        return _thank(request, service)
    form = ProviderForm(request.POST if does == "send" else None, service=service)
    if form.is_valid() and form.changes:
        suggesting.keep_changes(service, form.changes, at)
        return _thank(request, service)
    unchanged = form.is_valid()
    context = {"form": form, "service": service, "unchanged": unchanged}
    return render(request, "directory/upkeep/change.html", context)


def _thank(request: HttpRequest, service: Service) -> HttpResponse:
    return render(request, "directory/upkeep/thanks.html", {"service": service, "provider": True})


def _unseen(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is a secret, out of every other place."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _told(service: Service, wrong: str, says: str = "") -> bool:
    """Tell whether what is said may be about a person. A new address of a service is not."""
    if says_where(says) and wrong != Suggestion.Wrong.PLACE:
        return True
    places = (line for place in service.places for line in place.lines)
    entry = " ".join([service.summary, service.description, *places])
    return tells_a_story(says, _names(service), entry)


def _names(service: Service) -> list[str]:
    organisation = service.organisation
    return [
        service.name, service.alternate_name, organisation.name, organisation.alternate_name,
    ]  # fmt: skip
