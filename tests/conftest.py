"""What every test stands on: no network but this machine, one clock of chance, one browser."""

from collections.abc import Iterator

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

pytest_plugins = [
    "tests.machinery.network",
    "tests.machinery.browser",
    "tests.machinery.keys",
    "tests.machinery.product",
]

# The same examples every time: a failure that cannot be repeated helps nobody.
settings.register_profile("front-door", deadline=None, derandomize=True)
settings.load_profile("front-door")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what uses a database before anyone selects; run the browser's tests after all others."""
    for item in items:
        if _uses_a_database(item):
            item.add_marker(pytest.mark.database)
    yield
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def _uses_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"}
    cls = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not fixtures.isdisjoint(getattr(item, "fixturenames", ()))
        or (cls is not None and issubclass(cls, TransactionTestCase))
    )
