"""What a process remembers is forgotten before each test, as the database's content is."""

import pytest

from directory import answering, search
from directory.near import stored
from directory.oruk import listing, package
from directory.upkeep import hidden
from hub import snapshot
from pages import navigation


def forget() -> None:
    """Forget what is kept in memory for one content generation: a rollback does not raise it."""
    snapshot.forget()
    answering.forget()
    search.forget()
    listing.forget()
    package.forget()
    hidden.forget()
    navigation.forget()
    stored.forget()


@pytest.fixture(autouse=True)
def _remember_nothing() -> None:
    """Numbers of content generations repeat after a rollback; what is kept under them must not."""
    forget()
