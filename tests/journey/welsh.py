"""Looks for English on a page: for whole strings of the catalogue, and for the commonest words."""

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from config.translating import written
from hub.snapshot import current_hub

SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-two", "data-one", "data-left")
UNSEEN = ("script", "style")
EMPTY = ("meta", "link", "input", "br", "wbr", "img", "hr", "path", "circle", "rect")
COMMON = re.compile(
    r"\b(?:the|and|you|your|this|that|these|what|who|when|with|not|are|was|will|can|have|from|for"
    r"|we|us|our|if|please|about|only|any)\b",
    re.I,
)
WELSH_TOO = {"we", "us", "can", "for", "are", "from"}
FILLED_IN = re.compile(r"%\(\w+\)[sd]|\(\(\w+\)\)|\{\w+\}|<[^>]+>|\n")


class _Words(HTMLParser):
    """Collects all that is read on a page or spoken by a screen reader, but for other languages."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.foreign: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        apart = (
            tag in UNSEEN or given.get("lang") == "en" or bool(self.foreign and self.foreign[-1])
        )
        if tag not in EMPTY:
            self.foreign.append(apart)
        if not apart:
            self.words += [given[name] or "" for name in SPOKEN if name in given]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.foreign.pop()

    def handle_data(self, data: str) -> None:
        if not (self.foreign and self.foreign[-1]):
            self.words.append(data)


def read(page: str, *typed: Any) -> str:
    """Return a page's words, without what is data: names, and what the person typed."""
    parser = _Words()
    parser.feed(page)
    text = " ".join(" ".join(parser.words).split())
    hub = current_hub()
    data = [hub.name, hub.area, hub.delivered_by, *(partner.name for partner in hub.partners)]
    for value in sorted([*data, *map(str, typed)], key=len, reverse=True):
        text = text.replace(" ".join(value.split()), " … ") if value else text
    return text


@lru_cache(maxsize=1)
def english_strings() -> list[str]:
    """Return every stretch of English longer than three letters that is not Welsh as well."""
    catalogue = written.read(written.path().read_text(encoding="utf-8"))
    welsh, english = [], []
    for message in catalogue:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            english += [piece for each in ids for piece in _stretches(str(each))]
            welsh += [piece for each in written.strings(message) for piece in _stretches(str(each))]
    all_welsh = " | ".join(welsh)
    return sorted({each for each in english if not _in(each, all_welsh)}, key=len)


def _stretches(words: str) -> list[str]:
    pieces = [" ".join(piece.split()).strip(" .,:;?!") for piece in FILLED_IN.split(words)]
    return [piece for piece in pieces if len(re.findall(r"[^\W\d_]", piece)) > 3]


def _in(words: str, text: str) -> bool:
    return words in text and bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text))


def english_in(text: str) -> list[str]:
    """Return all the English that is found in a page's words."""
    common = {word for word in COMMON.findall(text) if word.lower() not in WELSH_TOO}
    return [each for each in english_strings() if _in(each, text)] + sorted(common)
