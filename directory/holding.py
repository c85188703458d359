"""One lock between what becomes secret and what becomes public: neither misses the other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_LOCK = 0x5EC2E7


@contextmanager
def secrets_held(*, alone: bool = False) -> Iterator[None]:
    """Hold, in a transaction, the secret addresses as they are; around a block or as a decorator.

    Whoever writes what the public may see, or gives it a time, holds them together with others and
    before touching any row; whoever makes an address secret holds them ``alone``. So each knows
    what the other did, and nobody waits for one who waits for them. Who only reads never holds
    them. SQLite lets one write at a time.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            together = "" if alone else "_shared"
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_xact_lock{together}(%s)", [_LOCK])
        yield
