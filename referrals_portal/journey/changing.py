"""Changing what is safe: the journey's own questions about contact, asked again.

Or for the first time, of whoever said yes to our offer.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from hub.snapshot import current_hub
from referrals_portal.forms.base import Answers
from referrals_portal.journey import drafts, promises, unsaved, visits
from referrals_portal.journey.back_pages import (
    elsewhere,
    is_posted,
    keep_cookie,
    over,
    page,
    send,
    show,
)
from referrals_portal.journey.visits import BACK, REPLY, Visit
from referrals_portal.models import FollowUp
from referrals_portal.safe_contact import REFERRED
from referrals_portal.steps import BY_KEY, earlier, shown

CHANGED = ("contact", "safe", "times", "calling")
"""The steps that are asked again."""
CHECK = "check"


@page
def change(request: HttpRequest, step: str) -> HttpResponse:
    """Show a page of it, or keep its answers and go on; the last one shows and sends all of it."""
    return asked(request, step, BACK)


def asked(request: HttpRequest, step: str, door: str) -> HttpResponse:
    """Do that in a visit by a door; raises `KeysMissing`."""
    if step not in (*CHANGED, CHECK):
        raise Http404
    visit = visits.read(request, timezone.now(), door=door)
    if visit is None:
        return over(request, door)
    if visit_elsewhere := elsewhere(request, visit, door):
        return visit_elsewhere
    ahead = [*_path(visit.given), CHECK]
    before = ahead[: ahead.index(step)] if step in ahead else []
    if step not in ahead or any(key not in visit.given for key in before):
        return _to(visit, _next(visit.given))
    back_url = _address(visit, before[-1]) if before else reverse(f"journey:{door}-open")
    if step == CHECK:
        return _check(request, visit, before, back_url)
    return _question(request, visit, step, before, back_url)


def _question(
    request: HttpRequest, visit: Visit, step: str, before: list[str], back_url: str
) -> HttpResponse:
    question = BY_KEY[step]
    before_it = earlier(visit.given, question) | ({REFERRED: {}} if visit.door == REPLY else {})
    if request.method != "POST":
        why = unsaved.why(visit, step)
        typed = unsaved.fields(visit) if why else None
        form = question.form(
            typed if why == "mistake" else None,
            prefix=step,
            answers=before_it,
            initial=visit.given.get(step),
        )
        if typed and why == "language":
            unsaved.fill_in(form, typed)
        return show(
            request,
            "change",
            door=visit.door,
            step=question,
            form=form,
            number=len(before) + 1,
            back_url=back_url,
            promise=promises.kept_in_words(current_hub(), visit.promise),
        )
    form = question.form(request.POST, prefix=step, answers=before_it)
    why_not: unsaved.Why = "mistake" if is_posted(request) else "language"
    if why_not == "language" or not form.is_valid():
        # No page answers what was typed.
        visit.unsaved = unsaved.put_aside(step, request.POST, why_not)
        visits.keep(visit, timezone.now())
        return keep_cookie(_to(visit, step), visit)
    values = drafts.to_json(form.cleaned_data)
    if visit.given.get(step) != values:
        # What was safe for one number says nothing about another.
        visit.given = {key: visit.given[key] for key in before} | {step: values}
    visit.unsaved = {}
    visits.keep(visit, timezone.now())
    return keep_cookie(_to(visit, _next(visit.given)), visit)


def _check(request: HttpRequest, visit: Visit, before: list[str], back_url: str) -> HttpResponse:
    # Only what was on the page may be sent: another tab may have changed an answer.
    if is_posted(request) and request.POST.get("version") == str(visit.version):
        changed = FollowUp.Kind.SAFE_CHANGED
        return send(request, changed, timezone.now(), visit.version, visit.door)
    sections = [
        (BY_KEY[key], _address(visit, key), shown(BY_KEY[key], visit.given)) for key in before
    ]
    return show(
        request,
        "check",
        door=visit.door,
        sections=sections,
        version=visit.version,
        back_url=back_url,
    )


def _path(given: Answers) -> list[str]:
    return [key for key in CHANGED if BY_KEY[key].applies(given)]


def _next(given: Answers) -> str:
    return next((key for key in _path(given) if key not in given), CHECK)


def _address(visit: Visit, step: str) -> str:
    return reverse(f"journey:{visit.door}-change", args=[step])


def _to(visit: Visit, step: str) -> HttpResponse:
    return HttpResponseRedirect(_address(visit, step), status=303)
