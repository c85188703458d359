"""The ways in: the start page, the safety page, and the beginning of a form."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from core.carrying import carries
from core.surfaces import address
from hub.snapshot import current_hub
from referrals_portal import sealing
from referrals_portal.forms.shortlist import MOST, names_of
from referrals_portal.journey import drafts, language, promises, unsaved
from referrals_portal.journey.drafts import OpenDraft, State
from referrals_portal.journey.language import speaking
from referrals_portal.steps import CALL, STEPS

TRIES = 3
"""So often a list is put into a form that somebody else changes at the same moment."""


@carries
@never_cache
@speaking
def start(request: HttpRequest) -> HttpResponse:
    """Safety first; then what this is, what happens to it, and the two ways in.

    A list of services from the directory comes and goes on in the body. Where the hub takes no
    requests from people themselves, how else to get help.
    """
    hub, at = current_hub(), timezone.now()
    if not hub.takes_self_referrals:
        return render(request, "journey/closed.html", {"in_full": True})
    if not sealing.can_seal():
        return phone_us(request)
    return render(
        request,
        "journey/start.html",
        {
            "start_url": _way_in(STEPS[0].key),
            "call_url": _way_in(CALL.key),
            "back_url": _in_this_language("journey:back"),
            "private_url": language.address("private"),
            "kept": names_of(request.POST.getlist("keep")),
            "promise": promises.before(hub, at),
            "read_when": promises.read_when(hub, at),
            "in_full": True,
            **_links(request, lambda code: address("get_help", code)),
        },
    )


@never_cache
@speaking
def private(request: HttpRequest) -> HttpResponse:
    """The safety page: how to use this site without leaving more than must be."""
    links = _links(request, lambda code: language.address("private", code))
    return render(request, "journey/private.html", links | {"in_full": True})


@never_cache
@speaking
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the first question, or to the one page for a call (``?way=call``).

    Where a form was begun, whoever by, ask first whether to go on with it. POST starts a new one
    in its place, and ``?language=`` gives a new visitor's form its language. A list of services
    (``keep``) goes into the form that there is.
    """
    if not current_hub().takes_self_referrals:
        return closed(request)
    way = CALL.key if request.GET.get("way") == CALL.key else STEPS[0].key
    on_url = reverse("journey:step", args=[way])
    new_url = reverse("journey:begin", query={"way": way} if way == CALL.key else {})
    asked = request.GET.get("language", "")
    kept = names_of(request.POST.getlist("keep"))
    if kept and "way_on" in request.POST:
        with suppress(drafts.Stale):
            return _with_list(request, way, new=request.POST["way_on"] == "new")
    if request.method == "POST" and not {"language", "keep"} & set(request.POST):
        drafts.discard(request)
        draft = OpenDraft.new()
        draft.shift_off = drafts.shift_is_off(request)
        return _to(on_url, draft)
    found = drafts.read(request, timezone.now())
    is_open = found is not None and found.state is State.OPEN
    begun = found and is_open and (found.answers or unsaved.why(found, way))
    url = new_url if begun else on_url
    if kept and not begun:
        return _with_list(request, way, new=True)
    if request.method == "POST" and not kept:
        return _to(url, found or OpenDraft.new())
    if not kept and asked in language.offered() and asked != language.chosen(request):
        return _to(url, found or OpenDraft.new(), asked)
    if begun:
        shows: dict[str, Any] = {"on_url": on_url, "new_url": new_url, "kept": kept}
        shows["back_url"] = reverse("journey:start")
        return render(request, "journey/begun.html", shows | language.context(request))
    return HttpResponseRedirect(on_url, status=303)


def _with_list(request: HttpRequest, way: str, new: bool) -> HttpResponse:
    """Put the services that somebody brought into a new form, or into the begun one.

    Raises `drafts.Stale` where the begun one is written to again and again meanwhile.
    """
    if new:
        drafts.discard(request)
    draft = _listing(request, list(names_of(request.POST.getlist("keep")).values()))
    spoken = request.GET.get("language", "")
    code = spoken if spoken in language.offered() else ""
    return _to(reverse("journey:step", args=[way]), draft, code)


def _listing(request: HttpRequest, names: list[str]) -> OpenDraft:
    """Return the visitor's draft with these services beside those that it has."""
    for _try in range(TRIES):
        now = timezone.now()
        found = drafts.read(request, now)
        draft = found if found and found.state is State.OPEN else OpenDraft.new()
        draft.shift_off = drafts.shift_is_off(request)
        before = draft.answers.get("shortlist", {}).get("services", [])
        after = list(dict.fromkeys([*before, *names]))[:MOST]
        if after == before:
            return draft
        with suppress(drafts.Stale):  # pressed twice, or another tab was quicker: look again
            answers = draft.answers | {"shortlist": {"services": after}}
            drafts.save(draft, answers, now, draft.unsaved)
            return draft
    raise drafts.Stale


def closed(request: HttpRequest) -> HttpResponse:
    """Lead from any question to the page that says how else to get help."""
    return HttpResponseRedirect(reverse("journey:start"), status=303)


def phone_us(request: HttpRequest) -> HttpResponse:
    """Say at once that nothing can be received now, and whom to ring."""
    shows = {"shift_off": drafts.shift_is_off(request)}
    return render(request, "journey/phone_us.html", shows, status=503)


def _to(url: str, draft: OpenDraft, code: str = "") -> HttpResponse:
    response = HttpResponseRedirect(url, status=303)
    drafts.set_cookie(response, draft, code)
    return response


def _links(request: HttpRequest, to: Callable[[str], str]) -> dict[str, Any]:
    """Return what the language switch shows where each language has an address of its own."""
    now = language.context(request)
    return now | {"languages": [each | {"url": to(each["code"])} for each in now["languages"]]}


def _way_in(way: str) -> str:
    """Return the address behind a button of the start page, in the language of the page."""
    return _in_this_language("journey:begin", **({"way": way} if way == CALL.key else {}))


def _in_this_language(name: str, **query: str) -> str:
    spoken = (get_language() or "en")[:2]
    query |= {"language": spoken} if len(language.offered()) > 1 else {}
    return reverse(name, query=query) if query else reverse(name)
