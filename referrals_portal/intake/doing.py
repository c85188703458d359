"""What can be done on a referral's page: each is one POST, one action, and back to the page.

A form that is wrong comes back as it was typed (422); so does one whose page was out of date,
with what changed meanwhile (409).
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import user_is_manager
from core.rounding import to_the_hour
from referrals_portal import actions
from referrals_portal.actions.claiming import wrong_words_today
from referrals_portal.actions.clocks import came_at
from referrals_portal.actions.ending import waits_for_senior
from referrals_portal.intake import forms
from referrals_portal.intake.claiming import MOST_WRONG, ClaimForm
from referrals_portal.intake.doubts import agreed_to_be_asked, astray
from referrals_portal.intake.lending import lent
from referrals_portal.intake.page import find, opens, show
from referrals_portal.intake.reading import (
    equality_of,
    facts_to_start_at,
    language_of,
    their_word,
    what_is_safe,
)
from referrals_portal.intake.timeline import last_change
from referrals_portal.models import Referral
from referrals_portal.sealing.opening import Locked

Deed = Callable[[HttpRequest, Referral], HttpResponse]
FormMaker = Callable[..., forms.WorkForm]


def deed(do: Deed) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """Make a view of what is done with one referral. Asked for by GET, it leads to the page."""

    @opens
    @wraps(do)
    def view(request: HttpRequest, row: Referral) -> HttpResponse:
        if request.method != "POST":
            return _back(row)
        if row.is_restricted and lent(request) is None:
            raise Locked
        return do(request, row)

    return view


@deed
def take(request: HttpRequest, row: Referral) -> HttpResponse:
    """Take it, or be told who was faster."""
    try:
        actions.take(referral=row, by=request.user, at=timezone.now())
    except actions.AlreadyTaken as taken:
        conflict = _("%(name)s has taken this already.") % {"name": taken.by_whom}
        return show(request, find(row.pk, request.user), 409, conflict=conflict)
    except (actions.ChangedMeanwhile, actions.NotAllowed):
        return out_of_date(request, row)
    return led_back(request, row, _("You have taken this."))


@deed
def release(request: HttpRequest, row: Referral) -> HttpResponse:
    """Give it back."""
    try:
        actions.release(referral=row, by=request.user, at=timezone.now())
    except actions.NotTheirs:
        conflict = _("Only the person who has taken this, or a manager, can give it back.")
        return show(request, find(row.pk, request.user), 409, conflict=conflict)
    return led_back(request, row, _("This is back in the queue."))


@deed
def vouch(request: HttpRequest, row: Referral) -> HttpResponse:
    """Say that it comes from a person."""
    done = _("This is from a person. Messages about it may be sent.")
    return with_form(request, row, forms.VouchForm, actions.vouch, done)


@deed
def note(request: HttpRequest, row: Referral) -> HttpResponse:
    """Add a note."""
    return with_form(request, row, forms.NoteForm, actions.add_note, _("The note is kept."))


@deed
def attempt(request: HttpRequest, row: Referral) -> HttpResponse:
    """Record a try at reaching the person, held against what they marked safe."""
    key, at = lent(request), timezone.now()
    safe = what_is_safe(row, key)
    form = partial(forms.AttemptForm, safe=safe, at=at)
    action = partial(
        actions.record_attempt, safe=safe, language=language_of(row, key), wrong=astray(row, key),
        agreed=agreed_to_be_asked(row, key),
    )  # fmt: skip
    return with_form(request, row, form, action, _("The contact attempt is recorded."), at)


@deed
def status(request: HttpRequest, row: Referral) -> HttpResponse:
    """Change the status."""
    done = _("The status is changed.")
    key = lent(request)
    safe, agreed = what_is_safe(row, key), agreed_to_be_asked(row, key)
    action = partial(actions.change_status, safe=safe, agreed=agreed)
    return with_form(request, row, forms.StatusForm, action, done)


@deed
def priority(request: HttpRequest, row: Referral) -> HttpResponse:
    """Decide on another priority; what is promised goes with it."""
    action = partial(actions.set_priority, **_to_count_from(request, row))
    return with_form(request, row, forms.PriorityForm, action, _("The priority is changed."))


@deed
def confirm(request: HttpRequest, row: Referral) -> HttpResponse:
    """Agree with the priority that the rules suggested."""
    done = _("The priority is confirmed.")
    return with_form(request, row, forms.ConfirmForm, actions.confirm_priority, done)


@deed
def team(request: HttpRequest, row: Referral) -> HttpResponse:
    """Give it to another team; whoever does not see it there any more is led to the queue."""
    action = partial(actions.give_to_team, **_to_count_from(request, row))
    return with_form(request, row, forms.TeamForm, action, _("This is with the other team now."))


@deed
def recorded(request: HttpRequest, row: Referral) -> HttpResponse:
    """Say when the police recorded the crime."""
    at = timezone.now()
    form = partial(forms.RecordedForm, at=at)
    action = partial(actions.crime_recorded, safe=what_is_safe(row, lent(request)))
    return with_form(request, row, form, action, _("Its clocks are running."), at)


@deed
def close(request: HttpRequest, row: Referral) -> HttpResponse:
    """Close it with an outcome; its equality answers are counted, and nobody sees them."""
    key = lent(request)
    action = partial(
        actions.close, equality=equality_of(row, key), agreed=agreed_to_be_asked(row, key)
    )
    return with_form(request, row, forms.CloseForm, action, _("This is closed."))


@deed
def again(request: HttpRequest, row: Referral) -> HttpResponse:
    """Work its due times out again, as a manager."""
    action = partial(actions.work_out_again, **_to_count_from(request, row))
    done = _("The due times are worked out again.")
    return with_form(request, row, forms.AgainForm, action, done)


@deed
def senior(request: HttpRequest, row: Referral) -> HttpResponse:
    """Say, as a manager, that it was seen."""
    done = _("Marked as seen by a senior member of staff.")
    return with_form(request, row, forms.SeniorForm, actions.senior_has_seen, done)


@deed
def withdraw(request: HttpRequest, row: Referral) -> HttpResponse:
    """End it because the person asked for that."""
    done = _taken_back(request, row)
    return with_form(request, row, forms.WithdrawForm, actions.withdraw, done)


@deed
def claim(request: HttpRequest, row: Referral) -> HttpResponse:
    """Let the person take it over, or stop it, once they have said their word."""
    at = timezone.now()
    may_try = wrong_words_today(row, at) < MOST_WRONG or user_is_manager(request.user)
    form = partial(ClaimForm, their_word=their_word(row, lent(request)), may_try=may_try)
    heard = form(request.POST, referral=row)
    if not heard.is_valid() and heard.was_wrong:
        actions.count_wrong_word(referral=row, by=request.user, at=at)
    stops = request.POST.get("what") == "stop"
    done = _taken_back(request, row) if stops else _("The person has taken this over.")
    return with_form(request, row, form, actions.claim, done)


@deed
def end_ways_back(request: HttpRequest, row: Referral) -> HttpResponse:
    """Let no code open it any more."""
    done = _("Their ways back are ended. Their codes open nothing any more.")
    return with_form(request, row, forms.EndForm, actions.end_ways_back, done)


@deed
def reopen(request: HttpRequest, row: Referral) -> HttpResponse:
    """Open a finished one again."""
    at, key = timezone.now(), lent(request)
    facts = facts_to_start_at(row, to_the_hour(at), key)
    action = partial(actions.reopen, facts=facts, safe=what_is_safe(row, key, returning=True))
    return with_form(request, row, forms.ReopenForm, action, _("This is open again."), at)


def _to_count_from(request: HttpRequest, row: Referral) -> dict[str, Any]:
    """Return the facts that its clocks start from, and what is safe."""
    key = lent(request)
    facts = facts_to_start_at(row, came_at(row), key)
    return {"facts": facts, "safe": what_is_safe(row, key)}


def with_form(
    request: HttpRequest,
    row: Referral,
    form_class: FormMaker,
    action: Callable[..., Any],
    done: str,
    at: datetime | None = None,
) -> HttpResponse:
    """Do what a form asks for, or show the page with what is wrong, or with what has changed."""
    form = form_class(request.POST, referral=row)
    shown_again = {f"{form.name}_form": form}
    if not form.is_valid():
        return show(request, row, 422, wrong=form, **shown_again)
    given = form.cleaned_data
    if "version" in given:
        given["expected_version"] = given.pop("version")
    try:
        action(referral=row, by=request.user, at=at or timezone.now(), **given)
    except actions.ChangedMeanwhile as changed:
        again = _typed_again(request, form_class, changed.referral)
        return out_of_date(request, changed.referral, **again)
    except actions.MayNotWrite as why:
        if why.about in form.fields:
            form.add_error(why.about, str(why))
            return show(request, find(row.pk, request.user), 422, wrong=form, **shown_again)
        return show(request, find(row.pk, request.user), 409, conflict=str(why), **shown_again)
    except actions.NotAllowed:
        now = find(row.pk, request.user)
        if now.version == row.version and waits_for_senior(now, request.user):
            conflict = _("A senior member of staff must look at this first.")
            return show(request, now, 409, conflict=conflict, **shown_again)
        return out_of_date(request, find(row.pk, request.user), **shown_again)
    return led_back(request, row, done)


def _taken_back(request: HttpRequest, row: Referral) -> str:
    if waits_for_senior(row, request.user):
        return _("They took it back. It stays open until a senior has looked.")
    return _("This is withdrawn.")


def _typed_again(
    request: HttpRequest, form_class: FormMaker, row: Referral
) -> dict[str, forms.WorkForm]:
    """Return the form with what was typed, about the referral as it stands now."""
    data = request.POST.copy()
    data["version"] = str(row.version)
    form = form_class(data, referral=row)
    return {f"{form.name}_form": form}


def out_of_date(request: HttpRequest, row: Referral, **shown_again: Any) -> HttpResponse:
    """Show the page as it is now, with what a colleague has changed."""
    # It may be behind a wall since.
    row = find(row.pk, request.user)
    return show(request, row, 409, changed=last_change(row), stale=True, **shown_again)


def led_back(request: HttpRequest, row: Referral, words: str = "") -> HttpResponse:
    """Lead back to the page, or to the queue if they may not see it any more, and say ``words``."""
    if words:
        messages.success(request, words)
    if not Referral.objects.visible_to(request.user).filter(pk=row.pk).exists():
        return HttpResponseRedirect(reverse("intake:queue"), status=303)
    return _back(row)


def _back(row: Referral) -> HttpResponse:
    return HttpResponseRedirect(reverse("intake:referral", args=[row.pk]), status=303)
