"""What the person agrees to, one tick for each thing. Nothing is ticked beforehand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import PERSONAL, StepForm

WORDING = "2026-11"
"""The version of the words below, kept with each referral. Change it when they change."""


class AgreeForm(StepForm):
    """Keeping and using the answers is needed to help; sharing them is a choice of its own."""

    classified = {"use": PERSONAL, "share_services": PERSONAL, "share_police": PERSONAL}

    use = forms.BooleanField(
        label=_("You may keep what I have written and use it to support me"),
        error_messages={"required": _("Tick the first box, so that we may use what you wrote.")},
    )
    share_services = forms.BooleanField(
        label=_("You may pass it to a specialist service, after you have talked to me about it"),
        required=False,
    )
    share_police = forms.BooleanField(
        label=_("You may tell the police that I am in touch with you"), required=False
    )
