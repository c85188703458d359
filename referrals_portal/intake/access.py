"""Who gets into the queue. Every address of intake goes through here but the two of its door."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from accounts.permissions import user_can_work_the_queue
from referrals_portal.intake import lending, sitting

View = Callable[..., HttpResponse]

WORDS = ("text", "why_safe")
"""What the boxes for words are called, in every form of a referral's page."""


def staff_path(route: str, view: View, name: str, *, passive: bool = False) -> URLPattern:
    """Return an address that only those who work the queue may open."""
    return path(route, private(staff_only(view, passive=passive)), name=name)


def door_path(route: str, view: View, name: str) -> URLPattern:
    """Return an address that anyone may open, which is how they become somebody."""
    return path(route, private(view), name=name)


def private(view: View) -> View:
    """Let no cache keep a view's answers, nor take one person's for another's."""

    @wraps(view)
    def kept_private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        patch_vary_headers(response, ["Cookie"])
        return response

    return kept_private


def staff_only(view: View, *, passive: bool = False) -> View:
    """Let a view answer only somebody with a role in the queue, during a sitting begun at its door.

    Others learn nothing: a stranger is asked to sign in, whoever is signed in without a role is
    refused, and neither ever reaches the database's referrals. A ``passive`` view is asked by a
    script: it does not keep the sitting alive, and says 401 instead of showing a sign-in page.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _refusal(request, passive=passive) or view(request, *args, **kwargs)

    guarded.staff_only = True  # type: ignore[attr-defined]
    return guarded


def typed_words(request: HttpRequest) -> str:
    """Return the words of a form that cannot be taken now, so that they can be copied."""
    return "\n\n".join(filter(None, (request.POST.get(name) for name in WORDS)))


def _refusal(request: HttpRequest, *, passive: bool) -> HttpResponse | None:
    at = timezone.now()
    if not request.user.is_authenticated:
        return _sign_in_first(request, passive=passive)
    if not user_can_work_the_queue(request.user):
        raise PermissionDenied
    match sitting.state(request.session, at):
        case sitting.State.NONE:
            return _sign_in_first(request, passive=passive)
        case sitting.State.OVER:
            logout(request)
            response = _sign_in_first(request, passive=passive, after="idle")
            lending.take_back(request, response)
            return response
    if not passive:
        sitting.touch(request.session, at)
    return None


def _sign_in_first(request: HttpRequest, *, passive: bool, after: str = "") -> HttpResponse:
    if passive:
        return HttpResponse("sign in\n", status=401, content_type="text/plain")
    if request.method != "GET":
        # What was typed is only in this request; it is shown again so that it can be copied.
        context = {"typed": typed_words(request)}
        return render(request, "intake/signed_out.html", context, status=403)
    query = {"next": request.get_full_path()} | ({"after": after} if after else {})
    return HttpResponseRedirect(f"{reverse('intake:sign-in')}?{urlencode(query)}")
