"""Saving an unfinished form for later: a way back to a draft. Off unless the hub turns it on."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from hub.snapshot import current_hub
from referrals_portal.forms.base import Answers
from referrals_portal.journey import drafts, keeping, language, routing
from referrals_portal.journey.drafts import OpenDraft, Stale, State
from referrals_portal.journey.language import speaking
from referrals_portal.journey.storage import SEED_LENGTH
from referrals_portal.sealing.drafts import Secret
from referrals_portal.sealing.returning import DRAFT, Busy
from referrals_portal.steps import BY_KEY, earlier

KEPT_FOR = timedelta(days=7)


@never_cache
@speaking
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is on the page, say what saving means, and show once what leads back to it.

    Three requests, because no page answers what was typed: the step's own form is posted here and
    leads to a page with a button, which makes the code and the words.
    """
    if not current_hub().drafts_may_be_saved:
        raise Http404
    at, step = timezone.now(), request.POST.get("save", "")
    draft = drafts.read(request, at)
    if draft is None or draft.state not in (State.FRESH, State.OPEN):
        return HttpResponseRedirect(reverse("journey:begin"), status=303)
    try:
        if step:
            return _keep_this_page(request, draft, step, at)
        if draft.state is State.FRESH:
            return HttpResponseRedirect(reverse("journey:begin"), status=303)
        if request.method != "POST":
            return _show(request, "saving", on_url=_address(draft.answers))
        return _make(request, draft, at + KEPT_FOR)
    except Busy:
        return _show(request, "busy", 503)


def _keep_this_page(
    request: HttpRequest, draft: OpenDraft, step: str, at: datetime
) -> HttpResponse:
    answers = _with_this_page(request, draft, step)
    if not answers:
        return _to(step if step in BY_KEY else routing.first_unanswered({}))
    if answers != draft.answers:
        # Another tab that was quicker has saved something; what is saved stays.
        with suppress(Stale):
            seed = request.POST.get("version", "")[:SEED_LENGTH]
            drafts.save(draft, answers, at, seed=seed)
    response = HttpResponseRedirect(reverse("journey:save"), status=303)
    drafts.set_cookie(response, draft)
    return response


def _make(request: HttpRequest, draft: OpenDraft, until: datetime) -> HttpResponse:
    kept, made = keeping.draw("", DRAFT, {"draft": draft.secret.to_text()})
    with transaction.atomic():
        drafts.keep_until(draft, until)
        keeping.store(made, expires_at=until)
    response = _show(request, "saved", kept=kept, until=until, on_url=_address(draft.answers))
    drafts.set_cookie(response, draft)
    return response


def resume(request: HttpRequest, secret: str, at: datetime) -> HttpResponse:
    """Give a visitor whose words were right their draft again."""
    found = Secret.from_text(secret)
    draft = drafts.opened_by(found, at) if found else OpenDraft.new()
    if draft.state not in (State.OPEN, State.SENT):
        return _show(request, "gone", 410)
    sent = draft.state is State.SENT
    response = _to(routing.SENT if sent else routing.first_unanswered(draft.answers))
    drafts.set_cookie(response, draft)
    return response


def _with_this_page(request: HttpRequest, draft: OpenDraft, step: str) -> Answers:
    """Return the answers with those of the page that is open, if they are whole."""
    if step not in BY_KEY or not routing.may_visit(draft.answers, step):
        return draft.answers
    is_new = draft.state is State.FRESH
    if not is_new and request.POST.get("version") != str(draft.version):
        return draft.answers  # another tab has changed something; what is saved stays
    asked = BY_KEY[step]
    form = asked.form(request.POST, prefix=step, answers=earlier(draft.answers, asked))
    if not form.is_valid():
        return draft.answers
    return routing.answer(draft.answers, step, drafts.to_json(form.cleaned_data))


def _address(answers: Answers) -> str:
    return reverse("journey:step", args=[routing.first_unanswered(answers)])


def _to(step: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("journey:step", args=[step]), status=303)


def _show(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"journey/back/{name}.html", context | language.context(), status=status)
