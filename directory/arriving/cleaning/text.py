"""Text from elsewhere as plain text of ours. Pure; a text that was cleaned stays as it is.

HTML becomes paragraphs, bytes that were read in the wrong alphabet are read in the right one, and
what cannot be seen goes: control characters, and those that turn the direction of writing.
"""

import re
from html import unescape
from typing import Any

from directory.arriving.cleaning.mailboxes import without_people

LONGEST_READ = 100_000
"""So many characters of one text are looked at."""
MISSING = frozenset({"", "null", "n/a", "undefined", "nan"})
SETTLES_IN = 8

_PLAIN = re.compile(r"[ -%'-;=?A-~\n]*")
"""Nothing to repair: no ``&``, ``<``, ``>`` or ``@``, and nothing beyond ASCII."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_BLOCKS = re.compile(
    "address|article|aside|blockquote|d[dlt]|div|footer|form|h[1-6r]|header|main|nav|ol|p|pre|"
    "section|table|tr|ul"
)
_SILENT = frozenset({"script", "style", "template", "iframe", "object", "svg", "head", "title"})

_HIGH = "".join(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0)
) + "".join(map(chr, range(0x80, 0xA0)))
_MOJIBAKE = re.compile(f"[\u00c2-\u00f4][{re.escape(_HIGH)}]{{1,3}}")
_BYTES = {letter: letter.encode("cp1252", errors="ignore") or bytes([ord(letter)])
          for letter in (*_HIGH, *map(chr, range(0xC0, 0x100)))}  # fmt: skip


def line(value: Any, longest: int) -> str | None:
    """Return one line of at most so many characters; None for what says nothing."""
    text = paragraphs(value, LONGEST_READ)
    return cut(" ".join(text.split()), longest) if text else None


def paragraphs(value: Any, longest: int) -> str | None:
    """Return paragraphs with an empty line between, of at most so many characters together."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    text = value[:LONGEST_READ].replace("\r\n", "\n").replace("\r", "\n")
    for _try in range(SETTLES_IN):
        before, text = text, _once(text)
        if text == before:
            break
    else:
        # It was made to never come to rest: what could be markup or another alphabet goes.
        text = _tidy(re.sub(r"[^ -%'-;=?A-~\n]", "", text))
    if text.casefold() in MISSING:
        return None
    return cut(text, longest)


def cut(text: str, longest: int) -> str | None:
    """Return the text, cut between two words if it is too long."""
    if len(text) <= longest:
        return text or None
    kept = text[: longest - 1]
    if not text[longest - 1].isspace() and " " in kept[longest // 2 :]:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip() + "…"


def _once(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        text = _MOJIBAKE.sub(_reread, text)
        text = _without_tags(text) if "<" in text else text
        text = unescape(text) if "&" in text else text
        text = _UNSEEN.sub("", text)
        text = without_people(text) if "@" in text else text
    return _tidy(text)


def _tidy(text: str) -> str:
    """Leave one blank between words and one empty line between paragraphs."""
    lines = _AROUND_LINES.sub("\n", _BLANKS.sub(" ", text))
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def _reread(found: re.Match[str]) -> str:
    """Read as UTF-8 what was UTF-8 and had been read as Windows-1252; leave what was not."""
    letters = found[0]
    for length in range(len(letters), 1, -1):
        try:
            right = b"".join(_BYTES[letter] for letter in letters[:length]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        return right + letters[length:]
    return letters


def _without_tags(text: str) -> str:
    """Drop tags and comments, and what scripts and styles hold; what is no tag stays."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<", at)) != -1:
        kept.append(text[at:start])
        if text.startswith("<!", start):
            at = _after(text, "-->" if text.startswith("<!--", start) else ">", start)
            continue
        tag = _TAG.match(text, start)
        end = text.find(">", start)
        if end == -1:
            return "".join(kept) + text[start:]
        if not tag:
            kept.append("<")
            at = start + 1
            continue
        name = tag[1].lower()
        at = end + 1
        if name in _SILENT and text[start + 1] != "/":
            at = _after(text.lower(), f"</{name}", end)
            at = _after(text, ">", at)
        elif name == "br":
            kept.append("\n")
        elif name == "li":
            kept.append("\n- " if text[start + 1] != "/" else "\n")
        elif _BLOCKS.fullmatch(name):
            kept.append("\n\n")
    return "".join(kept) + text[at:]


def _after(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found == -1 else found + len(mark)
