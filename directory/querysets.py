"""Services and places, narrowed by adjectives that can be put one after another.

Words are not searched here: ``directory.search`` does that in memory.
"""

from typing import Any, Self

from django.db.models import QuerySet
from django.utils import timezone

from directory.status import PUBLISHED, Status


class ServiceQuerySet(QuerySet):
    """Services, narrowed."""

    def public(self) -> Self:
        """Those that the public may see: published, and neither unlisted nor gone."""
        return self.filter(live=True, status__in=PUBLISHED)

    def active(self) -> Self:
        """Those that take people on at the moment."""
        return self.filter(status=Status.ACTIVE)

    def national_helplines(self) -> Self:
        """Those that anyone in the country may ring."""
        return self.filter(is_national_helpline=True)

    def commissioned(self) -> Self:
        """Those that this hub commissions, and the hub itself."""
        return self.filter(is_commissioned=True)

    def standing_in(self) -> Self:
        """Those that answer when the hub is closed, in the order in which they are tried."""
        return self.filter(answers_when_hub_is_closed=True).order_by("answering_order", "name")

    def at(self, location: Any) -> Self:
        """Those that are at a place, or have sessions there."""
        here = self.filter(service_at_locations__location=location)
        return (here | self.filter(sessions__location=location)).distinct()

    def with_details(self) -> Self:
        """The same services with all that a list shows of them, in a fixed number of queries."""
        return self.select_related("organisation").prefetch_related("phones", "schedules")

    def changed_now(self) -> None:
        """Say that they changed at this moment, to whoever keeps a copy of them."""
        self.model._base_manager.filter(pk__in=self.values("pk")).update(
            last_modified=timezone.now()
        )


class LocationQuerySet(QuerySet):
    """Places, narrowed."""

    def public(self) -> Self:
        """Those that are published. A secret address is no ``Location`` at all."""
        return self.filter(live=True)
