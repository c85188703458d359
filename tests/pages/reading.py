"""How hard words are to read: the Flesch-Kincaid grade, counted simply.

Grade 4 is about the reading age of nine. Syllables are groups of vowels, without a silent e.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

ENDS = {"p", "li", "h1", "h2", "h3", "summary", "dt", "dd", "strong", "label"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside = self.inside or tag == "main"

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.inside = False
        elif tag in ENDS and self.inside:
            self.parts.append(". ")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


@dataclass(frozen=True)
class Measure:
    """How many sentences, words and syllables; and what that comes to."""

    sentences: int
    words: int
    syllables: int

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences

    @property
    def grade(self) -> float:
        return 0.39 * self.words_a_sentence + 11.8 * self.syllables / self.words - 15.59


def main_text(html: str) -> str:
    """Return the words inside <main>, with a full stop after each block."""
    parser = _Text()
    parser.feed(html)
    return re.sub(r"\s+", " ", "".join(parser.parts))


def measure(text: str) -> Measure:
    """Measure a text. Addresses and numbers count as nothing."""
    text = re.sub(r"\S+@\S+|https?://\S+|\b\S+\.(?:uk|com|org)\S*", "", text)
    sentences = [each for each in re.split(r"[.!?:]+", text) if re.search(r"[A-Za-z]", each)]
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", text)
    return Measure(len(sentences), len(words), sum(map(syllables, words)))


def syllables(word: str) -> int:
    """Count groups of vowels, without a silent e at the end."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    plain = re.sub(r"(?<=[^aeiouyl])(?:e|es|ed)$", "", plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)))
