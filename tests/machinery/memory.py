"""What a process remembers is forgotten before each test, as the database's content is."""

import pytest

from core import generation, kept


def forget() -> None:
    """Forget what is kept in memory for one content generation: a rollback does not raise it."""
    kept.forget()
    generation.forget()


@pytest.fixture(autouse=True)
def _remember_nothing() -> None:
    """Numbers of content generations repeat after a rollback; what is kept under them must not."""
    forget()
