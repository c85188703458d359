"""The content generation: what caches of public content are keyed by.

A change in the CMS raises the number inside its own transaction, so it shows on every process
within a second of the commit: each process reads the number at most once a second.
"""

import time
from threading import Lock
from typing import Any

from django.db import DatabaseError
from django.db.models import F, Model
from django.db.models.signals import post_delete, post_save

from core.models import ContentGeneration

READ_EVERY = 1.0  # seconds

_lock = Lock()
_known = 0
_read_at = float("-inf")


def current() -> int:
    """Return the generation, at most a second old; the last known one while the database is down."""
    global _known, _read_at
    now = time.monotonic()
    if now - _read_at < READ_EVERY:
        return _known
    with _lock:
        if now - _read_at >= READ_EVERY:
            _read_at = now
            try:
                _known = ContentGeneration.objects.values_list("number", flat=True).get(pk=1)
            except (DatabaseError, ContentGeneration.DoesNotExist):
                pass
    return _known


def bump() -> None:
    """Say that public content has changed; takes effect when the surrounding transaction commits."""
    if not ContentGeneration.objects.filter(pk=1).update(number=F("number") + 1):
        ContentGeneration.objects.create(pk=1, number=2)
    forget()


def forget() -> None:
    """Make this process read the number again at its next request."""
    global _read_at
    _read_at = float("-inf")


def follow_editors() -> None:
    """Raise the generation whenever something the public sees is saved or deleted."""
    post_save.connect(_changed, dispatch_uid="core.generation.saved")
    post_delete.connect(_changed, dispatch_uid="core.generation.deleted")


def _changed(sender: type[Model], **kwargs: Any) -> None:
    if kwargs.get("raw") or sender.__module__ == "__fake__":  # fixtures, and models of migrations
        return
    if getattr(sender, "public_content", False) or _is_published_by_wagtail(sender):
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
