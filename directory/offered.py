"""The choices of the search as a page offers them: ticked or not, and how many each leaves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from directory.search import building
from directory.search.choices import AGES, CHANNELS, FREE, HEADINGS, OPEN_NOW, Group
from directory.vocabulary import LANGUAGES


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tick. ``count`` is how many would be left."""

    value: str
    label: str
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A group of choices under its heading; ``ticked`` counts those that are."""

    name: str
    heading: str
    choices: list[Choice]

    @property
    def ticked(self) -> int:
        """How many of them are ticked."""
        return sum(choice.ticked for choice in self.choices)


def offered(
    chosen: Mapping[str, Collection[str]], counts: Mapping[tuple[str, str], int]
) -> list[Offer]:
    """Return the groups that have anything to choose. What would leave nothing is not offered."""
    offers = [
        Offer(group, str(heading), _choices(group, chosen.get(group, ()), counts))
        for group, heading in HEADINGS.items()
    ]
    return [offer for offer in offers if offer.choices]


def _choices(
    group: Group, ticked: Collection[str], counts: Mapping[tuple[str, str], int]
) -> list[Choice]:
    return [
        Choice(value, str(label), counts.get((group, value), 0), value in ticked)
        for value, label in _labels(group).items()
        if counts.get((group, value)) or value in ticked
    ]


def _labels(group: Group) -> Mapping[str, object]:
    fixed: dict[Group, Mapping[str, object]] = {
        Group.AGE: {band: ages.words for band, ages in AGES.items()},
        Group.CHANNEL: CHANNELS,
        Group.LANGUAGE: LANGUAGES,
        Group.OPEN: OPEN_NOW,
        Group.FREE: FREE,
    }
    terms = building.current().terms
    return fixed.get(group) or {term.slug: term.name for term in terms if term.group == group}
