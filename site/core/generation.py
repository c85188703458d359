"""The content generation: what caches of public content are keyed by.

A change in the CMS raises the number inside its own transaction, so it shows on every process
within a second of the commit: each process reads the number at most once a second.
"""

import time
from contextlib import suppress
from threading import Lock
from typing import Any

from django.apps import apps
from django.db import Error
from django.db.models import F, Model
from django.db.models.signals import post_delete, post_save

from core.models import ContentGeneration

READ_EVERY = 1.0  # seconds

_lock = Lock()
_known = 0
_read_at = float("-inf")


def current() -> int:
    """Return the generation, at most a second old; the last known while the database is down."""
    global _known, _read_at
    now = time.monotonic()
    if now - _read_at < READ_EVERY:
        return _known
    with _lock:
        if now - _read_at >= READ_EVERY:
            _read_at = now
            with suppress(Error):
                numbers = ContentGeneration.objects.values_list("number", flat=True)
                _known = numbers.filter(pk=1).first() or 0
    return _known


def bump() -> None:
    """Say that public content has changed; takes effect when the transaction commits."""
    if not ContentGeneration.objects.filter(pk=1).update(number=F("number") + 1):
        ContentGeneration.objects.create(pk=1, number=2)
    forget()


def forget() -> None:
    """Make this process read the number again at its next request."""
    global _read_at
    _read_at = float("-inf")


def follow_editors() -> None:
    """Raise the generation whenever something the public sees is saved or deleted."""
    for model in apps.get_models():
        if getattr(model, "public_content", False) or _is_published_by_wagtail(model):
            post_save.connect(_changed, sender=model, dispatch_uid=f"saved {model._meta.label}")
            post_delete.connect(_changed, sender=model, dispatch_uid=f"gone {model._meta.label}")


def _changed(sender: type[Model], raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        bump()


def _is_published_by_wagtail(model: type[Model]) -> bool:
    return any(base._meta.label in _WAGTAIL for base in model.__mro__ if hasattr(base, "_meta"))


_WAGTAIL = {
    "wagtailcore.Page",
    "wagtailcore.Site",
    "wagtailredirects.Redirect",
    "wagtailimages.Image",
    "wagtaildocs.Document",
}
