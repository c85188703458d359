"""One JSON line per event, in words we chose: never an address with a query, never an answer."""

import json
import logging
import traceback
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON.

    An exception is written as its type and the places it passed through, never as its message:
    a message may quote what somebody typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without a newline at its end."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        if record.exc_info and record.exc_info[0]:
            line["event"] = _words(record) if record.name.startswith(_OURS) else "error"
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-8:]
            ]
        else:
            line["event"] = _words(record)
        return json.dumps(line, ensure_ascii=True, default=str)


def _words(record: logging.LogRecord) -> str:
    """Return our own words whole, and a library's without what it would fill in."""
    return record.getMessage() if record.name.startswith(_OURS) else str(record.msg)


_OURS = ("front_door", "gunicorn")
