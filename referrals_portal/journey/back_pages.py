"""What all pages of a visit have in common, and sending what was asked for on them.

Whoever came by the code of an offer may not be whom it was for. So those pages are neutral: they
name no hub and show no number.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from hub.snapshot import current_hub
from referrals_portal import sealing
from referrals_portal.actions.following import send_back
from referrals_portal.actions.telling import Standing
from referrals_portal.journey import drafts, language, promises, visits
from referrals_portal.journey.drafts import OpenDraft
from referrals_portal.journey.entering import phone_us
from referrals_portal.journey.language import speaking
from referrals_portal.journey.visits import BACK, REPLY, Visit
from referrals_portal.models import FollowUp
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing.returning import Busy

ENDED = (Standing.FINISHED, Standing.WITHDRAWN)

View = Callable[..., HttpResponse]


def page(view: View, door: str = BACK) -> View:
    """Show a page of a visit: never kept, in the visitor's language, in no other page's way.

    A press of the other language shows the same page again with what was typed.
    """

    @never_cache
    @speaking
    @wraps(view)
    def shown_page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sealing.can_seal():
            return _not_now(request, door)
        try:
            response = view(request, *args, **kwargs)
        except Busy:
            response = busy(request, door)
        except sealing.KeysMissing:
            return _not_now(request, door)
        if "language" in request.POST or "language" in request.GET:
            draft = drafts.read(request, timezone.now()) or OpenDraft.new()
            drafts.set_cookie(response, draft, _asked_language(request))
        return response

    return shown_page


def show(
    request: HttpRequest, name: str, status: int = 200, door: str = BACK, **context: Any
) -> HttpResponse:
    """Render a page of a visit: that of its door, or else that of the way back."""
    context = language.context(request) | {"way_back": True, "neutral": door == REPLY} | context
    names = [f"journey/{door}/{name}.html", f"journey/back/{name}.html"]
    return render(request, names, context, status=status)


def busy(request: HttpRequest, door: str = BACK, **context: Any) -> HttpResponse:
    """Say that too many are here at once; that is what is meant to happen, so no error to log."""
    response = show(request, "busy", 503, door, **context)
    # Django would write a line for each 503, and whoever guesses codes would fill the log.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def is_posted(request: HttpRequest) -> bool:
    """Tell whether a form was sent, and not only another language asked for."""
    return request.method == "POST" and "language" not in request.POST


def send(
    request: HttpRequest, kind: str, at: datetime, version: int = 0, door: str = BACK
) -> HttpResponse:
    """Send what was asked for, once for each visit, and say so; raises `KeysMissing`.

    version: the visit's as it was shown; when another tab has changed it since, nothing is sent.
    """
    with transaction.atomic():
        visit = visits.read(request, at, lock=True, door=door)
        if visit is None:
            return over(request, door)
        is_as_shown = version in (0, visit.version)
        if is_as_shown and may_send(visit):
            changed = kind == FollowUp.Kind.SAFE_CHANGED
            send_back(
                uuid=visit.secret.referral,
                referral=UUID(visit.referral),
                compartment=visit.compartment,
                kind=kind,
                answers=visit.given if changed else {},
                at=at,
            )
            if door == REPLY:
                safe = SafeContact.from_answers(visit.given)
                visit.promise = promises.made(current_hub(), safe, at).to_json()
            visit.done, visit.given = str(kind), {}
            visits.keep(visit, at)
    return keep_cookie(go(f"{door}-open"), visit)


def may_send(visit: Visit) -> bool:
    """Tell whether something can be sent; of an offer, what is safe with a yes that was kept."""
    if visit.door == REPLY:
        return visit.done == FollowUp.Kind.ACCEPTED
    return not visit.done and visit.standing not in ENDED


def over(request: HttpRequest, door: str = BACK) -> HttpResponse:
    """Say that the visit is over, and what is needed again."""
    response = show(request, "over", 410, door, door_url=language.address("reply"))
    visits.expire_cookie(response)
    return response


def elsewhere(request: HttpRequest, visit: Visit | None, door: str = BACK) -> HttpResponse | None:
    """Return the page for a visit in which nothing can be sent, or None where something can."""
    if visit is None:
        return over(request, door)
    return None if may_send(visit) else go(f"{door}-open")


def keep_cookie(response: HttpResponse, visit: Visit) -> HttpResponse:
    """Give the visitor their cookie again with an answer."""
    visits.set_cookie(response, visit)
    return response


def go(name: str) -> HttpResponse:
    """Lead to a page of the way back."""
    return HttpResponseRedirect(reverse(f"journey:{name}"), status=303)


def _not_now(request: HttpRequest, door: str) -> HttpResponse:
    return phone_us(request) if door == BACK else show(request, "later", 503, door)


def _asked_language(request: HttpRequest) -> str:
    asked = request.POST.get("language") or request.GET.get("language", "")
    return asked if asked in language.offered() else language.chosen(request)
