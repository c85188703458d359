"""Doing something on a second connection while a test is in the middle of a transaction."""

import time
from collections.abc import Callable
from threading import Thread

from django.db import connection

# Not pg_stat_activity, which stays the same within a transaction.
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def elsewhere(do: Callable[[], object]) -> Callable[[], None]:
    """Begin something, go on once it is done or waits for this test, and return how to end it."""
    failed: list[Exception] = []

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '60s'")  # the machine may be busy
            do()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    def end() -> None:
        other.join()
        assert failed == []

    other = Thread(target=run)
    other.start()
    while other.is_alive() and not _somebody_waits():
        time.sleep(0.01)
    return end


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])
