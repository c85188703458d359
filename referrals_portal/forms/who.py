"""Who needs support, and who is asking."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import (
    FOR_A_CHILD,
    PERSONAL,
    SENSITIVE,
    StepForm,
    choice,
    words,
)


class WhoForm(StepForm):
    """Who it is for. The values are those of the hub's rules."""

    classified = {"for_whom": PERSONAL}

    for_whom = choice(
        _("Who needs support?"),
        [
            ("me", _("Me")),
            ("my_child", _("My child")),
            ("me_and_my_child", _("Both me and my child")),
            ("relative", _("Me, because of what happened to a relative or friend")),
            ("bereaved", _("Me, because someone has died")),
            ("witness", _("Me, because of what I saw or heard")),
            ("someone_else", _("A relative or friend")),
            ("someone_i_support_at_work", _("Someone I support in my work")),
            ("spokesperson", _("A person or family who asked me to speak for them")),
            ("business", _("A business or organisation")),
        ],
        missing=_("Choose who needs support."),
    )


class AgreedForm(StepForm):
    """Whether the person knows. Without that nothing is written down about them."""

    classified = {"agrees": SENSITIVE, "contact_whom": SENSITIVE, "their_word": SENSITIVE}
    reveals = {"agrees": {"yes": ["contact_whom", "their_word"]}}
    only_if_answered = ("contact_whom", "their_word")

    agrees = choice(
        _("Do they know that you are asking, and do they agree?"),
        [
            ("yes", _("Yes, they know and agree")),
            ("no", _("No")),
            ("not_sure", _("I am not sure")),
        ],
        missing=_("Choose if they know and agree."),
    )
    contact_whom = choice(
        _("Who should we contact?"),
        [
            ("them", _("Them. They said that we may")),
            ("me", _("Me. I will pass it on")),
        ],
        missing=_("Choose who we should contact."),
        required=False,
    )
    their_word = words(
        _("A word that they have chosen"),
        40,
        help_text=_(
            "If they phone us and say this word, they can take this over or stop it. After that "
            "we talk with them, and do not tell you anything. You can leave this out."
        ),
    )

    def clean(self) -> dict[str, object]:
        """Ask whom to contact once they agree."""
        data = super().clean() or self.cleaned_data
        silent = not data.get("contact_whom") and "contact_whom" not in self.errors
        if data.get("agrees") == "yes" and silent:
            self.add_error("contact_whom", _("Choose who we should contact."))
        return data


class YouForm(StepForm):
    """Who is asking, when it is for somebody else."""

    classified = {"your_name": PERSONAL, "relationship": PERSONAL, "organisation": PERSONAL}
    tokens = {"your_name": "name", "organisation": "organization"}

    your_name = words(
        _("What should we call you?"), 80, missing=_("Enter a name that we can call you.")
    )
    relationship = words(
        _("How do you know them?"),
        80,
        missing=_("Tell us how you know them, for example “neighbour”."),
        help_text=_("For example parent, sister, friend or support worker."),
    )
    organisation = words(
        _("Where do you work?"),
        120,
        missing=_("Enter the name of the place where you work."),
    )

    def adapt(self) -> None:
        """Ask for a place of work only of those who ask because of it."""
        if self.for_whom in FOR_A_CHILD:
            self.fields["relationship"].label = _("How are you related to the child?")
            self.fields["relationship"].help_text = _("For example mum, dad or gran.")
            self.fields["relationship"].error_messages["required"] = _(
                "Tell us how you are related to the child, for example “mum”."
            )
        if self.for_whom == "spokesperson":
            self.fields["relationship"].label = _("Who do you speak for, and how do you know them?")
        if self.for_whom == "business":
            self.fields["relationship"].label = _("What do you do there?")
            self.fields["relationship"].help_text = _("For example owner, manager or shop worker.")
            self.fields["relationship"].error_messages["required"] = _(
                "Tell us what you do there, for example “manager”."
            )
            self.fields["organisation"].label = _("What is the business or organisation called?")
        elif self.for_whom != "someone_i_support_at_work":
            del self.fields["organisation"]


class ChildForm(StepForm):
    """Whether the child may be contacted, and whether someone in the family is the danger."""

    classified = {"contact_child": SENSITIVE, "family_danger": SENSITIVE}

    contact_child = choice(
        _("Is it safe for us to talk with your child?"),
        [
            ("with_me", _("Yes, when I am there")),
            ("yes", _("Yes, also without me")),
            ("no", _("No, or I am not sure")),
        ],
        missing=_("Choose if it is safe for us to talk with your child."),
        help_text=_("We talk with you first in any case."),
    )
    family_danger = choice(
        _("Could the other parent, or someone else in the family or the home, be a danger?"),
        [("no", _("No")), ("yes", _("Yes")), ("not_sure", _("I am not sure"))],
        missing=_("Choose if someone in the family or the home could be a danger."),
        help_text=_("If they could, we never speak with anyone there but you."),
    )
