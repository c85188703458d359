"""Run the stand-in by hand: ``python -m tests.standins.notify --port 8010``.

The key comes from NOTIFY_API_KEY, the token of receipts from a file or NOTIFY_RECEIPTS_TOKEN.
Messages move along in real time. Ends on SIGINT or SIGTERM.
"""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from tests.standins.notify.standin import NotifyStandIn


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop; 1 and one sentence when that cannot be."""
    options = _options(arguments)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    try:
        with _stand_in(options) as notify:
            sys.stdout.write(f"Stand-in for GOV.UK Notify: {notify.url}/ (sends nothing)\n")
            sys.stdout.flush()
            stopping.wait()
    except (OSError, ValueError) as error:
        sys.stderr.write(f"The stand-in for GOV.UK Notify cannot start: {error}\n")
        return 1
    return 0


def _stand_in(options: argparse.Namespace) -> NotifyStandIn:
    return NotifyStandIn(
        host=options.host,
        port=options.port,
        api_key=os.environ.get("NOTIFY_API_KEY") or None,
        receipts_url=options.receipts_url,
        receipts_token=_token(options.receipts_token_file),
        ticking=True,
    )


def _token(file: Path | None) -> str:
    return file.read_text().strip() if file else os.environ.get("NOTIFY_RECEIPTS_TOKEN", "")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.standins.notify", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8010)
    parser.add_argument("--receipts-url", help="where delivery receipts are posted")
    parser.add_argument("--receipts-token-file", type=Path)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
