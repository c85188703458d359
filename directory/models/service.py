"""What someone can turn to."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import LockableMixin

from core.classification import PUBLIC, Datum
from directory.ages import ages_in_words
from directory.hours import Hours
from directory.models import panels as service_panels
from directory.models.codes import CodesField, codes
from directory.models.identified import Edited
from directory.models.location import Location
from directory.models.organisation import Organisation
from directory.models.phone import Phone
from directory.models.service_form import ServiceForm
from directory.models.taxonomy_term import TaxonomyTerm
from directory.querysets import ServiceQuerySet
from directory.slugs import free_slug
from directory.status import Status
from directory.vocabulary import LANGUAGES, Channel, Facility, Referral, labels

KEEPERS = Datum(True, False, "editors of the directory", "until an editor removes it")
A_SHARED_MAILBOX = _("A shared mailbox. Never the address of one person.")


class Service(LockableMixin, Edited, ClusterableModel):
    """A service of an organisation (Open Referral ``service``), kept with drafts and revisions.

    Locked, as the national helplines are, nothing but the day of its check changes until an editor
    unlocks it.

    Names are Open Referral's, but for what it has no word for: ``summary``, ``other_words``,
    ``slug``, ``what_happens_next``, ``channels``, ``facilities``, ``referral``, ``is_free``,
    ``address_is_secret``, ``review_date``, ``owner``, ``provider_email`` and how it is listed. Ages
    are whole years, both included. ``last_modified`` moves when anything of it does.
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
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    summary = models.CharField(
        _("in one sentence"),
        max_length=200,
        help_text=_("What it does, in words that a tired person takes in at once."),
    )
    description = models.TextField(
        _("what it does"), blank=True, help_text=_("A few short paragraphs.")
    )
    alert = models.CharField(
        _("notice"),
        max_length=200,
        blank=True,
        help_text=_("Only for a short time, for example: no drop-in this week."),
    )
    eligibility_description = models.TextField(
        _("who it is for"), blank=True, help_text=_("For example: anyone affected by stalking.")
    )
    minimum_age = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    taxonomy_terms = ParentalManyToManyField(
        TaxonomyTerm, blank=True, related_name="services", verbose_name=_("what it is about")
    )
    service_area = models.CharField(
        _("where people live"),
        max_length=200,
        blank=True,
        help_text=_("For example: Hampshire and the Isle of Wight. Empty: anywhere."),
    )
    url = models.URLField(_("web page"), blank=True)
    email = models.EmailField(_("email address"), blank=True, help_text=A_SHARED_MAILBOX)
    channels = CodesField(
        _("how people get the help"), blank=True, default="", offered=Channel.choices
    )
    application_process = models.CharField(
        _("how people start"),
        max_length=200,
        blank=True,
        help_text=_("For example: call, or ask us to put you in touch."),
    )
    referral = models.CharField(
        _("does somebody have to refer them?"), max_length=12, blank=True, choices=Referral
    )
    what_happens_next = models.TextField(
        _("what happens when someone gets in touch"),
        blank=True,
        help_text=_("For example: a worker calls you back within two days, and asks how you are."),
    )
    wait_time = models.CharField(
        _("how long people wait"), max_length=120, blank=True, help_text=_("For example: 2 weeks.")
    )
    is_free = models.BooleanField(_("it is free"), null=True, blank=True)
    fees_description = models.CharField(
        _("cost"), max_length=200, blank=True, help_text=_("Leave empty if unsure.")
    )
    languages = CodesField(
        _("languages that are spoken"), blank=True, default="", offered=LANGUAGES.items()
    )
    interpretation_services = models.CharField(
        _("interpreters"), max_length=200, blank=True, help_text=_("For example: any, if you ask.")
    )
    facilities = CodesField(_("what there is"), blank=True, default="", offered=Facility.choices)
    address_is_secret = models.BooleanField(
        _("its address is secret"),
        default=False,
        help_text=_("The page says so. The address itself goes into “Secret addresses” only."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ACTIVE)
    assured_date = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last made sure that all of this is right."),
    )
    review_date = models.DateField(
        _("check again by"), null=True, blank=True, help_text=_("Empty: by the rule of the hub.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+", verbose_name=_("who keeps it"),
        help_text=_("Whom we remind when it is due to be checked."),
    )  # fmt: skip
    provider_email = models.EmailField(
        _("whom we ask at the service"),
        blank=True,
        help_text=_("We send them a link to confirm what we say. It is not published."),
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
    last_modified = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    classified = (
        Edited.edited
        | dict.fromkeys(
            (
                "organisation", "name", "alternate_name", "other_words", "slug", "summary",
                "description", "alert", "eligibility_description", "minimum_age", "maximum_age",
                "taxonomy_terms", "service_area", "url", "email", "channels",
                "application_process", "referral", "what_happens_next", "wait_time", "is_free",
                "fees_description", "languages", "interpretation_services", "facilities",
                "address_is_secret", "status", "assured_date", "review_date", "is_commissioned",
                "is_national_helpline", "answers_when_hub_is_closed", "answering_order",
                "is_lifeline", "last_modified",
            ),
            PUBLIC,
        )
        | dict.fromkeys(("locked", "locked_at"), PUBLIC)
        | dict.fromkeys(("owner", "provider_email", "locked_by"), KEEPERS)
    )  # fmt: skip

    panels = service_panels.SERVICE
    base_form_class = ServiceForm

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

    def clean(self) -> None:
        """Say that its address is secret if it is, whoever took the tick away."""
        super().clean()
        self._keep_its_secret()

    @transaction.atomic
    def save(self, **kwargs: Any) -> None:
        """Save with numbers, hours and places, all or none.

        The address follows the name until the service is published, and then stays. It stays
        secret while there is a secret address.
        """
        if not (self.slug and self._has_been_public()):
            self.slug = free_slug(Service, self, "service")
        self.last_modified = timezone.now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "slug", "last_modified"}
        self._keep_its_secret()
        super().save(**kwargs)

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Return the service of a version. Of its keeper's account only the existence is asked.

        The worker, which publishes what was given a time, may read nothing else of an account.
        """
        made = super().from_serializable_data(data | {"owner": None}, *args, **kwargs)
        keeper = data.get("owner")
        if made is not None and keeper is not None:
            accounts = get_user_model()._default_manager
            made.owner_id = keeper if accounts.filter(pk=keeper).exists() else None
        return made

    def _keep_its_secret(self) -> None:
        from directory.confidential import has_a_secret  # which knows the models

        self.address_is_secret = self.address_is_secret or has_a_secret(self)

    def _has_been_public(self) -> bool:
        seen = models.Q(live=True) | models.Q(first_published_at__isnull=False)
        return Service.objects.filter(seen, pk=self.pk).exists()

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
        """Where it is, as far as the public may know: nowhere, if its address is secret."""
        if self.address_is_secret:
            return Location.objects.none()
        links = [link.location_id for link in self.service_at_locations.all()]
        return Location.objects.public().filter(pk__in=links)

    @property
    def channel_words(self) -> list[str]:
        """How people get the help, in words."""
        return labels(Channel, codes(self.channels))

    @property
    def language_words(self) -> list[str]:
        """The languages that are spoken, in words."""
        return labels(LANGUAGES, codes(self.languages))

    @property
    def facility_words(self) -> list[str]:
        """What there is where the help is given, in words."""
        return labels(Facility, codes(self.facilities))

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the page that the public sees."""
        return "directory/service.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the view gives the page."""
        from directory.entries import entry_now  # the entries know services, not the other way

        return {"request": request, "entry": entry_now(self)}
