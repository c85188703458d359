"""Thoughts of self-harm, and others who may be at risk. Help first; accepted all the same."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import SENSITIVE, StepForm, choice


class FeelingForm(StepForm):
    """Two questions that may be left alone. Not a risk assessment, which is for trained people."""

    classified = {"self_harm": SENSITIVE, "others": SENSITIVE}

    self_harm = choice(
        _("Are you having thoughts of harming yourself or of not wanting to live?"),
        [("no", _("No")), ("yes", _("Yes")), ("not_given", _("I would rather not say"))],
        missing=_("Choose an answer about self-harm. You can choose “I would rather not say”."),
        help_text=_("Many people have such thoughts after something bad. You can tell us."),
    )
    others = choice(
        _("Are there children, or others, who may not be safe?"),
        [("no", _("No")), ("yes", _("Yes")), ("not_given", _("I would rather not say"))],
        missing=_(
            "Choose an answer about children or others. You can choose “I would rather not say”."
        ),
    )

    def adapt(self) -> None:
        """Ask about the person whom it is for, or about both."""
        if self.for_whom == "me_and_my_child":
            self.fields["self_harm"].label = _(
                "Do you, or does your child, have thoughts of harming yourselves, or of not "
                "wanting to live?"
            )
        elif self.about_someone_else:
            self.fields["self_harm"].label = _(
                "Do they have thoughts of harming themselves or of not wanting to live?"
            )
            self.fields["self_harm"].help_text = ""
