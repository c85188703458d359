"""Who runs a service."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.classification import PUBLIC
from directory.models.identified import Searchable


class Organisation(Searchable):
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

    searched = {"search_text": ("name", "alternate_name")}
    classified = Searchable.classified | dict.fromkeys(
        ("name", "alternate_name", "description", "website", "email"), PUBLIC
    )
    panels = [
        FieldPanel("name"),
        FieldPanel("alternate_name"),
        FieldPanel("description"),
        FieldPanel("website"),
        FieldPanel("email"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
