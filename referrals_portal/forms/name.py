"""What to call the person, and how old they are, roughly."""

from django.utils.translation import gettext_lazy as _

from hub.vocabulary import UNDER_18
from referrals_portal.forms.base import FOR_A_CHILD, NAME_LENGTH, PERSONAL, StepForm, choice, words

AGE_BANDS = [
    ("under_13", _("Under 13")),
    ("13_15", _("13 to 15")),
    ("16_17", _("16 or 17")),
    ("18_59", _("18 to 59")),
    ("60_plus", _("60 or over")),
    ("not_given", _("I would rather not say")),
]
OF_A_CHILD = [pair for pair in AGE_BANDS if pair[0] in (*UNDER_18, "not_given")]


class NameForm(StepForm):
    """A name to use, and an age band. Any name will do."""

    classified = {"name": PERSONAL, "age_band": PERSONAL}
    tokens = {"name": "name"}

    name = words(
        _("What should we call you?"),
        NAME_LENGTH,
        missing=_("Enter a name. It does not have to be your full name."),
        help_text=_("A first name is enough. It does not have to be your real one."),
    )
    age_band = choice(_("How old are you?"), AGE_BANDS, missing=_("Choose an age group."))

    def adapt(self) -> None:
        """Ask about the person who needs support."""
        if self.about_someone_else:
            child = self.for_whom in FOR_A_CHILD
            self.fields["name"].label = (
                _("What should we call your child?")
                if child
                else _("What should we call the person who needs support?")
            )
            self.fields["name"].help_text = _("A first name is enough.")
            self.fields["name"].widget.attrs["autocomplete"] = "off"
            self.tokens = {}
            self.fields["age_band"].label = _("How old are they?")
            if child:
                self.offer("age_band", OF_A_CHILD)
