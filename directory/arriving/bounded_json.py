"""JSON from a stranger: of a bounded depth and a bounded number of parts. Pure."""

import json
from typing import Any, NoReturn

from directory.arriving.stops import Stopped

DEEPEST = 24
"""So many levels are read; a whole service has seven."""
MOST_OPENED = 300_000
MOST_COMMAS = 1_000_000


def read(data: bytes, what: str) -> Any:
    """Return what the JSON says. Raises `Stopped`, naming ``what``, such as "page 3"."""
    if max(data.count(b"{") + data.count(b"["), data.count(b",") * MOST_OPENED // MOST_COMMAS) > (
        MOST_OPENED
    ):
        raise Stopped(f"There is too much in {what}: ask for fewer services at once.")
    try:
        found = json.loads(data, parse_constant=_no_number)
    except RecursionError:
        raise Stopped(_TOO_DEEP.format(what)) from None
    except ValueError:
        raise Stopped(f"It is not JSON that came for {what}, or only half of it.") from None
    if _is_deeper_than(DEEPEST, found):
        raise Stopped(_TOO_DEEP.format(what))
    return found


_TOO_DEEP = "What came for {} is nested more deeply than any service is."


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _is_deeper_than(most: int, found: Any) -> bool:
    level = [found]
    for _each in range(most):
        inside: list[Any] = []
        for part in level:
            if isinstance(part, dict):
                inside += part.values()
            elif isinstance(part, list):
                inside += part
        level = inside
        if not level:
            return False
    return True
