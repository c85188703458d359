"""What somebody outside says about a service: a task for an editor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.classification import PUBLIC, Datum
from directory.models.identified import Identified

_TASK = Datum(False, False, "editors of the directory", "until it is decided, 30 days at most")


class Suggestion(Identified):
    """What a service itself or anybody says of its entry. Nothing of who sent it is kept.

    ``changes`` is a field's name → [what we say, what they suggest], as text. ``received_at`` (UTC)
    is the hour for a service and the day for anybody else. It is deleted once decided.
    """

    public_content = False
    wagtail_reference_index_ignore = True

    class Kind(models.TextChoices):
        """Who says what."""

        CONFIRMED = "confirmed", _("The service says that it is all right")
        CHANGES = "changes", _("The service suggests changes")
        PUBLIC = "public", _("Someone says that something is wrong")

    class Wrong(models.TextChoices):
        """What anybody may say is wrong."""

        NUMBER = "number", _("The phone number does not work")
        NOBODY = "nobody", _("Nobody answers in those hours")
        PLACE = "place", _("The place is wrong, or it has closed")
        COST = "cost", _("It costs money")
        PEOPLE = "people", _("It is not for the people it says")
        ELSE = "else", _("Something else")

    service = models.ForeignKey(
        "directory.Service", on_delete=models.CASCADE, related_name="+", verbose_name=_("service")
    )
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind)
    wrong = models.CharField(_("what is wrong"), max_length=10, blank=True, choices=Wrong)
    says = models.CharField(_("what it should say instead"), max_length=150, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    received_at = models.DateTimeField(_("received"))

    classified = {
        "service": PUBLIC,
        "kind": _TASK,
        "wrong": _TASK,
        "says": _TASK,
        "changes": _TASK,
        "received_at": _TASK,
    }

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["received_at", "pk"]
        indexes = [models.Index(fields=["service", "kind"], name="suggestion_service_kind")]

    def __str__(self) -> str:
        return f"{self.service}: {self.get_kind_display()}"
