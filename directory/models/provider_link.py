"""The link by which a service confirms what we say of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.classification import Datum

_LINK = Datum(False, False, "nobody", "until it is sent again, or 30 days after it was sent")


class ProviderLink(models.Model):
    """The one link of a service: asked for by an editor, made and sent by the worker.

    The secret in it is in the email alone; here is its SHA-256 (hex). It opens nothing once a newer
    one was sent, ``expires_at`` (UTC) has passed or ``sent_to`` is not whom we ask any more.
    ``asked_at`` is set while it is still to be sent.
    """

    public_content = False
    wagtail_reference_index_ignore = True

    service = models.OneToOneField(
        "directory.Service", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"), null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    sent_to = models.EmailField(blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    classified = {
        "service": _LINK,
        "asked_at": _LINK,
        "digest": _LINK,
        "sent_to": Datum(True, False, "editors of the directory", "until it is sent again"),
        "expires_at": _LINK,
    }

    class Meta:
        verbose_name = _("link for a service")
        verbose_name_plural = _("links for services")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.service_id)
