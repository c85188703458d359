"""The page of one referral: how to reach the person first, then what they said, then the work."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import user_is_manager
from hub.snapshot import current_hub
from referrals_portal.actions.clocks import settle
from referrals_portal.actions.ending import has_ways_back, waits_for_senior
from referrals_portal.actions.partners import agreed_partners
from referrals_portal.actions.priority import is_decided
from referrals_portal.actions.tasks import has_offer_letter, may_be_posted
from referrals_portal.actions.tried import tries
from referrals_portal.actions.ways import CALLED
from referrals_portal.actions.writing import BY_HAND, SENT, safe_ways, why_not
from referrals_portal.intake import forms
from referrals_portal.intake.access import typed_words
from referrals_portal.intake.claiming import ClaimForm, may_be_claimed
from referrals_portal.intake.doubts import doubts, marked
from referrals_portal.intake.lending import lent
from referrals_portal.intake.message_forms import (
    AppointmentForm,
    GiveForm,
    PartnerForm,
    WriteForm,
)
from referrals_portal.intake.promised import promises
from referrals_portal.intake.queue import shown_due
from referrals_portal.intake.reading import Opened, answered, can_be_a_letter, read, written_in
from referrals_portal.intake.referred import referred
from referrals_portal.intake.rules.words import listed
from referrals_portal.intake.since import since
from referrals_portal.intake.timeline import timeline
from referrals_portal.intake.written import lines, meetings, says, to_do
from referrals_portal.messages.catalogue import LETTER, OFFER
from referrals_portal.models import Clock, Referral
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing.opening import CannotOpen, KeysMissing, Locked


def find(uuid: UUID, user: Any) -> Referral:
    """Return a referral as it stands, or answer 404: also for one that ``user`` may not know of."""
    rows = Referral.objects.visible_to(user).select_related("assignee")
    row = rows.filter(pk=uuid).first()
    if row is None:
        raise Http404
    return row  # type: ignore[no-any-return]


def opens(
    view: Callable[[HttpRequest, Referral], HttpResponse],
) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """Make a view about one referral, by its identity; where it does not open, a page says why."""

    @wraps(view)
    def found(request: HttpRequest, uuid: UUID) -> HttpResponse:
        row = find(uuid, request.user)
        try:
            return view(request, row)
        except Locked:
            return _locked(request, row)
        except CannotOpen:
            return _instead(request, row, "intake/cannot_open.html", 409)
        except KeysMissing:
            return _instead(request, row, "intake/no_key.html", 503)

    return found


@opens
def referral(request: HttpRequest, row: Referral) -> HttpResponse:
    """Show it."""
    return show(request, row)


def show(request: HttpRequest, row: Referral, status: int = 200, **extra: Any) -> HttpResponse:
    """Open a referral, write down who did, and only then show it; raises like `read`.

    ``extra`` is what the page has to say besides: a form with its mistakes under its name, or a
    ``conflict``.
    """
    at, key = timezone.now(), lent(request)
    opened = read(row, by=request.user, at=at, lent=key)
    later = since(row, opened.answers, key)
    safe = later.safe
    if later.changed_at and row.is_open and not (later.unreadable or later.taken_back):
        settle(referral=row, safe=safe, by=request.user, at=at)
    every = list(Clock.objects.filter(referral=row))
    clocks = [clock for clock in every if clock.superseded_at is None]
    not_met = [clock for clock in clocks if clock.met_at is None]
    started = [clock.started_at is not None for clock in not_met]
    rules = current_hub().rules
    found = doubts(row, key)
    wrong = {each.channel for each in found if each.wrong}
    context = {
        "referral": row,
        "due": shown_due(row, at, runs=any(started), waits=not all(started)),
        "waits": row.is_open and safe.nothing_is_safe,
        "since": later,
        "panel": marked(later.panel(at), safe, found),
        "opened": opened,
        "steps": answered(opened),
        "referred": referred(opened),
        "timeline": timeline(row, opened.received_at, key),
        "promises": promises(clocks, at, safe.ruled_out),
        "earlier": promises([clock for clock in every if clock.superseded_at], at),
        "moved": row.is_open and row.due_at and row.due_at not in {each.due_at for each in clocks},
        "rules": rules,
        "team": next((each for each in rules.teams if each.key == row.team), None),
        "then_by": listed(rules.messages.then_by),
        "reach_by": listed(opened.decision.get("reach_by", ())),
        "tries": tries(row),
        "messages_written": lines(row, at),
        "to_do": to_do(row, safe),
        "may_have_a_letter": row.is_open
        and can_be_a_letter(opened)
        and may_be_posted(row, OFFER, safe)
        and not has_offer_letter(row),
        "meetings": meetings(row, at, key),
        "may_not_write": why_not(row) if row.is_open else "",
        **_letters(row, opened, safe, wrong, at),
        "goes_by_crime_recorded": row.is_open
        and any(clock.starts == "crime_recorded" for clock in not_met),
        "is_decided": is_decided(row),
        "may_work_out_again": row.is_open and user_is_manager(request.user),
        "may_see_as_senior": row.senior_by is not None and user_is_manager(request.user),
        "waits_for_senior": waits_for_senior(row, request.user),
        "has_ways_back": has_ways_back(row),
        "may_release": row.assignee_id == request.user.pk or user_is_manager(request.user),
        **_forms(row, safe, at),
        "claim_form": ClaimForm(referral=row, their_word="")
        if may_be_claimed(row, opened.answers, later.claimed)
        else None,
        **extra,
    }
    return render(request, "intake/referral.html", context, status=status)


def _locked(request: HttpRequest, row: Referral) -> HttpResponse:
    """Say to a manager that it is restricted, and lead to where it is unlocked."""
    here = urlencode({"next": reverse("intake:referral", args=[row.pk])})
    unlock = f"{reverse('intake:unlock')}?{here}"
    return _instead(request, row, "intake/restricted.html", 423, unlock=unlock)


def _instead(
    request: HttpRequest, row: Referral, name: str, status: int, **extra: Any
) -> HttpResponse:
    # Words that were on their way in are shown again, so that they can be copied.
    context = {"reference": row.reference, "typed": typed_words(request), **extra}
    return render(request, name, context, status=status)


def writable(row: Referral, safe: SafeContact, wrong: Collection[str]) -> list[str]:
    """Return by what staff may write to them now; nothing where that is not wanted."""
    if why_not(row):
        return []
    hub = current_hub()
    sent = [
        way
        for each in SENT
        for way in safe_ways(row, BY_HAND[0], safe, hub, (each,), chosen=each, wrong=wrong)
    ]
    posts = LETTER not in wrong and may_be_posted(row, BY_HAND[0], safe)
    letter = [LETTER] if posts else []
    return [*(CALLED[way.channel] for way in sent), *letter]


def _letters(
    row: Referral, opened: Opened, safe: SafeContact, wrong: Collection[str], at: datetime
) -> dict[str, Any]:
    """Return the forms by which somebody is written to, met, or asked; none once it is finished."""
    if not row.is_open:
        return {}
    hub, channels = current_hub(), writable(row, safe, wrong)
    agreed = () if why_not(row) else agreed_partners(opened.answers, hub)
    return {
        "write_form": WriteForm(
            referral=row, channels=channels, says=says(safe, hub, written_in(opened))
        )
        if channels
        else None,
        "appointment_form": AppointmentForm(
            referral=row, channels=channels, at=at, hours=hub.hours
        ),
        "partner_form": PartnerForm(referral=row, agreed=agreed) if agreed else None,
        "give_form": GiveForm(referral=row),
    }


def _forms(row: Referral, safe: SafeContact, at: datetime) -> dict[str, Any]:
    return {
        "vouch_form": forms.VouchForm(referral=row),
        "note_form": forms.NoteForm(referral=row),
        "attempt_form": forms.AttemptForm(referral=row, safe=safe, at=at),
        "status_form": forms.StatusForm(referral=row),
        "priority_form": forms.PriorityForm(referral=row),
        "team_form": forms.TeamForm(referral=row),
        "confirm_form": forms.ConfirmForm(referral=row),
        "recorded_form": forms.RecordedForm(referral=row, at=at),
        "close_form": forms.CloseForm(referral=row),
        "withdraw_form": forms.WithdrawForm(referral=row),
        "senior_form": forms.SeniorForm(referral=row),
        "end_form": forms.EndForm(referral=row),
        "reopen_form": forms.ReopenForm(referral=row),
        "again_form": forms.AgainForm(referral=row),
    }
