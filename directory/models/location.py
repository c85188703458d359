"""Where a service is, as everyone may know."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.classification import PUBLIC
from directory.models.identified import PartOfServices
from directory.querysets import LocationQuerySet


class Location(PartOfServices):
    """A place (Open Referral ``location`` with its one ``address``). Degrees are WGS84.

    Everything here is public. The address of a refuge is never here: it is a
    ``ConfidentialLocation``, a table that the public website cannot read.
    """

    name = models.CharField(_("name of the place"), max_length=150)
    address_1 = models.CharField(_("street"), max_length=150, blank=True)
    city = models.CharField(_("town or city"), max_length=80, blank=True)
    state_province = models.CharField(_("county"), max_length=80, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=10, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, help_text=_("Leave empty to go by the postcode.")
    )
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    accessibility = models.TextField(
        _("getting in and around"),
        blank=True,
        help_text=_("For example: two steps at the front door, a ramp at the side."),
    )

    classified = PartOfServices.edited | dict.fromkeys(
        (
            "name", "address_1", "city", "state_province", "postal_code", "latitude", "longitude",
            "accessibility",
        ),
        PUBLIC,
    )  # fmt: skip
    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldPanel("address_1"),
                FieldPanel("city"),
                FieldPanel("state_province"),
                FieldPanel("postal_code"),
            ],
            _("Address"),
        ),
        FieldPanel("accessibility"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], _("On the map")),
    ]

    objects = models.Manager.from_queryset(LocationQuerySet)()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def lines(self) -> list[str]:
        """The address line by line, without empty ones."""
        parts = (self.name, self.address_1, self.city, self.state_province, self.postal_code)
        return [part for part in parts if part]

    def shown_with(self) -> Any:
        """Return the services that are here."""
        from directory.models.service import Service  # which itself has places

        return Service.objects.at(self)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the address as a service's page shows it."""
        return "directory/previews/location.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview the record as it is being edited."""
        return {"request": request, "place": self}
