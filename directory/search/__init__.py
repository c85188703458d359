"""Finding services: an index in memory, so that what is typed never reaches the database."""

import logging
from uuid import UUID

from django.db import connections
from django.utils import timezone

from directory.search import building, finding
from directory.search.choices import Asked

log = logging.getLogger("front_door.search")


def find_ids(words: str) -> list[UUID]:
    """Return every public service that holds any of the words, best first."""
    index = building.current()
    found = finding.find(index, Asked(words=words), timezone.now(), length=index.size)
    return [hit.id for hit in found.hits]


def prepare() -> None:
    """Build the index before the first visitor comes; for a web server before it divides.

    Where the database is down, or may not be read, the first search builds it. Leaves no
    connection behind: processes must not share one.
    """
    try:
        building.current()
    except Exception as error:
        # Without it the website, the form and the way out still stand.
        log.error("the search could not be prepared", exc_info=error)
    connections.close_all()
