"""All that the directory's search can say, as adjectives that can be put one after another.

The search is a plain ``LIKE`` over text that each row keeps of itself, folded in Python
(``directory.words``): it finds the same on SQLite and PostgreSQL, needs no index to be rebuilt and
is quick with the hundreds of services that a hub lists. Addresses are in none of that text.
"""

from typing import Self

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import NullIf, StrIndex

from directory.status import PUBLISHED, Status
from directory.words import sought


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

    def independent(self) -> Self:
        """Those that are neither a national helpline nor commissioned by this hub."""
        return self.filter(is_national_helpline=False, is_commissioned=False)

    def standing_in(self) -> Self:
        """Those that answer when the hub is closed, in the order in which they are tried."""
        return self.filter(answers_when_hub_is_closed=True).order_by("answering_order", "name")

    def matching(self, text: str) -> Self:
        """Those in which every word begins some word; nearest the name first, then by name.

        A word may stand in the service's own words, its organisation's or its terms'. Text
        without any word finds everything.
        """
        found, every = self, sought(text)
        for word in every:
            found = found.filter(self._holding(word))
        if not every:
            return found
        place = NullIf(StrIndex(F("search_text"), Value(f" {every[0]}")), 0)
        return found.alias(place=place).order_by(F("place").asc(nulls_last=True), "name")

    def with_details(self) -> Self:
        """The same services with all that a list shows of them, in a fixed number of queries."""
        return self.select_related("organisation").prefetch_related("phones", "schedules")

    def _holding(self, word: str) -> Q:
        by_term = self.model._base_manager.filter(taxonomy_terms__search_text__contains=f" {word}")
        return (
            Q(search_text__contains=f" {word}")
            | Q(organisation__search_text__contains=f" {word}")
            | Q(pk__in=by_term.values("pk"))
        )


class LocationQuerySet(QuerySet):
    """Locations, narrowed. Whatever the public reads goes through ``public()``."""

    def public(self) -> Self:
        """Those whose address may be told: never a confidential one."""
        return self.filter(is_confidential=False)
