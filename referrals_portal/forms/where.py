"""Whether the person is in the hub's area. Nobody is refused for it."""

from django.utils.translation import gettext_lazy as _

from hub.snapshot import current_hub
from referrals_portal.forms.base import PERSONAL, StepForm, choice, words


class WhereForm(StepForm):
    """In the hub's area or not, and as much of an address as they want to give."""

    classified = {"in_area": PERSONAL, "place": PERSONAL}

    in_area = choice(
        "",
        [
            ("yes", _("Yes")),
            ("no", _("No, somewhere else")),
            ("not_given", _("I am not sure, or would rather not say")),
        ],
        missing=_("Choose where you live. You can choose “I would rather not say”."),
    )
    place = words(
        _("Town, or the first part of the postcode"),
        60,
        help_text=_("For example “PO1”. You can leave this out."),
    )

    def adapt(self) -> None:
        """Name the hub's area in the question."""
        area = {"area": current_hub().area or _("the area that we serve")}
        self.fields["in_area"].label = (
            _("Do they live in %(area)s?") if self.about_someone_else else
            _("Do you live in %(area)s?")
        ) % area  # fmt: skip
