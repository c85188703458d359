"""The way between pages: what stands at the top of each page and what at its foot.

Pages right below the home page are at the top when their editor ticked "show in menus", and at
the foot otherwise. Read once for each content generation, so it costs a request nothing.
"""

from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Site

from core.kept import kept
from core.surfaces import address


@dataclass(frozen=True, slots=True)
class Link:
    """One entry: where it leads, and the title of the page there."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Links:
    """All entries, in the order of the CMS."""

    top: tuple[Link, ...] = ()
    foot: tuple[Link, ...] = ()


@kept(instead=Links)
def links() -> Links:
    """Return the links of the website; the last known ones while the database is down."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return Links()
    origin = address("home").rstrip("/")
    start = len(site.root_page.url_path) - 1
    top: list[Link] = []
    foot: list[Link] = []
    for page in site.root_page.get_children().live():
        link = Link(origin + page.url_path[start:], page.title)
        (top if page.show_in_menus else foot).append(link)
    return Links(tuple(top), tuple(foot))


def path_of(link: Link) -> str:
    """Return the path of a link, with or without an origin in front of it."""
    return link.url.removeprefix(settings.SITE_URL)
