"""Who needs support."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import PERSONAL, StepForm, choice, words


class WhoForm(StepForm):
    """Who it is for. The values are those of the hub's rules."""

    classified = {"for_whom": PERSONAL}
    hints = {
        "for_whom": {
            "someone_else": _(
                "If they do not know, call us instead. We can give advice without writing "
                "anything down about them."
            )
        }
    }

    for_whom = choice(
        _("Who needs support?"),
        [
            ("me", _("Me")),
            ("my_child", _("My child")),
            ("someone_else", _("Someone else, and they know that I am asking")),
            ("relative", _("Me, because of what happened to a relative or friend")),
            ("bereaved", _("Me, because someone has died")),
            ("witness", _("Me, because of what I saw or heard")),
        ],
        missing=_("Choose who needs support."),
    )


class YouForm(StepForm):
    """Who is asking, when it is for somebody else."""

    classified = {"your_name": PERSONAL, "relationship": PERSONAL}

    your_name = words(
        _("What should we call you?"), 80, missing=_("Enter a name that we can call you.")
    )
    relationship = words(
        _("How do you know them?"),
        80,
        missing=_("Tell us how you know them, for example “neighbour”."),
        help_text=_("For example parent, sister, friend or support worker."),
    )
