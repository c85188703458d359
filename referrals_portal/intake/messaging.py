"""Writing to the person, meeting them, asking others: each is one POST, one action, and back."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.snapshot import current_hub
from referrals_portal import actions
from referrals_portal.actions.appointments import Told
from referrals_portal.actions.partners import agreed_partners
from referrals_portal.intake import message_forms as forms
from referrals_portal.intake.doing import deed, led_back, out_of_date, with_form
from referrals_portal.intake.doubts import astray
from referrals_portal.intake.lending import lent
from referrals_portal.intake.page import show, writable
from referrals_portal.intake.reading import answers_of, can_have_one, language_of, what_is_safe
from referrals_portal.intake.written import agreed_in, says
from referrals_portal.messages.catalogue import LETTER
from referrals_portal.models import Appointment, Referral

CANCELLED = {
    Told.NOT_NEEDED: gettext_lazy("The appointment is cancelled."),
    Told.WRITTEN: gettext_lazy("The appointment is cancelled, and a message tells them."),
    Told.BY_STAFF: gettext_lazy(
        "The appointment is cancelled. They were told of it, and no message can tell them that it "
        "is off. Tell them yourself, if that is safe."
    ),
}


def _about(request: HttpRequest, row: Referral) -> dict[str, Any]:
    """Return what has to be known of somebody before they are written to."""
    key = lent(request)
    return {
        "safe": what_is_safe(row, key),
        "hub": current_hub(),
        "language": language_of(row, key),
        "wrong": astray(row, key, known=True),
        "doubtful": astray(row, key),
    }


@deed
def write(request: HttpRequest, row: Referral) -> HttpResponse:
    """Write one of the messages that staff may send by hand."""
    about = _about(request, row)
    form = partial(
        forms.WriteForm,
        channels=writable(row, about["safe"], about["wrong"]),
        says=says(about["safe"], about["hub"], about["language"]),
    )
    written = _("It is written. It leaves when we are open and it is safe for them.")
    action = partial(actions.write_to, **about)
    return with_form(request, row, form, action, _letter_waits(request) or written)


@deed
def appointment(request: HttpRequest, row: Referral) -> HttpResponse:
    """Keep what was agreed."""
    about, at = _about(request, row), timezone.now()
    form = partial(
        forms.AppointmentForm, channels=writable(row, about["safe"], about["wrong"]),
        at=at, hours=about["hub"].hours,
    )  # fmt: skip
    action = partial(actions.make_appointment, **about)
    kept = " ".join(filter(None, (_("The appointment is kept."), _letter_waits(request))))
    return with_form(request, row, form, action, kept, at)


def _letter_waits(request: HttpRequest) -> str:
    """Return what is left to do where a letter was chosen: nothing sends it by itself."""
    if request.POST.get("channel") != LETTER:
        return ""
    return _("A letter waits under “Messages to see to”. Print it and post it.")


@deed
def cancel(request: HttpRequest, row: Referral) -> HttpResponse:
    """Cancel an appointment, and tell them where something has told them of it."""
    form = forms.CancelForm(request.POST, referral=row)
    if not form.is_valid():
        return show(request, row, 422, wrong=form)
    rows = Appointment.objects.select_related("referral").filter(referral=row)
    found = rows.filter(pk=form.cleaned_data["appointment"]).first()
    if found is None:
        raise Http404
    agreed = agreed_in(found, lent(request))
    if agreed is None:
        return show(request, row, 409, conflict=_("This appointment cannot be opened here."))
    try:
        told = actions.cancel_appointment(
            referral=row, appointment=found.pk, agreed=agreed, by=request.user,
            at=timezone.now(), **_about(request, row),
        )  # fmt: skip
    except actions.ChangedMeanwhile:
        return out_of_date(request, row)
    if told is Told.BY_STAFF:
        messages.warning(request, CANCELLED[told])
        return led_back(request, row)
    return led_back(request, row, str(CANCELLED[told]))


@deed
def task(request: HttpRequest, row: Referral) -> HttpResponse:
    """Say that something that a message left to do is done."""
    return with_form(request, row, forms.TaskForm, actions.task_done, _("Marked as done."))


@deed
def offer_letter(request: HttpRequest, row: Referral) -> HttpResponse:
    """Have our offer printed, because it did not arrive otherwise."""
    key = lent(request)
    action = partial(
        actions.offer_by_letter, safe=what_is_safe(row, key), allowed=can_have_one(row, key)
    )
    done = _("The letter is ready to be printed.")
    return with_form(request, row, forms.TaskForm, action, done)


@deed
def posted(request: HttpRequest, row: Referral) -> HttpResponse:
    """Say that a letter was posted."""
    action = partial(actions.letter_posted, safe=what_is_safe(row, lent(request)))
    return with_form(request, row, forms.PostedForm, action, _("The letter is recorded as sent."))


@deed
def partner(request: HttpRequest, row: Referral) -> HttpResponse:
    """Ask somebody with whom they agreed that we share to ring us."""
    hub = current_hub()
    agreed = agreed_partners(answers_of(row, lent(request)), hub)
    form = partial(forms.PartnerForm, agreed=agreed)
    action = partial(actions.ask_partner, agreed=agreed, hub=hub)
    return with_form(request, row, form, action, _("They are asked to ring us."))


@deed
def give(request: HttpRequest, row: Referral) -> HttpResponse:
    """Give it to a colleague."""
    given = _("Your colleague has this now.")
    return with_form(request, row, forms.GiveForm, actions.give, given)
