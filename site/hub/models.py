"""The hub that this installation is: begun by its profile, kept by its editors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from core import telephone
from core.classification import PUBLIC, SETTING
from hub.editing import HistoryPanel, HubForm, promise_words


class Day(models.IntegerChoices):
    """Days of the week, as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Welsh(models.TextChoices):
    """Whether the journey is offered in Welsh, and whether it says that nobody reviewed it."""

    OFF = "off", _("Not offered")
    REVIEWED = "reviewed", _("Offered: somebody has reviewed it")
    DEMONSTRATION = "demonstration", _("Offered, and says that nobody has reviewed it")


@register_setting(icon="home")
class Hub(BaseGenericSetting, ClusterableModel):
    """The one hub of this installation.

    ``rules`` is the rules document of ``hub.rules`` that is in force, and ``rules_version`` the
    number of its `RulesVersion`, which is kept with each referral that it decided about. ``walls``
    are the keys of all teams behind a wall (``hub.walls``), written together with the rules.
    """

    slug = models.SlugField(_("profile"), max_length=80, blank=True, editable=False)
    name = models.CharField(_("name of the hub"), max_length=120)
    area = models.CharField(_("area it serves"), max_length=120, blank=True)
    delivered_by = models.CharField(_("who runs it"), max_length=120, blank=True)
    phone = models.CharField(_("telephone number"), max_length=30, validators=[telephone.validate])
    email = models.EmailField(_("email address"), blank=True)
    opening_hours_are_assumed = models.BooleanField(
        _("the opening hours are assumed"),
        default=True,
        help_text=_("Untick this when you have checked the opening hours."),
    )
    welsh = models.CharField(
        _("the form in Welsh"),
        max_length=13,
        choices=Welsh,
        default=Welsh.OFF,
        help_text=_(
            "The Welsh that comes with this software was not reviewed by anyone. Offer it only "
            "when somebody who knows both languages has checked it for your hub."
        ),
    )
    drafts_may_be_saved = models.BooleanField(
        _("people may save an unfinished form and come back to it"),
        default=False,
        help_text=_("They get a code and four words. What they wrote is kept for 7 days."),
    )
    alert = models.CharField(
        _("alert on every page"),
        max_length=200,
        blank=True,
        help_text=_("For example that the telephone is not answered today. Leave empty for none."),
    )
    promise_words = models.CharField(
        _("words around the promise"),
        max_length=200,
        blank=True,
        validators=[promise_words],
        help_text=_(
            "What the pages say of how soon someone is in touch, with {time} where the time "
            "stands that the rules promise. Left empty: Within {time} of you asking."
        ),
    )
    rules = models.JSONField(default=dict, editable=False)
    rules_version = models.PositiveIntegerField(default=1, editable=False)
    walls = models.JSONField(default=list, editable=False)
    profile_as_of = models.DateField(null=True, editable=False)

    public_content = True
    classified = {
        **dict.fromkeys(("slug", "name", "area", "delivered_by", "phone", "email"), PUBLIC),
        "opening_hours_are_assumed": PUBLIC,
        **dict.fromkeys(("welsh", "drafts_may_be_saved", "alert", "promise_words"), PUBLIC),
        "rules": SETTING,
        "rules_version": SETTING,
        "walls": SETTING,
        "profile_as_of": SETTING,
    }

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("area"), FieldPanel("delivered_by")], _("The hub")
        ),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email")], _("How to get in touch")),
        InlinePanel("opening_periods", heading=_("Opening hours"), label=_("Opening hours")),
        FieldPanel("opening_hours_are_assumed"),
        MultiFieldPanel([FieldPanel("alert"), FieldPanel("promise_words")], _("What pages say")),
        MultiFieldPanel([FieldPanel("welsh"), FieldPanel("drafts_may_be_saved")], _("The form")),
        HistoryPanel(heading=_("History")),
    ]
    base_form_class = HubForm

    class Meta:
        verbose_name = _("The hub")

    def __str__(self) -> str:
        return self.name


class OpeningPeriod(Orderable):
    """When the hub's telephone is answered on one day of the week, in Europe/London."""

    hub = ParentalKey(Hub, on_delete=models.CASCADE, related_name="opening_periods")
    day = models.PositiveSmallIntegerField(_("day"), choices=Day)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    public_content = True
    classified = {
        "hub": PUBLIC, "day": PUBLIC, "opens": PUBLIC, "closes": PUBLIC, "sort_order": PUBLIC,
    }  # fmt: skip

    panels = [FieldPanel("day"), FieldPanel("opens"), FieldPanel("closes")]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")),
                name="opening_period_closes_after_it_opens",
                violation_error_message=_("The closing time must be after the opening time."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_day_display()} {self.opens:%H:%M} to {self.closes:%H:%M}"


class RulesVersion(models.Model):
    """One version of the hub's rules, for as long as a referral that it decided about is kept.

    Written once, never changed. ``by_name`` is the account's name, empty where a profile was
    loaded; ``why`` is what its author wrote for colleagues.
    """

    number = models.PositiveIntegerField(primary_key=True)
    document = models.JSONField()
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=150, blank=True)
    why = models.CharField(max_length=200, blank=True)

    classified = {
        "number": SETTING, "document": SETTING, "made_at": SETTING, "by_name": SETTING,
        "why": SETTING,
    }  # fmt: skip

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} ({self.made_at:%d %B %Y})"


class RulesDraft(models.Model):
    """The one draft of new rules that a hub may have; while there is none, ``by_name`` is empty.

    ``edition`` goes up with every change. The row stays when a draft ends, so no later draft has
    an edition that somebody saw of this one.
    """

    document = models.JSONField()
    edition = models.PositiveIntegerField(default=1)
    by_name = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField()

    classified = dict.fromkeys(("id", "document", "edition", "by_name", "changed_at"), SETTING)

    def __str__(self) -> str:
        return f"draft of {self.by_name}, {self.changed_at:%d %B %Y}"
