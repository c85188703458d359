"""Whether the police have been told."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import PERSONAL, SENSITIVE, StepForm, choice, words


class ToldForm(StepForm):
    """It makes no difference to getting support, and the page says so."""

    classified = {"reported": SENSITIVE, "crime_reference": PERSONAL}
    reveals = {"reported": {"yes": ["crime_reference"]}}

    reported = choice(
        _("Have the police been told?"),
        [
            ("yes", _("Yes")),
            ("no", _("No")),
            ("someone_else_did", _("Someone else told them")),
            ("not_sure", _("I am not sure, or would rather not say")),
        ],
        missing=_("Choose if the police have been told. You can choose “not sure”."),
    )
    crime_reference = words(
        _("Crime reference number, if you have it"),
        40,
        help_text=_("The police may have given you one. You can leave this empty."),
    )
