"""When a service answers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from core.classification import PUBLIC
from directory.models.identified import Identified
from directory.models.weekdays import WeekdaysField, numbers
from hub.opening import Period


class Schedule(Identified, Orderable):
    """Hours on some days of the week (Open Referral ``schedule``), in Europe/London.

    ``always`` is day and night, bank holidays too, and then there are no days and times. A row
    may hold nothing but ``notes``, where the hours are not known.
    """

    service = ParentalKey("directory.Service", on_delete=models.CASCADE, related_name="schedules")
    always = models.BooleanField(_("day and night, every day of the year"), default=False)
    byday = WeekdaysField(_("days"), blank=True, default="")
    opens_at = models.TimeField(_("opens"), null=True, blank=True)
    closes_at = models.TimeField(
        _("closes"), null=True, blank=True, help_text=_("For midnight, write 23:59.")
    )
    notes = models.CharField(_("note"), max_length=200, blank=True)

    classified = dict.fromkeys(
        ("service", "always", "byday", "opens_at", "closes_at", "notes", "sort_order"), PUBLIC
    )
    panels = [
        FieldPanel("always"),
        FieldPanel("byday"),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("notes"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def __str__(self) -> str:
        return f"{self.byday} {self.opens_at} {self.closes_at}" if self.periods else self.notes

    def clean(self) -> None:
        """Refuse hours that say two things or half a thing."""
        super().clean()
        opens, closes = self.opens_at, self.closes_at
        given = [bool(self.byday), opens is not None, closes is not None]
        if self.always and any(given):
            raise ValidationError(_("Either tick “day and night”, or give days and times."))
        if any(given) and not all(given):
            raise ValidationError(_("Give the days, the opening time and the closing time."))
        if opens is not None and closes is not None and closes <= opens:
            raise ValidationError(
                {"closes_at": _("The closing time must be later. Past midnight, add a second row.")}
            )

    @property
    def periods(self) -> tuple[Period, ...]:
        """The hours as ``hub.opening`` reads them."""
        if self.opens_at is None or self.closes_at is None:
            return ()
        return tuple(Period(day, self.opens_at, self.closes_at) for day in numbers(self.byday))
