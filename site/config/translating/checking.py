"""What is wrong with the Welsh, a sentence for each fault. Pure: the file's text and the English.

It cannot tell whether the words are good. That is what a reviewer is for.
"""

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from config.translating import written

MARKS = re.compile(
    r"%(?:\(\w+\))?[sd]|%%|\(\(\w+\)\)|\{\w+\}"  # what is filled in
    r"|<[^>]+>|&#?\w+;"  # markup
    r'|\d+|[“”"]|\n'  # numbers above all: people dial them
)
"""What a translation must hold as often as the English does, in any order."""

SAME = "The same in Welsh."
"""A translator's comment, without which Welsh that is the English, word for word, is a fault."""


def faults(text: str, english: Catalog) -> list[str]:
    """Return every fault of a catalogue's text, each naming file and string."""
    try:
        welsh = written.read(text)
    except PoFileError as error:
        return [f"django.po cannot be read: {error}."]
    found = [] if written.review(text) else ["django.po does not say in X-Review who reviewed it."]
    for wanted in english:
        if wanted.id:
            known = welsh.get(wanted.id, wanted.context)
            found += [f"{_name(wanted)} {fault}" for fault in _of(wanted, known, welsh.num_plurals)]
    gone = [known for known in welsh if known.id and not english.get(known.id, known.context)]
    gone += welsh.obsolete.values()
    return found + [f"{_name(known)} is no longer in the code." for known in gone]


def _of(wanted: Message, known: Message | None, plurals: int) -> Iterator[str]:
    said = written.strings(known) if known else ("",)
    if not known or not all(said):
        yield "has no Welsh."
        return
    if known.fuzzy:
        yield "has Welsh that is marked as fuzzy, which nobody is shown."
    if isinstance(wanted.id, tuple) and len(said) != plurals:
        yield f"has {len(said)} plural forms where Welsh has {plurals}."
    english = str(wanted.id[-1] if isinstance(wanted.id, tuple) else wanted.id)
    for each in said:
        yield from _lost(english, each)
    if english in said and SAME not in known.user_comments:
        yield f"is in English; if it is right, write “# {SAME}” above it."


def _lost(english: str, welsh: str) -> Iterator[str]:
    ours, theirs = Counter(MARKS.findall(english)), Counter(MARKS.findall(welsh))
    if lost := ours - theirs:
        yield f"has Welsh that lacks {_listed(lost)}."
    if more := theirs - ours:
        yield f"has Welsh with {_listed(more)}, which the English has not."
    if _ends(english) != _ends(welsh):
        yield "has Welsh with other blanks at its ends."


def _ends(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _listed(marks: Counter[str]) -> str:
    return ", ".join(repr(mark) for mark in marks.elements())


def _name(message: Message) -> str:
    words = message.id[0] if isinstance(message.id, tuple) else message.id
    places = ", ".join(dict.fromkeys(place for place, _line in message.locations)) or "django.po"
    return f"{places}: “{words}”"
