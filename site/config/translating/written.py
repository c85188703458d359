"""The file that holds the Welsh: read, and written again in the order of the code.

Its head, which says who reviewed it, is a translator's and is kept as it stands. Places are
files without lines, so that the file changes only when words do.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.conf import settings

LANGUAGE = "cy"
WIDTH = 98


def path() -> Path:
    """Return the file's path, in the first of ``settings.LOCALE_PATHS``."""
    return Path(settings.LOCALE_PATHS[0]) / LANGUAGE / "LC_MESSAGES" / "django.po"


def read(text: str) -> Catalog:
    """Return the catalogue that a file's text is; raises ValueError if it is not one."""
    return read_po(BytesIO(text.encode()), locale=LANGUAGE, abort_invalid=True)


def review(text: str) -> str:
    """Return what the head says about the review; empty where it says nothing."""
    lines = [line for line in head(text).splitlines() if line.startswith('"X-Review:')]
    return lines[0].removeprefix('"X-Review:').removesuffix('\\n"').strip() if lines else ""


def head(text: str) -> str:
    """Return all that comes before the first string."""
    return text.partition("\n\n")[0]


def renewed(text: str, english: Catalog) -> str:
    """Return the file with every string of ``english`` and no other, keeping all Welsh it has."""
    old, new = read(text), read(head(text))
    for wanted in english:
        if wanted.id:
            known = old.get(wanted.id, wanted.context)
            new.add(
                wanted.id,
                known.string if known else None,
                sorted({(place, 1) for place, _line in wanted.locations}),
                flags=wanted.flags | (known.flags if known else set()),
                user_comments=known.user_comments if known else [],
                context=wanted.context,
            )
    body = BytesIO()
    write_po(body, new, width=WIDTH, omit_header=True, include_lineno=False)
    return f"{head(text)}\n\n{body.getvalue().decode().strip()}\n"


def strings(message: Message) -> tuple[str, ...]:
    """Return the words of a message: one, or one for each plural form; empty where it has none."""
    said = message.string
    return tuple(said) if isinstance(said, (tuple, list)) else (said or "",)
