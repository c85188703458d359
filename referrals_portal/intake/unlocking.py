"""Unlocking the restricted compartment, for managers. For everybody else there is no such page."""

import logging

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import user_is_manager
from core.forms import Form
from referrals_portal.intake import lending
from referrals_portal.intake.door import next_page
from referrals_portal.sealing.lending import DoesNotUnlock, KeysMissing

log = logging.getLogger("front_door.intake")


class WordsForm(Form):
    """The managers' words."""

    words = forms.CharField(
        label=gettext_lazy("The managers’ words"),
        max_length=1000,
        help_text=gettext_lazy(
            "Leave a space between the words. Capital letters make no difference."
        ),
        error_messages={"required": gettext_lazy("Enter the managers’ words.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the words. GET shows the page; POST unlocks for this sitting and goes on."""
    if not user_is_manager(request.user):
        raise Http404
    form = WordsForm(request.POST if request.method == "POST" else None)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if form.is_bound:
        at = timezone.now()
        if lending.must_wait(request, at):
            return _wait(request)
        if form.is_valid() and (secret := _try(request, form)):
            response = HttpResponseRedirect(next_page(wanted), status=303)
            lending.hand_over(response, secret)
            return response
        if lending.must_wait(request, at):
            return _wait(request)
    context = {"form": form, "next": wanted, "unlocked": lending.lent(request) is not None}
    return render(request, "intake/unlock.html", context, status=422 if form.errors else 200)


def _try(request: HttpRequest, form: WordsForm) -> str:
    """Return the browser's half, or an empty text and a mistake in the form."""
    try:
        secret = lending.unlock(request, form.cleaned_data["words"])
    except DoesNotUnlock:
        lending.count_wrong(request, timezone.now())
        log.warning("account %s tried wrong words on the restricted compartment", request.user.pk)
        form.add_error("words", _("These are not the words. Check each of them, and try again."))
    except KeysMissing as error:
        log.error("the restricted compartment cannot be unlocked: %s", error)
        form.add_error(
            None,
            _("The key is missing here. Tell whoever looks after this system. Nothing is lost."),
        )
    else:
        log.info("account %s unlocked the restricted compartment", request.user.pk)
        messages.success(request, _("What is restricted is unlocked for you until you sign out."))
        return secret
    return ""


def _wait(request: HttpRequest) -> HttpResponse:
    response = render(request, "intake/unlock_later.html", status=429)
    response["Retry-After"] = str(int(lending.WAIT.total_seconds()))
    return response
