"""How the words of a page are written down: blocks of ``pages.blocks`` as plain tuples.

In any text, ``<a href="page:where-we-are">`` leads to the page of that slug.
"""

from dataclasses import dataclass, field
from typing import Any

Block = tuple[str, Any]


@dataclass(frozen=True)
class Words:
    """One page: where it is, what it is called, what it says, and whether menus show it."""

    slug: str
    title: str
    description: str
    introduction: str = ""
    body: list[Block] = field(default_factory=list)
    in_menus: bool = False


def html(*parts: str | list[str]) -> str:
    """Return paragraphs, and a list of bullets for each list."""
    return "".join(
        f"<p>{part}</p>"
        if isinstance(part, str)
        else f"<ul>{''.join(f'<li>{item}</li>' for item in part)}</ul>"
        for part in parts
    )


def heading(words: str) -> Block:
    """Return a heading."""
    return "heading", words


def text(*parts: str | list[str]) -> Block:
    """Return paragraphs and lists."""
    return "text", html(*parts)


def inset(*parts: str | list[str]) -> Block:
    """Return words that stand apart."""
    return "inset", html(*parts)


def steps(*pairs: tuple[str, str]) -> Block:
    """Return numbered steps, each a title and a paragraph."""
    return "steps", [{"title": title, "text": html(words)} for title, words in pairs]


def details(question: str, *parts: str | list[str]) -> Block:
    """Return a question that opens to show its answer."""
    return "details", {"summary": question, "text": html(*parts)}


def contact() -> Block:
    """Return the hub's telephone number and email address."""
    return "contact", None


def promise() -> Block:
    """Return how soon the hub is in touch."""
    return "promise", None


def get_help(words: str = "") -> Block:
    """Return the button that leads to the form."""
    return "get_help", {"text": words}


def find_service(words: str = "") -> Block:
    """Return the search of the directory."""
    return "find_service", {"text": words}


def side_by_side(first: list[Block], second: list[Block]) -> Block:
    """Return two columns of blocks."""
    return "side_by_side", {"first": first, "second": second}


def page_links(title: str, *slugs: str) -> Block:
    """Return links to pages, by slug."""
    return "page_links", {"title": title, "pages": list(slugs)}
