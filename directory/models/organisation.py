"""Who runs a service."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.classification import PUBLIC
from directory.models.identified import PartOfServices


class Organisation(PartOfServices):
    """An organisation that provides services (Open Referral ``organization``)."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    alternate_name = models.CharField(
        _("other names"),
        max_length=200,
        blank=True,
        help_text=_("Old names and short names, so that people find it by them."),
    )
    description = models.TextField(
        _("what it is"), blank=True, help_text=_("One or two plain sentences.")
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(
        _("email address"),
        blank=True,
        help_text=_("A shared mailbox. Never the address of one person."),
    )
    charity_number = models.CharField(_("charity number"), max_length=10, blank=True)
    company_number = models.CharField(_("company number"), max_length=10, blank=True)

    classified = PartOfServices.edited | dict.fromkeys(
        (
            "name", "alternate_name", "description", "website", "email", "charity_number",
            "company_number",
        ),
        PUBLIC,
    )  # fmt: skip
    panels = [
        FieldPanel("name"),
        FieldPanel("alternate_name"),
        FieldPanel("description"),
        FieldPanel("website"),
        FieldPanel("email"),
        FieldPanel("charity_number"),
        FieldPanel("company_number"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def shown_with(self) -> Any:
        """Return the services that it provides."""
        return self.services.all()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview what a service's page says of it."""
        return "directory/previews/organisation.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview the record as it is being edited."""
        return {"request": request, "organisation": self}
