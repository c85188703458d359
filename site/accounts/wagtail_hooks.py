"""The CMS's menu without the administration of accounts, which lives at the command line."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks


@hooks.register("construct_settings_menu")
def hide_accounts(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take the entries away whose addresses answer 404."""
    menu_items[:] = [item for item in menu_items if item.name not in ("users", "groups")]
