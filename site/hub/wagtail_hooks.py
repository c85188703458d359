"""The hub in the CMS: the kind of entry that its history is made of."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from hub.editing import ACTION


@hooks.register("register_log_actions")
def know_what_is_logged(actions: Any) -> None:
    """Let Wagtail's log take the entries of `HubForm`."""
    actions.register_action(ACTION, _("Change the hub"), _("The hub was changed"))
