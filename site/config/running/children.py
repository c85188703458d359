"""The processes of the product: started, watched and stopped, always by their own ids."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence

PATIENCE = 10.0  # seconds that a process has to end by itself


class Died(Exception):
    """A process ended that should not have; the text names it in one sentence."""


class Children:
    """The processes that this one started, in order."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start one, in a session of its own so that Ctrl-C reaches only us.

        Secrets travel in the environment, never in the command, which every user can list. What
        it logs goes to our stderr; what else it prints is thrown away.
        """
        self._running[name] = subprocess.Popen(
            list(command),
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def check(self) -> None:
        """Raise Died if one of them has ended."""
        for name, process in self._running.items():
            status = process.poll()
            if status is not None:
                raise Died(f"The {name} stopped by itself (exit status {status}).")

    def pids(self) -> dict[str, int]:
        """Return the process id of each by its name."""
        return {name: process.pid for name, process in self._running.items()}

    def stop(self) -> None:
        """Ask each to end, the last one started first; kill what has not ended in time."""
        for process in reversed(self._running.values()):
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
            # Its own children, if it left any behind; the group has its id.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._running.clear()
