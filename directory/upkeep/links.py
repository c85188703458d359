"""The link by which a service confirms what we say: made by the worker, kept as its digest."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import F

from core.rounding import end_of_hour, to_the_hour
from directory.models import ProviderLink, Service

LASTS = timedelta(days=30)
BYTES = 32
SHAPE = r"[A-Za-z0-9_-]{43}"
"""Of a secret, as a regular expression."""


def may_be_asked(service: Service) -> bool:
    """Tell whether there is somebody to ask, and something that the public sees."""
    return bool(service.live and service.provider_email)


def ask(service: Service, at: datetime) -> None:
    """Write down that a link is to be sent, in the CMS; the worker makes and sends it."""
    asked_at = to_the_hour(at)
    if not ProviderLink.objects.filter(pk=service.pk).update(asked_at=asked_at):
        ProviderLink(service=service, asked_at=asked_at).save(force_insert=True)


def asked() -> ProviderLink | None:
    """Return a link that is still to be sent, with its service; None if there is none."""
    waiting = ProviderLink.objects.filter(asked_at__isnull=False)
    return waiting.select_related("service").order_by("asked_at", "pk").first()


def make(link: ProviderLink, at: datetime) -> str:
    """Give a link a new secret, good for 30 days, and return the secret; older ones end.

    For the worker, inside the transaction that hands it on. The secret is stored nowhere.
    """
    token = secrets.token_urlsafe(BYTES)
    link.digest, link.sent_to = digest(token), link.service.provider_email
    link.expires_at, link.asked_at = end_of_hour(at) + LASTS, None
    link.save(update_fields=["digest", "sent_to", "expires_at", "asked_at"])
    return token


def give_up(link: ProviderLink) -> None:
    """Write down that a link is not to be sent after all."""
    link.asked_at = None
    link.save(update_fields=["asked_at"])


def service_of(token: str, at: datetime) -> Service | None:
    """Return the service that a secret opens at a moment; None if it opens nothing (any more)."""
    link = (
        ProviderLink.objects.filter(digest=digest(token), expires_at__gt=at)
        .filter(service__live=True, service__provider_email=F("sent_to"))
        .values_list("service_id")
        .first()
    )
    return Service.objects.with_details().get(pk=link[0]) if link else None


def digest(token: str) -> str:
    """Return the SHA-256 (hex) of a secret: it has 256 random bits, so no more is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
