"""Saving an unfinished form for later: a way back to a draft. Off unless the hub turns it on."""

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
from referrals_portal.sealing.drafts import Secret
from referrals_portal.sealing.returning import DRAFT, Busy
from referrals_portal.steps import BY_KEY, earlier

KEPT_FOR = timedelta(days=7)


@never_cache
@speaking
def save(request: HttpRequest) -> HttpResponse:
    """Keep the draft for a week, and show once the code and the words that lead back to it."""
    if not current_hub().drafts_may_be_saved:
        raise Http404
    at, step = timezone.now(), request.POST.get("save", "")
    draft = drafts.read(request, at)
    if request.method != "POST" or draft is None or draft.state not in (State.FRESH, State.OPEN):
        return HttpResponseRedirect(reverse("journey:begin"), status=303)
    answers = _with_this_page(request, draft, step)
    if not answers:
        return _to(step if step in BY_KEY else routing.first_unanswered({}))
    until = at + KEPT_FOR
    try:
        with transaction.atomic():
            if answers != draft.answers:
                drafts.save(draft, answers, at)
            drafts.keep_until(draft, until)
        kept, made = keeping.draw("", DRAFT, {"draft": draft.secret.to_text()})
        keeping.store(made, expires_at=until)
    except Stale:
        return _to(step if step in BY_KEY else routing.first_unanswered({}))
    except Busy:
        return _show(request, "busy", 503)
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
    if request.POST.get("version") != str(draft.version):
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
