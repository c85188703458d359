"""The services that somebody put on their list in the directory before they asked for help."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from directory.models import Service
from referrals_portal.forms.base import SENSITIVE, StepForm, several

MOST = 30


class ShortlistForm(StepForm):
    """Which of them they would like help from. A service is kept by its name, as they saw it."""

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
    """Return those names that a public service has, in their order; at most thirty."""
    wanted = list(dict.fromkeys(names))[:MOST]
    known = set(Service.objects.public().filter(name__in=wanted).values_list("name", flat=True))
    return [name for name in wanted if name in known]


def names_of(slugs: Iterable[str]) -> dict[str, str]:
    """Return the public services with these slugs, each with its name; at most thirty, in order."""
    wanted = list(dict.fromkeys(slugs))[:MOST]
    rows = Service.objects.public().filter(slug__in=wanted).values_list("slug", "name")
    known = dict(rows)
    return {slug: known[slug] for slug in wanted if slug in known}
