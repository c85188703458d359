"""Every English string that somebody in the journey can meet, read from the code and the pages.

Babel reads them, because a bare machine has no gettext. It does not know Django's templates;
Django's own `templatize` turns one into lines that Babel reads as Python.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_python
from django.conf import settings
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation.template import templatize
from jinja2.ext import babel_extract

PYTHON = (
    "referrals_portal/*.py",
    "referrals_portal/forms/*.py",
    "referrals_portal/journey/**/*.py",
    "directory/answering.py",
    "directory/hours.py",
    "directory/templatetags/*.py",
    "site/hub/in_words.py",
    "site/hub/templatetags/*.py",
    "site/core/*.py",
    "site/core/templatetags/*.py",
)
PAGES = ("templates/*.html", "templates/includes/*.html", "templates/journey/**/*.html")
FORMS = ("templates/forms/*.html",)

DJANGO = "Django"
DJANGO_SAYS = (
    *(str(name) for name in WEEKDAYS.values()),
    *(str(name) for name in MONTHS.values()),
    ", ",
    "Null characters are not allowed.",
    "This field is required.",
)
"""What Django itself says on a page of the journey; its own Welsh is old and has gaps."""

KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "ngettext_lazy": (1, 2)}

Found = Iterator[Any]
"""Line, words, comments and context of each string, as Babel hands them on."""


def english(root: Path | None = None) -> Catalog:
    """Return a catalogue of every string, in the order of the files, with where it was found."""
    root = root or settings.BASE_DIR
    found = Catalog()
    for patterns, method in ((PYTHON, extract_python), (PAGES, _django), (FORMS, babel_extract)):
        for path in _files(root, patterns):
            for line, words, notes, context in _strings(path, method):
                place = (str(path.relative_to(root)), line)
                found.add(words, None, [place], auto_comments=notes, context=context)
    for words in DJANGO_SAYS:
        if words not in found:
            found.add(words, None, [(DJANGO, 1)])
    return found


def _files(root: Path, patterns: tuple[str, ...]) -> list[Path]:
    return sorted({path for pattern in patterns for path in root.glob(pattern)})


def _strings(path: Path, method: Callable[..., Any]) -> Found:
    with path.open("rb") as file:
        yield from extract(method, file, KEYWORDS)


def _django(file: Any, keywords: Any, comment_tags: Any, options: Any) -> Found:
    """Extract from a Django template; its indentation would be an error in Python's eyes."""
    lines = templatize(file.read().decode()).splitlines()
    flat = "\n".join(line.strip() for line in lines).encode()
    yield from extract_python(BytesIO(flat), keywords, comment_tags, options)
