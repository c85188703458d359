"""The search itself: sets of numbers taken together. Pure; nothing that is sought is kept.

Who holds more of the words comes first; being there for anyone, or for people who are named, counts
as one word more (helplines and the hub's own stand as editors order them). Then who is there for
people who live here; then what is fresh; then who is found by name or by what it is about; then,
near a place, who is open now and the nearest; then by name alone; then as editors list them. A
lifeline whose phrase is said stands before all, and what was said to it finds nobody else: whoever
wants to die is not shown the lines for those whom a murder left behind. After it stand those who
can be called for nothing, for whoever says that they have no credit. Who has no place is as near as
ten miles. Where three words are found together, one alone is a stray.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import and_, or_
from uuid import UUID

from directory.near.points import Point, miles
from directory.search.bits import Tally, bits, ranked
from directory.search.choices import Asked, Group
from directory.search.documents import Term
from directory.search.index import Index
from directory.search.spelling import nearest
from directory.search.words import as_said, phrases, said_of, sought
from directory.vocabulary import NO_CREDIT

EVERYWHERE = 10  # miles
_NO_CREDIT = phrases(NO_CREDIT)
_OF_PHONES = phrases("credit, phone, mobile, call, ring, number, free")
MOST_GUESSED = 4
"""So many unknown words of one search are guessed at: it bounds the cost."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A service that was found, with what it was found by, and how many miles away it is."""

    id: UUID
    terms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    miles: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: so many in all, those of one page, and how many each choice would leave.

    ``start`` is where the page begins: that of the last, for whoever asked for one beyond it.
    ``guesses`` are the known words that were looked for in place of a misspelt one.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[tuple[str, str], int]
    start: int = 0
    lifelines: tuple[UUID, ...] = ()
    guesses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find(index: Index, asked: Asked, at: datetime, start: int = 0, length: int = 20) -> Found:
    """Return a page of what was asked for, as it is at ``at`` (aware)."""
    return _Search(index, asked, at).found(start, length)


class _Search:
    """One search, and what was found by what."""

    def __init__(self, index: Index, asked: Asked, at: datetime) -> None:
        self.index = index
        self.asked = asked
        self.guesses: dict[str, tuple[str, ...]] = {}
        self.said: dict[str, int] = {}
        self.terms: dict[UUID, Term] = {}
        self.telling, self.naming, self.about = Tally(), Tally(), Tally()
        self.choices = index.choices | {(Group.OPEN, "now"): index.open_at(at)}
        self.bands = index.grid.around(asked.near, asked.within) if asked.near else {}
        self.bands |= {
            band: found | index.placeless
            for band, found in self.bands.items()
            if band >= EVERYWHERE
        }
        told = {n: said_of(asked.words, wanted) for n, wanted in index.lifelines}
        self.lifelines = [number for number, said in told.items() if said]
        no_credit = said_of(asked.words, _NO_CREDIT)
        self.free = (index.free_to_call or index.everything) if no_credit else 0
        # Stems that were said to a lifeline or of a telephone, and look for nothing else.
        self.answered = {
            stemmed for said in told.values() for phrase in said for stemmed in phrase.split()
        }
        if no_credit:
            self.answered |= {*" ".join(no_credit).split(), *_OF_PHONES}
        self.base = self._by_words() & self._by_place()
        self.listed = index.others if asked.others_only else index.everything

    def _by_words(self) -> int:
        looked_for = sought(self.asked.words)
        if not looked_for:
            return self.index.everything
        matched = bits(self.lifelines, self.index.size)
        left = {key: word for key, word in looked_for.items() if key not in self.answered}
        if not left:
            matched |= self.free
        for stemmed, word in left.items():
            matched |= self._by_word(stemmed, word)
        meant, own = self._by_phrase()
        self.telling.add(meant | own)
        self.about.add(meant | own)
        self.naming.add(own)
        matched |= meant | own
        matched &= self._without_strays() | bits(self.lifelines, self.index.size)
        self.telling.add(matched & self._fitting())
        return matched

    def _without_strays(self) -> int:
        """Return who is worth showing: who holds one word, where another holds three, is not."""
        digits = [*self.telling.digits, 0, 0]
        most = digits[0] & digits[1] | reduce(or_, digits[2:], 0)
        return reduce(or_, digits[1:], 0) if most else self.index.everything

    def _fitting(self) -> int:
        """Return who is there for anyone, or for people whom the words or the choices name."""
        named = {
            term.id
            for term in self.index.terms
            if term.id in self.terms or term.slug in self.asked.chosen.get(Group.AUDIENCE, ())
        }
        return reduce(or_, (self.index.under[key] for key in named if self._is_of_people(key)),
                      self.index.for_anyone)  # fmt: skip

    def _is_of_people(self, key: UUID) -> bool:
        return self.index.by_id[key].group == Group.AUDIENCE

    def _by_phrase(self) -> tuple[int, int]:
        """Return who is about a phrase that was said, and who says one among its own words.

        A phrase within a longer one that was said tells nothing.
        """
        whole = as_said(self.asked.words)
        said = [(phrase, term) for term, phrase in self.index.phrases if f" {phrase} " in whole]
        found = 0
        for phrase, term in said:
            if not any(phrase in longer and phrase != longer for longer, _term in said):
                self.terms[term.id] = term
                found |= self.index.under[term.id]
        own = (number for number, phrase in self.index.own_phrases if f" {phrase} " in whole)
        return found, bits(own, self.index.size)

    def _by_word(self, stemmed: str, word: str) -> int:
        index = self.index
        found = named = of_term = 0
        for meant, typed in self._meant(stemmed, word):
            in_names, in_text = index.names[meant], index.text[meant]
            self.said[typed] = in_names | in_text
            named |= in_names | index.hidden[meant]
            found |= in_text
            found |= index.loose[meant]
            for term in index.by_loose_word.get(meant, ()):
                found |= index.under[term.id]
            for term in index.by_word.get(meant, ()):
                self.terms[term.id] = term
                of_term |= index.under[term.id]
        self.telling.add(found | named | of_term)
        self.about.add(named | of_term)
        self.naming.add(named)
        return found | named | of_term

    def _meant(self, stemmed: str, word: str) -> list[tuple[str, str]]:
        """Return the stems that a typed word means, each with the word as it is known."""
        index = self.index
        if index.knows(stemmed):
            return [(stemmed, word)]
        if len(self.guesses) >= MOST_GUESSED:
            return []
        guesses = nearest(word, index.spelled)
        self.guesses[word] = tuple(guesses)
        return [(index.known[guess], guess) for guess in guesses]

    def _by_place(self) -> int:
        if not (self.bands and self.asked.within):
            return self.index.everything
        return self.bands[max(self.bands)] | self.index.placeless

    def found(self, start: int, length: int) -> Found:
        masks = {
            group: reduce(or_, (self.choices.get((group, value), 0) for value in values), 0)
            for group, values in self.asked.chosen.items()
            if values
        }
        all_of_it = reduce(and_, masks.values(), self.base & self.listed)
        total = all_of_it.bit_count()
        start = min(start, max(0, total - 1) // length * length) if length else 0
        best = ranked(all_of_it, self._planes())
        page = list(islice(best, start, start + length))
        return Found(
            total=total,
            start=start,
            hits=tuple(self._hit(number) for number in page),
            counts=self._counts(masks),
            lifelines=tuple(self.index.documents[number].id for number in self.lifelines),
            guesses={word: found for word, found in self.guesses.items() if found},
        )

    def _planes(self) -> list[int]:
        return [
            bits(self.lifelines, self.index.size),
            *([self.free] if self.free else []),
            *self.telling.planes(),
            self.index.in_reach(self.asked.near),
            self.index.fresh,
            *self.about.planes(),
            # Who asks for a place at night is not shown closed doors before open lines.
            *([self.choices[Group.OPEN, "now"]] if self.bands else []),
            *self.bands.values(),
            *self.naming.planes(),
        ]

    def _counts(self, masks: Mapping[str, int]) -> dict[tuple[str, str], int]:
        """Return for each choice how many it would leave: its own group does not narrow it."""
        left = {
            group: reduce(
                and_, (mask for other, mask in masks.items() if other != group), self.base
            )
            for group in masks
        }
        whole = reduce(and_, masks.values(), self.base)
        return {
            choice: (listed & left.get(choice[0], whole)).bit_count()
            for choice, listed in self.choices.items()
        }

    def _hit(self, number: int) -> Hit:
        document = self.index.documents[number]
        mark = 1 << number
        of_it = set(document.terms)
        return Hit(
            id=document.id,
            terms=tuple(term.name for term in self.terms.values() if term.id in of_it),
            words=tuple(word for word, saying in self.said.items() if saying & mark),
            miles=self._miles(document.points),
        )

    def _miles(self, points: Iterable[Point]) -> float | None:
        here = self.asked.near
        if here is None:
            return None
        return min((miles(here, point) for point in points), default=None)
