"""Vouching for a whole list at once: after a busy hour most of it is from people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referrals_portal import actions
from referrals_portal.intake.queue import ROWS
from referrals_portal.models import Referral


def vouch_for_all(request: HttpRequest) -> HttpResponse:
    """Vouch for every referral that was shown, as it stood then; asked for by GET, do nothing.

    What arrived or was changed since the list was shown is left as it is.
    """
    shown = dict(filter(None, map(_row, request.POST.getlist("row")[:ROWS])))
    rows = Referral.objects.visible_to(request.user).in_bulk(list(shown))
    done = sum(_vouch(request, row, shown[key]) for key, row in rows.items())
    if done:
        words = ngettext(
            "%(n)d is from a person. Its message may be sent.",
            "%(n)d are from people. Their messages may be sent.",
            done,
        )
        messages.success(request, words % {"n": done})
    if done < len(shown):
        messages.warning(request, _("Some were changed while you looked, and are as they were."))
    return HttpResponseRedirect(f"{reverse('intake:queue')}?show=suspected", status=303)


def _vouch(request: HttpRequest, row: Referral, version: int) -> bool:
    try:
        actions.vouch(referral=row, by=request.user, at=timezone.now(), expected_version=version)
    except (actions.ChangedMeanwhile, actions.NotAllowed):
        return False
    return True


def _row(text: str) -> tuple[UUID, int] | None:
    """Return which referral, and which version of it, one line of the list was; None for others."""
    key, _colon, version = text.partition(":")
    try:
        return UUID(key), int(version)
    except ValueError:
        return None
