"""The page that people meet first."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from core.classification import PUBLIC
from pages.models.base import WebsitePage


class HomePage(WebsitePage):
    """One sentence, three doors, and then the rest.

    The first door leads to the form. The other two lead to the pages that are chosen here; a door
    without a page is not shown.
    """

    lead = models.CharField(
        _("first sentence"),
        max_length=120,
        help_text=_(
            "The first words on the website: what this is, and that the police need not know."
        ),
    )
    families_page = models.ForeignKey(
        Page,
        verbose_name=_("“I am worried about someone” leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    professionals_page = models.ForeignKey(
        Page,
        verbose_name=_("“I work with people” leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    classified = WebsitePage.classified | {
        "lead": PUBLIC,
        "families_page": PUBLIC,
        "professionals_page": PUBLIC,
    }
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("families_page"), FieldPanel("professionals_page")], _("The doors")
        ),
        FieldPanel("body"),
    ]
    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")
