"""Which services the hub's rule hides today: decided once for each content generation and day.

Three queries then, and none at any other time. A search leaves the same ones out of its index.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import cast
from uuid import UUID

from django.utils import timezone

from core.kept import kept
from directory.models import Service
from directory.upkeep.facts import day_of, sinking_and_hidden
from directory.upkeep.freshness import Facts, months_between

Keys = frozenset[UUID]


@dataclass(frozen=True)
class Hidden:
    """The services that are hidden, by their keys."""

    keys: Keys = frozenset()

    @cached_property
    def texts(self) -> frozenset[str]:
        """Return the keys as texts of 32 hexadecimal digits."""
        return frozenset(key.hex for key in self.keys)

    @cached_property
    def mark(self) -> str:
        """Return a short mark that changes when another service hides, or one comes back."""
        return blake2b("".join(sorted(self.texts)).encode(), digest_size=4).hexdigest()


@kept(daily=True)
def current() -> Hidden:
    """Return what is hidden now."""
    return Hidden(cast(Keys, sinking_and_hidden(timezone.localdate()).hidden))


def months_unchecked(service: Service) -> int:
    """Return for how many months nobody could check a hidden service; 0 for one that is shown."""
    if service.pk not in current().keys:
        return 0
    published = service.first_published_at
    listed = published and day_of(published)
    since = Facts(service.pk, assured=service.assured_date, listed=listed).since
    return months_between(since, timezone.localdate()) if since else 0
