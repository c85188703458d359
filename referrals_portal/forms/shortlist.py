"""The services that somebody put on their list in the directory before they asked for help."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from directory.carried import SLUG
from directory.models import Service
from referrals_portal.forms.base import SENSITIVE, StepForm, several

MOST = 30


class ShortlistForm(StepForm):
    """Which of them they would like help from. A service is kept as it is told apart by name."""

    classified = {"services": SENSITIVE}
    heading_field = "services"

    services = several(
        _("Which of these services would you like help from?"),
        [],
        help_text=_("These were on your list. Take the tick off any that you do not want."),
    )

    def adapt(self) -> None:
        """Offer those that were brought along, as far as they are still listed."""
        data: Any = self.data
        names = listed(data.getlist(self.add_prefix("services")) if data else ())
        self.offer("services", [(name, name) for name in names])


def listed(names: Iterable[str]) -> list[str]:
    """Return those that tell a public service, in their order; at most thirty.

    With or without its organisation's name: it may have had a namesake then, and none now.
    """
    wanted = list(dict.fromkeys(names))[:MOST]
    rows = _told_apart().filter(Q(name__in=wanted) | Q(whose__in=wanted))
    known = {each for row in rows.values_list("name", "whose") for each in row}
    return [name for name in wanted if name in known]


def names_of(slugs: Iterable[str]) -> dict[str, str]:
    """Return the public services with these slugs, each with its name; at most thirty, in order.

    Where several have the same name, the organisation's stands behind it.
    """
    wanted = [slug for slug in dict.fromkeys(slugs) if SLUG.fullmatch(slug)][:MOST]
    known = dict(_told_apart().filter(slug__in=wanted).values_list("slug", "told"))
    return {slug: known[slug] for slug in wanted if slug in known}


def _told_apart() -> Any:
    namesakes = Service.objects.public().filter(name=OuterRef("name")).exclude(pk=OuterRef("pk"))
    whose = Concat("name", Value(", "), "organisation__name")
    told = Case(When(Exists(namesakes), then=F("whose")), default=F("name"))
    return Service.objects.public().annotate(whose=whose).annotate(told=told)
