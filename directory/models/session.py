"""When and where a service can be met: a clinic on Tuesdays at a library."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from core.classification import PUBLIC
from directory.models.identified import Identified
from directory.models.location import Location
from directory.models.weekdays import WeekdaysField, numbers
from directory.recurring import Every, Pattern


class Session(Identified, Orderable):
    """A session of a service (an Open Referral ``schedule`` of a ``service_at_location``).

    Times are Europe/London. ``dtstart`` is the day of the first one, or of the only one.
    """

    service = ParentalKey("directory.Service", on_delete=models.CASCADE, related_name="sessions")
    description = models.CharField(
        _("what"), max_length=120, help_text=_("For example: drop-in clinic, peer support group.")
    )
    location = models.ForeignKey(
        Location, on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions",
        verbose_name=_("where"), help_text=_("Leave empty if it is online or by phone."),
    )  # fmt: skip
    every = models.CharField(_("how often"), max_length=12, choices=Every, default=Every.WEEK)
    byday = WeekdaysField(_("days"), blank=True, default="")
    week = models.SmallIntegerField(
        _("which one in the month"),
        null=True,
        blank=True,
        choices=[
            (1, _("the first")), (2, _("the second")), (3, _("the third")), (4, _("the fourth")),
            (-1, _("the last")),
        ],
    )  # fmt: skip
    dtstart = models.DateField(
        _("first date"), null=True, blank=True, help_text=_("Or the only one.")
    )
    valid_to = models.DateField(_("last date"), null=True, blank=True)
    opens_at = models.TimeField(_("starts"))
    closes_at = models.TimeField(_("ends"))
    notes = models.CharField(_("note"), max_length=200, blank=True)

    classified = dict.fromkeys(
        (
            "service", "description", "location", "every", "byday", "week", "dtstart", "valid_to",
            "opens_at", "closes_at", "notes", "sort_order",
        ),
        PUBLIC,
    )  # fmt: skip
    panels = [
        FieldPanel("description"),
        FieldPanel("location"),
        FieldRowPanel([FieldPanel("every"), FieldPanel("week")]),
        FieldPanel("byday"),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldRowPanel([FieldPanel("dtstart"), FieldPanel("valid_to")]),
        FieldPanel("notes"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.description

    def clean(self) -> None:
        """Refuse a session that nobody could go to, or whose day cannot be told."""
        super().clean()
        wrong = self.pattern.wrong() if self.opens_at and self.closes_at else {}
        if wrong:
            raise ValidationError(wrong)

    @property
    def pattern(self) -> Pattern:
        """When it is, as ``directory.recurring`` reads it."""
        return Pattern(
            every=Every(self.every),
            days=tuple(numbers(self.byday)),
            week=self.week,
            first=self.dtstart,
            last=self.valid_to,
            starts=self.opens_at,
            ends=self.closes_at,
        )
