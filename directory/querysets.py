"""All that the directory's search can say, as adjectives that can be put one after another.

The search is a plain ``LIKE`` over text that each row keeps of itself, folded in Python
(``directory.words``): it finds the same on SQLite and PostgreSQL, needs no index to be rebuilt and
is quick with the hundreds of services that a hub lists. Addresses are in none of that text.

Every word that a service holds is worth more than all the places where words can stand, so the
service with most of the words comes first, and only then the one with them in its name.
"""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Q, QuerySet, Value, When

from directory.status import PUBLISHED, Status
from directory.words import MOST_WORDS, says, sought

if TYPE_CHECKING:
    from directory.models import Service

IN_TEXT = 3 * MOST_WORDS
IN_TERM = IN_TEXT + 1
IN_NAME = IN_TEXT + 2
LIFELINE = IN_NAME * (MOST_WORDS + 1)
"""What finding a word there is worth: all places together weigh less than one word more."""


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
        """Those that hold any word that says something; those with most of them first.

        A word may stand in the service's name and other words, in its terms', in its own text or
        its organisation's name; in this order where as many are found, and then as editors order
        them. A lifeline for this text comes before all. Text without any word finds everything.
        """
        found = sought(text)
        if not found:
            return self.all()
        lifelines = [service.pk for service in self.lifelines(text)]
        first = Case(When(pk__in=lifelines, then=Value(LIFELINE)), default=Value(0))
        score = sum((self._worth_of(f" {word} ") for word in found), start=first)
        ranked = self.alias(score=score).filter(score__gt=0)
        return ranked.order_by("-score", "answering_order", "name")

    def lifelines(self, text: str) -> "list[Service]":
        """Those for people who might hurt themselves, if the text says one of their phrases."""
        every: Any = self.active().filter(is_lifeline=True).order_by("answering_order", "name")
        return [service for service in every if says(text, service.other_words)]

    def with_details(self) -> Self:
        """The same services with all that a list shows of them, in a fixed number of queries."""
        return self.select_related("organisation").prefetch_related("phones", "schedules")

    def _worth_of(self, word: str) -> Any:
        by_term = self.model._base_manager.filter(taxonomy_terms__search_text__contains=word)
        in_text = Q(search_text__contains=word) | Q(organisation__search_text__contains=word)
        return Case(
            When(search_names__contains=word, then=Value(IN_NAME)),
            When(pk__in=by_term.values("pk"), then=Value(IN_TERM)),
            When(in_text, then=Value(IN_TEXT)),
            default=Value(0),
        )


class LocationQuerySet(QuerySet):
    """Locations, narrowed. Whatever the public reads goes through ``public()``."""

    def public(self) -> Self:
        """Those whose address may be told: never a confidential one."""
        return self.filter(is_confidential=False)
