"""What would help."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import SENSITIVE, StepForm, several, words


class NeedsForm(StepForm):
    """Any of the ways in which a hub helps, and a few words; all of it may be skipped."""

    classified = {"needs": SENSITIVE, "words": SENSITIVE}
    heading_field = "needs"

    needs = several(
        _("What would help?"),
        [
            ("talk", _("Someone to talk to")),
            ("safety", _("Feeling safer")),
            ("justice", _("Finding out what is happening with the police or the court")),
            ("practical", _("Practical help, such as locks or forms")),
            ("health", _("Help with health or feelings")),
            ("housing", _("A safe place to live")),
            ("family", _("Help for children or family")),
            ("money", _("Help with money or benefits")),
            ("work", _("Help with work, school or college")),
            ("not_sure", _("I am not sure yet")),
        ],
        help_text=_("Choose all that fit, or none. You can change your mind later."),
    )
    words = words(
        _("Is there anything else that we should know?"),
        500,
        rows=3,
        help_text=_("You can leave this out."),
    )
