"""What every test stands on: no network but this machine, one clock of chance, one browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

from tests.machinery.turns import ROLES, Turns, goes_with

pytest_plugins = [
    "tests.machinery.network",
    "tests.machinery.browser",
    "tests.machinery.costs",
    "tests.machinery.keys",
    "tests.machinery.memory",
    "tests.machinery.kept",
    "tests.machinery.migrated",
    "tests.machinery.pace",
    "tests.machinery.product",
]

# The same examples every time: a failure that cannot be repeated helps nobody.
settings.register_profile("front-door", deadline=None, derandomize=True)
settings.load_profile("front-door")


# A test that commits empties the database afterwards; the next one finds what migrations made.
COMMITS = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what uses a database, before anyone selects.

    Tests that commit run after all that do not, and the browser's last of all. Those that stay
    together begin before their neighbours: a long one at the end would keep one waiting for it.
    """
    for item in items:
        if _uses_a_database(item) and item.get_closest_marker("once") is None:
            item.add_marker(pytest.mark.database)
        if _commits(item):
            item.add_marker(COMMITS, append=False)
        if _needs(item, "roles") and goes_with(item.nodeid) != ROLES:
            raise pytest.UsageError(f"{item.nodeid} makes roles; its file is to be {ROLES}….py")
    yield
    items.sort(key=_turn)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Turns | None:
    """Take the place of the groups of pytest-xdist."""
    return Turns(config, log) if config.getvalue("dist") == "loadgroup" else None


def _turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    alone = goes_with(item.nodeid) == item.nodeid
    return item.get_closest_marker("browser") is not None, _commits(item), alone


def _uses_a_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or _needs(item, "db") or _commits(item)


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    cls = getattr(item, "cls", None)
    return (
        _needs(item, "transactional_db", "live_server")
        or (marker is not None and bool(marker.kwargs.get("transaction")))
        or (cls is not None and issubclass(cls, TransactionTestCase))
    )


def _needs(item: pytest.Item, *fixtures: str) -> bool:
    return not set(fixtures).isdisjoint(getattr(item, "fixturenames", ()))
