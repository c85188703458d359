"""What a service is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.classification import PUBLIC
from directory.models.identified import Searchable


class TaxonomyTerm(Searchable):
    """A word for what happened, what would help or who it is for (Open Referral ``taxonomy_term``).

    People find services by the words of the description and by ``other_words``, which is ours: a
    place for the words that they would use themselves.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    description = models.TextField(
        _("in plain words"),
        help_text=_("What it means. A search for any of these words finds the services under it."),
    )
    other_words = models.TextField(
        _("other words people use"),
        blank=True,
        help_text=_(
            "The words that people type when they look for this. One on each line, or with commas "
            "between them. They are not shown."
        ),
    )

    searched = {"search_text": ("name", "description", "other_words")}
    classified = Searchable.classified | dict.fromkeys(
        ("name", "description", "other_words"), PUBLIC
    )
    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("other_words")]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
