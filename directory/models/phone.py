"""The telephone numbers of a service."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from core import telephone
from core.classification import PUBLIC
from directory.models.identified import Identified


class Phone(Identified, Orderable):
    """A number that can be dialled or texted (Open Referral ``phone``)."""

    class Type(models.TextChoices):
        """HSDS's types that we list."""

        VOICE = "voice", _("Call")
        TEXT = "text", _("Text")

    service = ParentalKey("directory.Service", on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(
        _("number"),
        max_length=20,
        validators=[telephone.validate],
        help_text=_("Write it as it is easiest to read out: 0808 2000 247."),
    )
    type = models.CharField(_("for"), max_length=10, choices=Type, default=Type.VOICE)
    description = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("Only if there is more than one number.")
    )

    classified = dict.fromkeys(("service", "number", "type", "description", "sort_order"), PUBLIC)
    panels = [FieldPanel("number"), FieldPanel("type"), FieldPanel("description")]

    class Meta(Orderable.Meta):
        verbose_name = _("telephone number")
        verbose_name_plural = _("telephone numbers")

    def __str__(self) -> str:
        return self.number

    @property
    def href(self) -> str:
        """The address that makes a phone dial or text the number."""
        scheme = "sms" if self.type == self.Type.TEXT else "tel"
        return f"{scheme}:{re.sub(r'[^0-9+]', '', self.number)}"
