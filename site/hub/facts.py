"""The hub as plain facts: what pages, clocks and rules read."""

from dataclasses import dataclass

from hub.opening import Period
from hub.profile import Profile
from hub.rules import Rules, Specialist
from hub.walls import walled_in


@dataclass(frozen=True, slots=True)
class HubFacts:
    """Everything about the hub that is not a page. Hours are Europe/London.

    walls: the keys of every team whose work nobody outside it may see, and also of those that the
    rules have no more.
    """

    slug: str
    name: str
    area: str
    delivered_by: str
    phone: str
    email: str
    hours: tuple[Period, ...]
    hours_are_assumed: bool
    rules: Rules
    rules_version: int
    welsh: str = "off"
    drafts_may_be_saved: bool = False
    alert: str = ""
    promise_words: str = ""
    walls: frozenset[str] = frozenset()

    @classmethod
    def from_profile(cls, stated: Profile) -> "HubFacts":
        """Return the hub as its profile states it, before anybody changed anything."""
        return cls(
            slug=stated.slug,
            name=stated.name,
            area=stated.area,
            delivered_by=stated.delivered_by,
            phone=stated.phone,
            email=stated.email,
            hours=stated.hours,
            hours_are_assumed=stated.hours_are_assumed,
            rules=stated.rules,
            rules_version=1,
            walls=walled_in(stated.document),
        )

    @property
    def partners(self) -> tuple[Specialist, ...]:
        """Those with whom it shares what it was told, if the person agrees to each."""
        return self.rules.partners

    @property
    def takes_self_referrals(self) -> bool:
        """Whether people may ask for themselves online; where not, they are told whom to ring."""
        return self.rules.takes("self")
