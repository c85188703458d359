"""The first page: how to leave, and whether anyone else looks at this device."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import SENSITIVE, StepForm, choice


class DeviceForm(StepForm):
    """What follows decides about the browser's help with typing, and about the Shift key."""

    classified = {"shared": SENSITIVE, "shift_off": SENSITIVE}
    only_if_yes = ("shift_off",)

    shared = choice(
        _("Might anyone else use or check this phone or computer?"),
        [
            ("yes", _("Yes, or I am not sure")),
            ("no", _("No, only I use it")),
        ],
        missing=_("Choose if anyone else might use or check this device."),
        help_text=_(
            "If they might, we tell your browser not to keep what you type. If only you use it, "
            "your browser may help you to fill in the form, and may keep what you type."
        ),
    )
    shift_off = forms.BooleanField(
        label=_("Turn off the Shift shortcut on this form"),
        required=False,
        help_text=_("For example if you use a screen reader or sticky keys. The button stays."),
    )
