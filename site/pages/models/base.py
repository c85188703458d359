"""What every page of the website has in common."""

from typing import Any

from csp.constants import SELF
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.classification import PUBLIC
from pages.blocks import Body


class WebsitePage(Page):
    """A page with an introduction and a body. Every page is public: none can be made private.

    ``introduction`` is one or two sentences under the title.
    """

    introduction = models.TextField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences that say what the page is for."),
    )
    body = StreamField(Body(), verbose_name=_("body"), blank=True)

    classified = {"introduction": PUBLIC, "body": PUBLIC}
    # A page that some may see and others may not could not be kept for everyone.
    private_page_options: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]

    class Meta:
        abstract = True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page as it would be, allowed inside the frame of the CMS's editor."""
        response: Any = super().serve_preview(request, mode_name)
        response._csp_replace = {"frame-ancestors": [SELF]}
        return response
