"""The CMS as editors of this website need it: a short menu, and a home page that stays."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

UNUSED = frozenset({"documents", "help", "reports"})


@hooks.register("construct_main_menu")
def hide_what_is_not_used(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take away reports, help about Wagtail, and documents, which this website does not offer."""
    menu_items[:] = [item for item in menu_items if item.name not in UNUSED]


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def keep_the_home_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to take the home page away: everybody who comes to the website begins there."""
    if not page.is_site_root():
        return None
    messages.error(
        request,
        _(
            "The home page has to stay: without it, people who look for help find nothing. "
            "You can change what it says."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_it_among_others_too(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Refuse the same for several pages at once; then none of them is changed."""
    if action_type not in ("delete", "unpublish"):
        return None
    pages = (each for each in objects if isinstance(each, Page))
    return next(filter(None, (keep_the_home_page(request, page) for page in pages)), None)
