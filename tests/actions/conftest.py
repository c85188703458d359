"""The personas, a moment, and a database that two people can use at once."""

import sqlite3
import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from hub import loading, snapshot
from hub.models import Hub
from hub.versions import put_in_force
from tests.actions.promising import AT
from tests.intake.fixtures import *  # noqa: F403


@pytest.fixture
def now():
    return datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


@pytest.fixture
def at_once(transactional_db, tmp_path):
    """A function that runs several calls in threads that start together; returns what each gave.

    An exception counts as what it gave. The tests' SQLite is in memory, where connections cannot
    wait for each other, so the threads get a copy of it in a file; so does this thread, for looking
    at what they did.
    """
    if connection.vendor != "sqlite":
        yield _together
        return
    file = tmp_path / "race.sqlite3"
    connection.ensure_connection()
    copy = sqlite3.connect(file)
    connection.connection.backup(copy)
    copy.close()
    in_memory, memory = connections["default"], connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = str(file)
    connections["default"] = connections.create_connection("default")
    yield _together
    connections["default"].close()
    connections.settings["default"]["NAME"] = memory
    connections["default"] = in_memory


def _together(*calls):
    gate, given = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        gate.wait()
        try:
            given[place] = call()
        except Exception as error:
            given[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.fixture
def force(db, keys):
    """A function that puts a rules document in force."""
    loading.load("example")

    def put(*standards, **document):
        document = {"standards": list(standards)} | document
        put_in_force(Hub.objects.get(), document, at=AT)
        snapshot.forget()

    return put
