"""What every record of the directory has: an identifier that the rest of the world may keep."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models

from core.classification import PUBLIC
from directory.words import searchable


class Identified(models.Model):
    """A record with a UUID, made here and never reused, as Open Referral asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    public_content = True

    class Meta:
        abstract = True


class Searchable(Identified):
    """A record that is found by words: it keeps the text of its own fields, folded.

    ``searched`` tells which fields stand in which column.
    """

    search_text = models.TextField(editable=False, blank=True, default="")

    searched: dict[str, tuple[str, ...]] = {}
    classified = {"search_text": PUBLIC}

    class Meta:
        abstract = True

    def save(self, *, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save, with the text to search kept in step."""
        for column, names in self.searched.items():
            setattr(self, column, searchable(getattr(self, name) for name in names))
            if update_fields is not None and set(update_fields) & set(names):
                update_fields = {*update_fields, column}
        super().save(update_fields=update_fields, **kwargs)
