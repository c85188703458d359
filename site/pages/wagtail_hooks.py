"""The CMS's menu with what editors of this website use, and nothing else."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

UNUSED = frozenset({"documents", "help", "reports"})


@hooks.register("construct_main_menu")
def hide_what_is_not_used(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take away reports, help about Wagtail, and documents, which this website does not offer."""
    menu_items[:] = [item for item in menu_items if item.name not in UNUSED]
