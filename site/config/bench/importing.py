"""How long a copy of another directory takes, and how much memory: in a process of its own."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from config.bench.table import Row

COUNT = 20_000
PROMISED_SECONDS, PROMISED_MEMORY = 120.0, 300.0
BY = "a process of its own"


def measure() -> list[Row]:
    """Return the rows of importing 20,000 services that nobody has yet."""
    command = [sys.executable, "-m", "config.bench.importing"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The import could not be measured: {done.stderr[-300:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    seconds, memory = found["seconds"], found["memory"]
    return [
        Row(f"import of {COUNT:,} services", seconds, seconds / PROMISED_SECONDS, BY, "s", "120 s"),
        Row("  its memory, at most", memory, memory / PROMISED_MEMORY, BY, "MB", "300 MB"),
    ]


def records(count: int) -> Iterator[dict[str, Any]]:
    """Give that many services as a feed of version 3 does, in full."""
    from config.bench.invented import words

    for number in range(count):
        one = number % len(words.HAPPENED)
        yield {
            "id": str(UUID(int=(77 << 96) + number)),
            "name": f"{words.NAMES[number % 41]} {words.HELP[number % 30]} {number}",
            "description": f"{words.HELP[one % 30]} after {words.HAPPENED[one]}. " * 8,
            "status": "active",
            "url": f"https://example.org/{number}",
            "organization": {
                "id": str(UUID(int=(78 << 96) + number // 8)),
                "name": f"Copied organisation {number // 8}",
                "description": "It helps.",
            },
            "phones": [{"id": str(UUID(int=(79 << 96) + number)), "number": "01632 960001"}],
            "schedules": [
                {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}
            ],
        }


def _main() -> None:
    import django

    django.setup()
    from directory.arriving import importing

    feed = importing.feed_named("bench", "https://example.org/feed", True)
    started = time.perf_counter()
    importing.run(feed, records(COUNT))
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "memory": memory}) + "\n")


if __name__ == "__main__":
    _main()
