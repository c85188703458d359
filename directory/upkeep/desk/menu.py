"""The desk's places in the CMS's menu; suggestions that wait are counted beside their name."""

from copy import copy
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from directory.models import Suggestion


class DeskItem(MenuItem):
    """A page for whoever may change services."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this editor may."""
        return bool(request.user.has_perm("directory.change_service"))


class Suggestions(DeskItem):
    """The suggestions, with how many wait."""

    def render_component(self, request: HttpRequest) -> Any:
        """Say how many there are; nothing if there are none."""
        waiting, shown = Suggestion.objects.count(), copy(self)
        if waiting:
            shown.label = gettext("%(label)s (%(number)d)") % {
                "label": self.label,
                "number": waiting,
            }
        return MenuItem.render_component(shown, request)


def menu_items() -> list[MenuItem]:
    """Return the pages of the desk, in their order."""
    return [
        DeskItem(
            _("To be checked"), reverse_lazy("directory_due"), "due", icon_name="date", order=90
        ),
        Suggestions(
            _("Suggestions"), reverse_lazy("directory_suggestions"), "suggestions",
            icon_name="mail", order=91,
        ),
        DeskItem(
            _("Spreadsheet"), reverse_lazy("directory_sheet"), "sheet", icon_name="table", order=92
        ),
    ]  # fmt: skip
