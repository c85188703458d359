"""The hub's rule about keeping the list true."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.classification import SETTING, Datum

MONTHS = [MinValueValidator(1), MaxValueValidator(120)]


@register_setting(icon="date")
class UpkeepRule(BaseGenericSetting):
    """When a service is to be checked, when it leaves the list, and who is reminded. Months.

    ``hide_after_months`` empty hides nothing. Where no row is, the defaults are the rule.
    """

    public_content = True
    wagtail_reference_index_ignore = True

    review_months = models.PositiveSmallIntegerField(
        _("check each service every"),
        default=3,
        validators=MONTHS,
        help_text=_("Months. One that is not checked for twice as long sinks in the list."),
    )
    hide_after_months = models.PositiveSmallIntegerField(
        _("hide what nobody has checked for"),
        default=12,
        null=True,
        blank=True,
        validators=MONTHS,
        help_text=_(
            "Months. Empty: never. The last service for a need, national helplines and your own "
            "services never hide, and never more than a quarter of the list at once."
        ),
    )
    reminders = models.BooleanField(
        _("send reminders"),
        default=True,
        help_text=_("One email a week to whoever keeps a service that is due."),
    )
    reminders_to = models.EmailField(
        _("for services that nobody keeps"),
        blank=True,
        help_text=_("Where their reminders go: a shared mailbox. Empty: nowhere."),
    )
    confirmations_count = models.BooleanField(
        _("a service's own “it is all right” counts as checked"),
        default=True,
        help_text=_("It changes no words. Otherwise it waits for you in “Suggestions”."),
    )

    classified = {
        "review_months": SETTING,
        "hide_after_months": SETTING,
        "reminders": SETTING,
        "reminders_to": Datum(True, False, "editors of the directory", "until it is changed"),
        "confirmations_count": SETTING,
    }
    panels = [
        MultiFieldPanel(
            [FieldPanel("review_months"), FieldPanel("hide_after_months")], _("How fresh it stays")
        ),
        MultiFieldPanel([FieldPanel("reminders"), FieldPanel("reminders_to")], _("Reminders")),
        FieldPanel("confirmations_count"),
    ]

    class Meta:
        verbose_name = _("keeping the directory")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        """Refuse to hide what is not due yet."""
        super().clean()
        hide, review = self.hide_after_months, self.review_months
        if hide is not None and review is not None and hide < review:
            raise ValidationError(
                {"hide_after_months": _("It must not hide before it is to be checked.")}
            )

    @classmethod
    def now(cls) -> "UpkeepRule":
        """Return the rule in force, without writing a row: the website may not."""
        return cls.objects.first() or cls()
