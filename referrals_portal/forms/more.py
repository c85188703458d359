"""What decides, with the kind of crime, how soon and by whom somebody is helped."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import SENSITIVE, StepForm, several

THEIRS = [
    ("repeat", _("It has happened before, or the same person does it again and again")),
    ("intimidated", _("They are afraid of somebody, or of talking to someone")),
    ("hate", _("It happened because of who they are")),
    ("vulnerable", _("They have a condition, disability or illness that makes life harder")),
]


class MoreForm(StepForm):
    """The plain words for being persistently targeted, vulnerable or intimidated.

    The three groups of the Victims' Code, asked without proof and without saying so. The values
    are the markers of the hub's rules.
    """

    classified = {"markers": SENSITIVE}
    heading_field = "markers"

    markers = several(
        _("Does any of this fit you?"),
        [
            ("repeat", _("It has happened before, or the same person does it again and again")),
            ("intimidated", _("I am afraid of them, or of what could happen if I talk to someone")),
            ("hate", _("It happened because of who I am")),
            ("vulnerable", _("I have a condition, disability or illness that makes life harder")),
        ],
        help_text=_("Choose all that fit, or none."),
    )

    def adapt(self) -> None:
        """Say "they" where it is for somebody else."""
        if self.about_someone_else:
            self.fields["markers"].label = _("Does any of this fit them?")
            self.offer("markers", THEIRS)
