"""Everything that everyone may see of the services, in memory, as sets of numbers. Pure.

A service has a number, its place in the order in which editors list it; a word has the set of the
services that say it.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from directory.near.points import Point
from directory.near.reach import Reach, country_of
from directory.search.bits import bits
from directory.search.choices import Group
from directory.search.documents import Document, Term
from directory.search.grid import Grid
from directory.search.spelling import may_be_meant
from directory.search.words import phrases, single_words, stem, words
from hub.opening import LONDON, Period, is_open


class Postings:
    """Which services say a word: a set for a frequent word, a list for a rare one."""

    def __init__(self) -> None:
        self.size = 0
        self.lists: dict[str, array[int]] = {}
        self.sets: dict[str, int] = {}

    def add(self, number: int, said: Iterable[str]) -> None:
        """Note that a service says these stems; services come in the order of their numbers."""
        for word in said:
            self.lists.setdefault(word, array("I")).append(number)

    def close(self, size: int) -> None:
        """Make sets of what is frequent; ``size`` is how many services there are."""
        self.size = size
        for word in [word for word, kept in self.lists.items() if len(kept) * 64 > self.size]:
            self.sets[word] = bits(self.lists.pop(word), self.size)

    def __getitem__(self, word: str) -> int:
        return self.sets.get(word) or bits(self.lists.get(word, ()), self.size)

    def __contains__(self, word: str) -> bool:
        return word in self.sets or word in self.lists


class Index:
    """The services that may be found, in the order in which they are listed."""

    def __init__(
        self, documents: Iterable[Document], terms: Sequence[Term], home: Point | None = None
    ) -> None:
        self.country = country_of(home) if home else ""
        self.known: dict[str, str] = {}
        self.names, self.hidden, self.loose, self.text = (Postings() for _part in range(4))
        self.own_phrases: list[tuple[int, str]] = []
        self.documents = [
            self._learn_document(number, document) for number, document in enumerate(documents)
        ]
        self.size = len(self.documents)
        self.everything = (1 << self.size) - 1
        self.names.close(self.size)
        self.hidden.close(self.size)
        self.loose.close(self.size)
        self.text.close(self.size)
        self._learn_terms(terms)
        self._learn_choices()
        self.spelled = [word for word in self.known if may_be_meant(word)]

    def _learn_document(self, number: int, document: Document) -> Document:
        """Learn the words of a document and return it without them."""
        in_names = self._learn(document.names)
        self.names.add(number, in_names)
        self.hidden.add(number, self._learn(document.hidden) - in_names)
        self.loose.add(number, self._learn(document.loose) - in_names)
        self.text.add(number, self._learn(document.text) - in_names)
        self.own_phrases += [(number, phrase) for phrase in document.phrases]
        return replace(document, names="", hidden="", loose="", text="", phrases=())

    def _learn(self, text: str) -> set[str]:
        """Return the stems of a text, and know its words from now on."""
        known = self.known
        said = set()
        for word in set(words(text)):
            if word not in known:
                known[word] = stem(word)
            said.add(known[word])
        return said

    def _learn_terms(self, terms: Sequence[Term]) -> None:
        under: dict[UUID, list[int]] = {term.id: [] for term in terms}
        for number, document in enumerate(self.documents):
            for key in document.terms:
                under[key].append(number)
        self.terms = terms
        self.by_id = {term.id: term for term in terms}
        self.under = {key: bits(listed, self.size) for key, listed in under.items()}
        groups = {term.id for term in terms if term.group == Group.AUDIENCE}
        self.for_anyone = self._where(
            lambda document: (
                document.is_helpline
                or document.is_commissioned
                or not groups.intersection(document.terms)
            )
        )
        self.by_word: dict[str, list[Term]] = {}
        self.by_loose_word: dict[str, list[Term]] = {}
        self.phrases = [
            (term, phrase) for term in terms for phrase in phrases(term.phrases) if " " in phrase
        ]
        for term in terms:
            for word in self._learn(f"{term.words} {single_words(term.phrases)}"):
                self.by_word.setdefault(word, []).append(term)
            for word in self._learn(term.phrases):
                self.by_loose_word.setdefault(word, []).append(term)

    def _learn_choices(self) -> None:
        choices: dict[tuple[str, str], list[int]] = {}
        periods: dict[Period, list[int]] = {}
        for number, document in enumerate(self.documents):
            for choice in document.choices:
                choices.setdefault(choice, []).append(number)
            for period in document.periods:
                periods.setdefault(period, []).append(number)
        self.choices = {choice: bits(listed, self.size) for choice, listed in choices.items()}
        self.periods = {period: bits(listed, self.size) for period, listed in periods.items()}
        self.always = self._where(lambda document: document.always)
        self.fresh = self._where(lambda document: not document.sinks)
        self.others = self._where(
            lambda document: not (document.is_helpline or document.is_commissioned)
        )
        reaches: dict[Reach, list[int]] = {}
        for number, document in enumerate(self.documents):
            if document.reach:
                reaches.setdefault(document.reach, []).append(number)
        self.reaches = {each: bits(listed, self.size) for each, listed in reaches.items()}
        self.free_to_call = self._where(lambda document: document.free_to_call)
        self.placeless = self._where(lambda document: not document.points)
        self.lifelines = [
            (number, phrases(document.lifeline_phrases))
            for number, document in enumerate(self.documents)
            if document.lifeline_phrases
        ]
        placed = enumerate(document.points for document in self.documents)
        self.grid = Grid(((n, point) for n, points in placed for point in points), self.size)

    def _where(self, holds: Callable[[Document], bool]) -> int:
        return bits((n for n, document in enumerate(self.documents) if holds(document)), self.size)

    def in_reach(self, here: Point | None) -> int:
        """Return who is there for people who live here; by default, in the country of the hub."""
        country = country_of(here) if here else self.country
        left_out = (
            services for each, services in self.reaches.items() if each.leaves_out(country, here)
        )
        return self.everything & ~reduce(or_, left_out, 0)

    def knows(self, stemmed: str) -> bool:
        """Tell whether any service or term says a word of this stem."""
        said = (self.names, self.hidden, self.loose, self.text, self.by_word, self.by_loose_word)
        return any(stemmed in kept for kept in said)

    def open_at(self, at: datetime) -> int:
        """Return the set of services that answer at that moment, as ``hub.opening`` decides it."""
        today = at.astimezone(LONDON).weekday()
        found = self.always
        for period, listed in self.periods.items():
            if period.day == today and is_open((period,), at):
                found |= listed
        return found
