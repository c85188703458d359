"""How an email's body looks in an inbox: the little of markdown that Notify lets through."""

import re
from html import escape

_HEADING = re.compile(r"#{1,2} +(.+)")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-!>|~^])")


def html_of(body: str) -> str:
    """The body as HTML: headings, bullets and links take effect, HTML of its own is escaped."""
    parts = re.split(r"\n{2,}", body.strip())
    return "".join(_part(part.strip()) for part in parts if part.strip())


def _part(text: str) -> str:
    heading = _HEADING.match(text)
    if heading:
        rest = text[heading.end() :].strip()
        return f"<h2>{_inline(heading[1])}</h2>" + (_part(rest) if rest else "")
    lines = text.split("\n")
    if all(line.startswith("* ") for line in lines):
        return f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>"
    return f"<p>{_inline(text)}</p>"


def _inline(text: str) -> str:
    linked = _LINK.sub(r'<a href="\2">\1</a>', escape(text))
    return _ESCAPED.sub(r"\1", linked)
