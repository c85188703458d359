"""What every page of the website has in common."""

from typing import Any

from csp.constants import SELF
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from core.classification import PUBLIC
from directory.confidential import is_kept_back, texts_in, those_that_say
from directory.holding import secrets_held
from pages.blocks import Body


class WebsitePageForm(WagtailAdminPageForm):
    """The form of a page in the CMS."""

    def clean(self) -> dict[str, Any]:
        """Refuse words that say a secret address; only the process of the CMS can tell."""
        data: dict[str, Any] = super().clean()
        for name in those_that_say({name: _text(data.get(name)) for name in self.fields}):
            self.add_error(name, _("This is a secret address. Take it out."))
        return data


def _text(value: Any) -> str:
    """Return the words of a field: of a body, those of all its blocks."""
    if isinstance(value, StreamValue):
        return "\n".join(texts_in(value.get_prep_value()))
    return str(value or "")


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

    base_form_class = WebsitePageForm
    classified = {"introduction": PUBLIC, "body": PUBLIC}
    # A page that some may see and others may not could not be kept for everyone.
    private_page_options: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]

    class Meta:
        abstract = True

    @secrets_held()
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, while no address becomes secret."""
        return super().save(*args, **kwargs)

    @secrets_held()
    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a version, while no address becomes secret."""
        return super().save_revision(*args, **kwargs)

    @secrets_held()
    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish a version, or give it its time; one that says a secret address stays a draft."""
        if not is_kept_back(revision):
            super().publish(revision, *args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page as it would be, allowed inside the frame of the CMS's editor."""
        response: Any = super().serve_preview(request, mode_name)
        response._csp_replace = {"frame-ancestors": [SELF]}
        return response
