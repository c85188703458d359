"""What the person wants, one choice at a time. Nothing is ticked beforehand but a no.

The hub's lawful basis for keeping what it was told is its own, and the privacy notice says which;
these record wishes. Each is kept with the version of the words below and the time.
"""

from django.utils.translation import gettext_lazy as _

from hub.snapshot import current_hub
from referrals_portal.forms.base import PERSONAL, StepForm, choice, several

WORDING = "2026-12-2"
"""The version of the words below, kept with each referral. Change it when they change."""

YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]


class AgreeForm(StepForm):
    """To be contacted."""

    classified = {"contact": PERSONAL}

    contact = choice(
        _("May we contact you, only in the ways that you said are safe?"),
        [("yes", _("Yes")), ("no", _("No. I will call you"))],
        missing=_("Choose if we may contact you."),
    )

    def adapt(self) -> None:
        """Say whom we contact."""
        if self.contacts_the_other:
            self.fields["contact"].label = _(
                "May we contact them, only in the ways that you said are safe?"
            )
            self.offer("contact", [("yes", _("Yes")), ("no", _("No. They will call"))])


class ShareForm(StepForm):
    """To share with each service by its name."""

    classified = {"services": PERSONAL}
    heading_field = "services"

    services = several(
        _("Which of these may we share this with, if they could help?"),
        [],
        help_text=_("Only those that you tick, and only after we have talked about it with you."),
    )

    def adapt(self) -> None:
        """Name the services that the hub works with."""
        self.offer("services", [(partner.key, partner.name) for partner in current_hub().partners])
        if self.contacts_the_other:
            self.fields["services"].help_text = _(
                "Only those that you tick, and only after we have talked about it with them."
            )


class PoliceForm(StepForm):
    """With the police: no, unless they say otherwise."""

    classified = {"police": PERSONAL}

    police = choice(
        _("May we tell the police that you are in touch with us?"),
        YES_OR_NO,
        missing=_("Choose if we may tell the police."),
        initial="no",
        help_text=_(
            "It makes no difference to the support you get. Only if someone could be badly hurt "
            "may we have to tell them anyway. We would talk with you first if we can."
        ),
    )

    def adapt(self) -> None:
        """Say who is in touch with us: of a child and a parent, both are."""
        if self.about_someone_else and self.for_whom != "me_and_my_child":
            self.fields["police"].label = _(
                "May we tell the police that they are in touch with us?"
            )
            self.fields["police"].help_text = _(
                "It makes no difference to the support they get. Only if someone could be badly "
                "hurt may we have to tell the police anyway. We would talk about it first if we "
                "can."
            )


class SurveyForm(StepForm):
    """For a survey: no, unless they say otherwise."""

    classified = {"survey": PERSONAL}

    survey = choice(
        _("May we ask you later what we did well and what we could do better?"),
        YES_OR_NO,
        missing=_("Choose if we may ask you later."),
        initial="no",
        help_text=_("Only in a way that is safe for you. You can say no when we ask."),
    )

    def adapt(self) -> None:
        """Say whom we would ask."""
        if self.contacts_the_other:
            self.fields["survey"].label = _(
                "May we ask them later what we did well and what we could do better?"
            )
            self.fields["survey"].help_text = _(
                "Only in a way that is safe for them. They can say no when we ask."
            )
