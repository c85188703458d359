"""What someone can turn to."""

from typing import Any

from django import forms
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from core.classification import PUBLIC
from directory.ages import ages_in_words
from directory.hours import Hours
from directory.models.identified import Searchable
from directory.models.location import Location
from directory.models.organisation import Organisation
from directory.models.phone import Phone
from directory.models.taxonomy_term import TaxonomyTerm
from directory.querysets import ServiceQuerySet
from directory.status import Status

SLUG_LENGTH = 80


class Service(PreviewableMixin, DraftStateMixin, RevisionMixin, Searchable, ClusterableModel):
    """A service of an organisation (Open Referral ``service``), kept with drafts and revisions.

    ``summary``, ``other_words``, ``is_national_helpline``, ``is_commissioned``, ``is_lifeline`` and
    the two about answering are ours; every other name is Open Referral's. Ages are whole years,
    both included.
    """

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=150)
    alternate_name = models.CharField(
        _("other names"),
        max_length=200,
        blank=True,
        help_text=_("Old names and short names, so that people find it by them."),
    )
    other_words = models.TextField(
        _("other words people use"),
        blank=True,
        help_text=_(
            "The words that people type when they look for this. One on each line, or with commas "
            "between them. They are not shown."
        ),
    )
    slug = models.SlugField(max_length=SLUG_LENGTH, unique=True, editable=False)
    summary = models.CharField(
        _("in one sentence"),
        max_length=200,
        help_text=_("What it does, in words that a tired person takes in at once."),
    )
    description = models.TextField(
        _("what it does"),
        blank=True,
        help_text=_("A few short paragraphs. What happens when someone gets in touch?"),
    )
    eligibility_description = models.TextField(
        _("who it is for"), blank=True, help_text=_("For example: anyone affected by stalking.")
    )
    minimum_age = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    taxonomy_terms = ParentalManyToManyField(
        TaxonomyTerm, blank=True, related_name="services", verbose_name=_("what it is about")
    )
    url = models.URLField(_("web page"), blank=True)
    email = models.EmailField(
        _("email address"),
        blank=True,
        help_text=_("A shared mailbox. Never the address of one person."),
    )
    application_process = models.CharField(
        _("how people start"),
        max_length=200,
        blank=True,
        help_text=_("For example: call, or ask us to put you in touch."),
    )
    fees_description = models.CharField(
        _("cost"),
        max_length=120,
        blank=True,
        help_text=_("For example: free. Leave empty if unsure."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ACTIVE)
    assured_date = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last made sure that all of this is right."),
    )
    is_commissioned = models.BooleanField(_("this hub or a service it commissions"), default=False)
    is_national_helpline = models.BooleanField(_("a national helpline"), default=False)
    answers_when_hub_is_closed = models.BooleanField(
        _("shown at the top of every page when the hub is closed"),
        default=False,
        help_text=_("It needs a number to call, and opening hours. It is shown while it is open."),
    )
    answering_order = models.PositiveSmallIntegerField(
        _("place among the helplines"),
        default=100,
        help_text=_("The lowest stands first in the list, and is tried first at the top of pages."),
    )
    is_lifeline = models.BooleanField(
        _("for people who might hurt themselves"),
        default=False,
        help_text=_(
            "When someone searches for one of its “other words people use”, it stands first, and "
            "its number stands above the results."
        ),
    )
    search_names = models.TextField(editable=False, blank=True, default="")

    searched = {
        "search_names": ("name", "alternate_name", "other_words"),
        "search_text": ("summary", "description", "eligibility_description"),
    }
    classified = Searchable.classified | dict.fromkeys(
        (
            "organisation", "name", "alternate_name", "other_words", "slug", "summary",
            "description",
            "eligibility_description", "minimum_age", "maximum_age", "taxonomy_terms", "url",
            "email", "application_process", "fees_description", "status", "assured_date",
            "is_commissioned", "is_national_helpline", "answers_when_hub_is_closed",
            "answering_order", "is_lifeline", "search_names", "live", "has_unpublished_changes",
            "first_published_at", "last_published_at", "go_live_at", "expire_at", "expired",
            "live_revision", "latest_revision",
        ),
        PUBLIC,
    )  # fmt: skip

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("alternate_name"),
                FieldPanel("other_words"),
                FieldPanel("organisation"),
                FieldPanel("summary"),
                FieldPanel("description"),
            ],
            _("What it is"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("eligibility_description"),
                FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
                FieldPanel("taxonomy_terms", widget=forms.CheckboxSelectMultiple),
            ],
            _("Who it is for"),
        ),
        InlinePanel("phones", heading=_("Telephone numbers"), label=_("number")),
        InlinePanel("schedules", heading=_("Opening hours"), label=_("hours")),
        MultiFieldPanel(
            [
                FieldPanel("application_process"),
                FieldPanel("url"),
                FieldPanel("email"),
                FieldPanel("fees_description"),
            ],
            _("Getting in touch"),
        ),
        InlinePanel("service_at_locations", heading=_("Places"), label=_("place")),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldPanel("assured_date"),
                FieldPanel("is_commissioned"),
                FieldPanel("is_national_helpline"),
                FieldPanel("answers_when_hub_is_closed"),
                FieldPanel("answering_order"),
                FieldPanel("is_lifeline"),
            ],
            _("How it is listed"),
        ),
    ]

    objects = models.Manager.from_queryset(ServiceQuerySet)()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(maximum_age__gte=models.F("minimum_age"))
                | models.Q(maximum_age=None)
                | models.Q(minimum_age=None),
                name="service_ages_are_in_order",
                violation_error_message=_("The oldest age must not be below the youngest."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, **kwargs: Any) -> None:
        """Save with numbers, hours and places, all or none.

        The address follows the name until the service is published, and then stays.
        """
        if not (self.slug and self._has_been_public()):
            self.slug = self._free_slug()
        super().save(**kwargs)

    def _has_been_public(self) -> bool:
        seen = models.Q(live=True) | models.Q(first_published_at__isnull=False)
        return Service.objects.filter(seen, pk=self.pk).exists()

    def _free_slug(self) -> str:
        stem = slugify(self.name)[: SLUG_LENGTH - 5] or "service"
        others = Service.objects.filter(slug__startswith=stem).exclude(pk=self.pk)
        taken = set(others.values_list("slug", flat=True))
        candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
        return next(slug for slug in candidates if slug not in taken)

    @property
    def number(self) -> str:
        """The first number to call; empty if there is none."""
        voice = (p.number for p in self.phones.all() if p.type == Phone.Type.VOICE)
        return next(voice, "")

    @property
    def hours(self) -> Hours:
        """When it answers; false if nobody told us."""
        schedules = list(self.schedules.all())
        return Hours(
            periods=tuple(sorted(period for row in schedules for period in row.periods)),
            always=any(row.always for row in schedules),
        )

    @property
    def hours_notes(self) -> list[str]:
        """What else there is to say about the hours."""
        return [row.notes for row in self.schedules.all() if row.notes]

    @property
    def ages(self) -> str:
        """Who may come by age, in words; empty if anyone may."""
        return ages_in_words(self.minimum_age, self.maximum_age)

    @property
    def is_closed_for_now(self) -> bool:
        """Whether it takes nobody on at the moment."""
        return self.status == Status.TEMPORARILY_CLOSED

    @property
    def places(self) -> models.QuerySet[Location]:
        """Where it is, as far as the public may know."""
        links = [link.location_id for link in self.service_at_locations.all()]
        return Location.objects.public().filter(pk__in=links)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the page that the public sees."""
        return "directory/service.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the view gives the page."""
        from directory.entries import entry_now  # the entries know services, not the other way

        return {"request": request, "entry": entry_now(self)}
