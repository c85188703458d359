"""What the CMS's log says of upkeep, and of what was kept from the public."""

from typing import Any

from django.utils.translation import gettext_lazy as _

CHECKED = "directory.checked"
CONFIRMED = "directory.confirmed"
TAKEN = "directory.suggestion_taken"
LEFT = "directory.suggestion_left"
KEPT_BACK = "directory.kept_back"
KINDS = {
    CHECKED: (_("Check"), _("Somebody made sure that it is right")),
    CONFIRMED: (_("Confirm"), _("The service said that it is all right")),
    TAKEN: (_("Take a suggestion"), _("A suggestion was taken")),
    LEFT: (_("Leave a suggestion"), _("A suggestion was left as it is")),
    KEPT_BACK: (_("Keep back"), _("It was not published, for it says a secret address")),
}


def register(actions: Any) -> None:
    """Let Wagtail's log take our entries."""
    for kind, (label, message) in KINDS.items():
        actions.register_action(kind, label, message)
