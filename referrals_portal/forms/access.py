"""What makes it possible, or easier, to talk with each other."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import SENSITIVE, StepForm, several, words


class AccessForm(StepForm):
    """Languages and ways of talking; all of it may be skipped."""

    classified = {"access": SENSITIVE, "language": SENSITIVE, "words": SENSITIVE}
    heading_field = "access"
    only_if_answered = ("language",)
    reveals = {"access": {"interpreter": ["language"]}}

    access = several(
        _("Is there anything that would make it easier to talk?"),
        [
            ("interpreter", _("An interpreter")),
            ("bsl", _("British Sign Language")),
            ("relay", _("Text relay (Relay UK)")),
            ("welsh", _("Welsh")),
            ("large_print", _("Large print")),
            ("easy_read", _("Easy read: short words and pictures")),
            ("wheelchair", _("A place without steps")),
            ("woman", _("Talking to a woman")),
            ("man", _("Talking to a man")),
        ],
        help_text=_("Choose all that fit, or none."),
    )
    language = words(_("Which language?"), 60)
    words = words(_("Anything else?"), 300, rows=2, help_text=_("You can leave this out."))

    def clean(self) -> dict[str, object]:
        """Ask for the language where an interpreter is needed."""
        data = super().clean() or self.cleaned_data
        silent = not data.get("language") and "language" not in self.errors
        if "interpreter" in data.get("access", []) and silent:
            self.add_error("language", _("Enter the language that you speak."))
        return data
