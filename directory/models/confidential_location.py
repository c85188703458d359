"""An address that only staff may see."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from core.classification import Datum
from directory.holding import secrets_held
from directory.models.identified import Identified

SECRET = Datum(
    True, True, "editors of the directory, never the public", "until an editor removes it"
)


class ConfidentialLocation(Identified):
    """Where a refuge is, or anywhere else that must not be found.

    A table of its own, so that no page, search, export or feed has to remember to leave it out:
    the database refuses it to every process but the CMS (``config.grants``). It has no revision,
    and its name in the CMS and its log is its service's.
    """

    public_content = False
    may_hold_secrets = True

    service = models.ForeignKey(
        "directory.Service", on_delete=models.CASCADE, related_name="+", verbose_name=_("service")
    )
    name = models.CharField(_("name of the place"), max_length=150, blank=True)
    address_1 = models.CharField(_("street"), max_length=150)
    city = models.CharField(_("town or city"), max_length=80, blank=True)
    state_province = models.CharField(_("county"), max_length=80, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=10, blank=True)

    classified = dict.fromkeys(
        ("service", "name", "address_1", "city", "state_province", "postal_code"), SECRET
    )
    panels = [
        FieldPanel("service"),
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("address_1"),
                FieldPanel("city"),
                FieldPanel("state_province"),
                FieldPanel("postal_code"),
            ],
            _("The address"),
            help_text=_("Only editors of the directory ever see it."),
        ),
    ]

    class Meta:
        verbose_name = _("secret address")
        verbose_name_plural = _("secret addresses")
        ordering = ["service__name"]

    @secrets_held(alone=True)
    def save(self, **kwargs: Any) -> None:
        """Save; the service says so from now on, no draft goes out with it, no copy keeps it."""
        from directory.arriving.keeping import forget_secrets  # which know the models
        from directory.confidential import say_so_in_versions, take_times_from

        super().save(**kwargs)
        take_times_from(self)
        say_so_in_versions(self)
        transaction.on_commit(forget_secrets)
        if not self.service.address_is_secret:
            self.service.address_is_secret = True
            self.service.save(update_fields=["address_is_secret"])

    def __str__(self) -> str:
        return str(self.service)
