"""Whether the person is in danger at this moment, asked before anything else."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import SENSITIVE, StepForm, choice


class NowForm(StepForm):
    """Anything but a no shows help at once, and is accepted all the same."""

    classified = {"danger": SENSITIVE}

    danger = choice(
        _("Are you, or is the person you are worried about, in danger right now?"),
        [("no", _("No")), ("yes", _("Yes")), ("not_sure", _("I am not sure"))],
        missing=_("Choose if anyone is in danger right now. You can choose “I am not sure”."),
    )
