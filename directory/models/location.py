"""Where a service is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from core.classification import PUBLIC, Datum
from directory.models.identified import Identified
from directory.querysets import LocationQuerySet

ADDRESS = Datum(
    False,
    True,
    "everyone, unless the location is confidential; then editors of the directory",
    "until an editor removes it",
)


class Location(Identified):
    """A place (Open Referral ``location`` with its one ``address``).

    A confidential location, such as a refuge, reaches no page and no search: everything that the
    public reads comes from ``Location.objects.public()``. It has no revisions, so its address is
    nowhere but in its row.
    """

    name = models.CharField(_("name of the place"), max_length=150)
    address_1 = models.CharField(_("street"), max_length=150, blank=True)
    city = models.CharField(_("town or city"), max_length=80, blank=True)
    state_province = models.CharField(_("county"), max_length=80, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=10, blank=True)
    is_confidential = models.BooleanField(
        _("keep this address secret"),
        default=False,
        help_text=_(
            "Tick this for a refuge or anywhere else that must not be found. The public never "
            "sees the place or its name."
        ),
    )

    classified = {
        **dict.fromkeys(("name", "address_1", "city", "state_province", "postal_code"), ADDRESS),
        "is_confidential": PUBLIC,
    }
    panels = [
        FieldPanel("name"),
        FieldPanel("is_confidential"),
        MultiFieldPanel(
            [
                FieldPanel("address_1"),
                FieldPanel("city"),
                FieldPanel("state_province"),
                FieldPanel("postal_code"),
            ],
            _("Address"),
        ),
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
