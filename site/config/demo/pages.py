"""Demonstration content of the website: the pages of one hub, with real words.

A page that is there already is left as its editors have it.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from config.demo.words import (
    accessibility,
    by_others,
    families,
    home,
    how_we_can_help,
    places,
    privacy,
    professionals,
    rights,
    what_happens_next,
)
from config.demo.words.parts import Words
from hub.snapshot import current_hub
from pages.models import HomePage, InformationPage, PlacePage, PlacesPage

# In the order of the menus: the top of each page first, then its foot.
BEFORE_PLACES = (how_we_can_help.PAGE, what_happens_next.PAGE, families.PAGE)
AFTER_PLACES = (professionals.PAGE, rights.PAGE, privacy.PAGE, accessibility.PAGE)


@transaction.atomic
def make() -> None:
    """Make the website, all of it or none; whatever is there already stays as it is."""
    start = _home()
    before, after = list(map(_said, BEFORE_PLACES)), list(map(_said, AFTER_PLACES))
    made = {words.slug: _page(start, InformationPage, words) for words in before}
    if current_hub().slug == places.HUB:
        made |= _places(start)
    made |= {words.slug: _page(start, InformationPage, words) for words in after}
    known = dict(start.get_children().values_list("slug", "pk"))
    for words in (*before, places.INDEX, *after):
        if page := made.get(words.slug):
            page.body = _linked(words.body, known)
            page.save_revision().publish()
    if not start.body:
        start.body = _linked(_said(home.PAGE).body, known)
        start.families_page_id = known[families.PAGE.slug]
        start.professionals_page_id = known[professionals.PAGE.slug]
        start.save_revision().publish()


def _said(words: Words) -> Words:
    """Return a page's words as they are true of this hub: not all take requests from people."""
    return words if current_hub().takes_self_referrals else by_others.INSTEAD.get(words.slug, words)


def _home() -> HomePage:
    if page := HomePage.objects.first():
        return page
    root = Page.get_first_root_node()
    root.get_children().filter(slug="home").exact_type(Page).delete()
    root.refresh_from_db()
    page = root.add_child(instance=HomePage(lead=home.LEAD, **_fields(_said(home.PAGE))))
    address = urlsplit(settings.SITE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": page,
        },
    )
    return page


def _places(start: HomePage) -> dict[str, PlacesPage | None]:
    index = _page(start, PlacesPage, places.INDEX)
    if index is None:
        return {places.INDEX.slug: None}
    for place in places.PLACES:
        words = Words(
            slug=place.slug,
            title=place.title,
            description=f"{place.building}, {place.town}",
            introduction="One of our four hubs is here. Please ring us before you come.",
        )
        page = index.add_child(
            instance=PlacePage(building=place.building, town=place.town, **_fields(words))
        )
        page.body, page.who_you_will_meet = places.BODY, places.WHO
        page.save_revision().publish()
    return {places.INDEX.slug: index}


def _page(parent: Page, model: type[Any], words: Words) -> Any | None:
    """Return a new page without its body yet, or None when there is one of that slug."""
    if parent.get_children().filter(slug=words.slug).exists():
        return None
    return parent.add_child(instance=model(**_fields(words)))


def _fields(words: Words) -> dict[str, Any]:
    hub = current_hub()
    whose = {"name": hub.name, "area": hub.area}
    return {
        "slug": words.slug,
        "title": words.title,
        "introduction": words.introduction.format(**whose),
        "search_description": words.description.format(**whose),
        "show_in_menus": words.in_menus,
    }


def _linked(value: Any, known: dict[str, int]) -> Any:
    """Return blocks, or a part of one, with each page that they name put in its place."""
    if isinstance(value, str):
        return re.sub(
            r'href="page:([\w-]+)"',
            lambda found: f'linktype="page" id="{known[found[1]]}"',
            value,
        )
    if isinstance(value, tuple) and value[0] == "page_links":
        there = [known[slug] for slug in value[1]["pages"] if slug in known]
        pages = [Page.objects.get(pk=each) for each in there]
        return value[0], value[1] | {"pages": pages}
    if isinstance(value, dict):
        return {key: _linked(inner, known) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_linked(inner, known) for inner in value)
    return value
