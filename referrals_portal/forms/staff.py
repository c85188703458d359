"""Whether somebody who works here should not see this."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import SENSITIVE, StepForm, choice, words


class StaffForm(StepForm):
    """A yes seals everything to the managers' own key: the restricted compartment."""

    classified = {"knows": SENSITIVE, "whom": SENSITIVE}
    reveals = {"knows": {"yes": ["whom"]}}
    only_if_answered = ("whom",)

    knows = choice(
        _("Is there anyone who works here who should not see this?"),
        [("no", _("No, or I do not know anyone here")), ("yes", _("Yes"))],
        missing=_("Choose if anyone who works here should not see this."),
        help_text=_(
            "For example a relative, an ex-partner or a neighbour. If you choose yes, only a "
            "manager can open what you send."
        ),
    )
    whom = words(
        _("Who is it?"),
        120,
        help_text=_("A first name is enough. It helps the manager. You can leave this out."),
    )
