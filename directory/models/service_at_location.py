"""Which service is where."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from core.classification import PUBLIC
from directory.models.identified import Identified
from directory.models.location import Location


class ServiceAtLocation(Identified, Orderable):
    """A service at a place (Open Referral ``service_at_location``)."""

    service = ParentalKey(
        "directory.Service", on_delete=models.CASCADE, related_name="service_at_locations"
    )
    location = models.ForeignKey(
        Location,
        on_delete=models.CASCADE,
        related_name="service_at_locations",
        verbose_name=_("place"),
    )

    classified = dict.fromkeys(("service", "location", "sort_order"), PUBLIC)
    panels = [FieldPanel("location")]

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return str(self.location)
