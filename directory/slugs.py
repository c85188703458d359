"""The part of an address that names a record."""

from typing import Any

from django.db import models
from django.utils.text import slugify

LONGEST = 80
RESERVED = frozenset({"check", "list", "search", "wrong"})
"""Addresses beside those of the services."""


def free_slug(model: type[models.Model], record: Any, otherwise: str) -> str:
    """Return a slug of the record's name that no other record of the model has."""
    stem = slugify(record.name)[: LONGEST - 7] or otherwise
    others = model._default_manager.filter(slug__startswith=stem).exclude(pk=record.pk)
    taken = RESERVED | set(others.values_list("slug", flat=True))
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
