"""Where the hub can be found."""

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.classification import PUBLIC
from pages.blocks import Body
from pages.models.base import WebsitePage


class PlacesPage(WebsitePage):
    """The list of the places below it."""

    template = "pages/places.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.PlacePage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of places")

    def places(self) -> "QuerySet[PlacePage]":
        """Return the places that are live, in the order of the CMS."""
        return PlacePage.objects.live().child_of(self)


class PlacePage(WebsitePage):
    """One place: the building, its town, what to expect there and whom one meets.

    The street address is left out on purpose: people ring first.
    """

    building = models.CharField(_("building"), max_length=120)
    town = models.CharField(_("town"), max_length=80)
    who_you_will_meet = StreamField(Body(), verbose_name=_("who you will meet"), blank=True)
    photograph = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("photograph"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The building as one comes up to it. No people, no police cars."),
    )
    photograph_shows = models.CharField(
        _("what the photograph shows"),
        max_length=160,
        blank=True,
        help_text=_("Read aloud to people who cannot see it."),
    )

    classified = WebsitePage.classified | {
        "building": PUBLIC,
        "town": PUBLIC,
        "who_you_will_meet": PUBLIC,
        "photograph": PUBLIC,
        "photograph_shows": PUBLIC,
    }
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("building"), FieldPanel("town")], _("The place")),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("photograph"), FieldPanel("photograph_shows")], _("Photograph")
        ),
        FieldPanel("body", heading=_("How to get there and what to expect")),
        FieldPanel("who_you_will_meet"),
    ]
    template = "pages/place.html"
    parent_page_types = ["pages.PlacesPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("place")
