"""Being told to stop: Ctrl-C, SIGTERM, or a terminal that was closed."""

import signal
import threading
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interruption:
    """Listens for the signals that mean stop.

    At first a signal interrupts whatever is being done, as Ctrl-C does. After ``note_only`` it is
    only remembered, so that it never falls between starting a process and knowing its id.
    """

    def __init__(self) -> None:
        self._told = threading.Event()
        for number in STOPPING:
            signal.signal(number, signal.default_int_handler)

    def note_only(self) -> None:
        """From now on remember a signal instead of raising KeyboardInterrupt."""
        for number in STOPPING:
            signal.signal(number, self._remember)

    def wait(self, seconds: float) -> bool:
        """Sleep, at most that long, and return whether we were told to stop."""
        return self._told.wait(seconds)

    def _remember(self, number: int, frame: FrameType | None) -> None:
        self._told.set()
