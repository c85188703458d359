"""What a service is about."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.classification import PUBLIC
from directory.models.identified import PartOfServices
from directory.models.taxonomy import Taxonomy
from directory.slugs import free_slug


class TaxonomyTerm(PartOfServices):
    """A word for what happened, what would help or who it is for (Open Referral ``taxonomy_term``).

    People find services by the words of the description and by ``other_words``, which is ours: a
    place for the words that they would use themselves. ``slug`` names it in a choice of the search.
    """

    taxonomy = models.ForeignKey(
        Taxonomy, on_delete=models.PROTECT, related_name="terms", verbose_name=_("list")
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
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
    term_uri = models.URLField(_("web address of the term"), blank=True, editable=False)

    classified = PartOfServices.edited | dict.fromkeys(
        ("taxonomy", "name", "slug", "description", "other_words", "term_uri"), PUBLIC
    )
    panels = [
        FieldPanel("taxonomy"),
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("other_words"),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["taxonomy", "name"], name="term_once_in_its_list")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        """Save, with an address of its own that stays."""
        self.slug = self.slug or free_slug(TaxonomyTerm, self, "term")
        super().save(**kwargs)

    def shown_with(self) -> Any:
        """Return the services that it is about."""
        from directory.models.service import Service  # which itself has terms

        return Service.objects.filter(taxonomy_terms=self)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the choice that the search offers."""
        return "directory/previews/term.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview the record as it is being edited."""
        return {"request": request, "term": self}
