"""Content that takes a second to make is made once for a module, and taken back after it."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from hub.loading import load
from tests.machinery.memory import forget

HUB = "hampshire-and-isle-of-wight"


@pytest.fixture(scope="module")
def make_once(django_db_setup: None, django_db_blocker: object) -> Iterator[Callable[..., None]]:
    """A function that makes a hub and whatever else it is told to, for all tests of the module.

    Each test changes it within a transaction of its own, so the next one finds it as it was made.
    Not for tests that commit.
    """
    unblock = django_db_blocker.unblock
    around = transaction.atomic()
    with unblock():
        around.__enter__()

    def make(*what: Callable[[], object]) -> None:
        with unblock():
            forget()
            load(HUB)
            for each in what:
                each()

    yield make
    with unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
    forget()
