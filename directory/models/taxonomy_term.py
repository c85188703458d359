"""What a service is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.classification import PUBLIC
from directory.models.identified import Searchable


class TaxonomyTerm(Searchable):
    """A word for what happened, what would help or who it is for (Open Referral ``taxonomy_term``).

    People find services by the words of the description too, so it should hold the words that
    they would use themselves.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    description = models.TextField(
        _("in plain words"),
        help_text=_(
            "What it means, in the words that people use for it. A search for any of these words "
            "finds the services under it."
        ),
    )

    searched = ("name", "description")
    classified = Searchable.classified | {"name": PUBLIC, "description": PUBLIC}
    panels = [FieldPanel("name"), FieldPanel("description")]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
