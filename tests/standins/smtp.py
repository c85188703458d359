"""A mail server on loopback that delivers nothing: keeps what it took in, and fails as ordered."""

import socketserver
import threading
from dataclasses import dataclass, field
from typing import Self

STEPS = ("connect", "ehlo", "mail", "rcpt", "data", "content")
FINE = {
    "connect": "220 ready", "ehlo": "250 hello", "mail": "250 fine", "rcpt": "250 fine",
    "data": "354 go on", "content": "250 taken",
}  # fmt: skip
DROP, DROP_AFTER, HANG = "drop", "drop-after", "hang"


@dataclass(frozen=True)
class Taken:
    """One email that was taken in: who it was for, and all of its text."""

    to: tuple[str, ...]
    text: str


@dataclass
class SmtpStandIn:
    """Serves while the block lasts. ``faults``: step -> an answer such as ``"550 no"``, or one of
    `DROP` (hang up instead), `DROP_AFTER` (take it in, then hang up), `HANG` (say nothing).
    """

    faults: dict[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def __enter__(self) -> Self:
        standin = self

        class Conversation(_Conversation):
            server_of = standin

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _HangUp(Exception):
    """The conversation is over."""


class _Conversation(socketserver.StreamRequestHandler):
    server_of: SmtpStandIn

    def handle(self) -> None:
        """Answer each line until somebody hangs up."""
        recipients: list[str] = []
        try:
            self._answer("connect")
            while line := self.rfile.readline().decode("ascii", "replace").strip():
                self._one(line, recipients)
        except (_HangUp, OSError):
            return

    def _one(self, line: str, recipients: list[str]) -> None:
        verb = line.split(":")[0].split()[0].lower()
        if verb == "rcpt":
            recipients.append(line.partition("<")[2].partition(">")[0])
        if verb == "data":
            if self._answer("data"):
                self._take(recipients)
        elif verb in STEPS:
            self._answer(verb)
        elif verb == "quit":
            self._say("221 bye")
            raise _HangUp
        else:
            self._say("250 fine")

    def _take(self, recipients: list[str]) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.decode("utf-8", "replace"))
        ordered = self.server_of.faults.get("content", "")
        if not ordered or ordered == DROP_AFTER:
            self.server_of.taken.append(Taken(tuple(recipients), "".join(lines)))
        self._answer("content")

    def _answer(self, step: str) -> bool:
        ordered = self.server_of.faults.get(step, "")
        if ordered == HANG:
            self.server_of.stopping.wait(5)
        if ordered in (DROP, DROP_AFTER, HANG):
            raise _HangUp
        self._say(ordered or FINE[step])
        return not ordered

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
