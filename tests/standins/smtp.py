"""A mail server on loopback that delivers nothing: keeps what it took in, and fails as ordered."""

import base64
import socketserver
import ssl
import threading
from dataclasses import dataclass, field
from email import message_from_string
from email.policy import default
from typing import Self

STEPS = ("connect", "ehlo", "mail", "rcpt", "data", "content")
FINE = {
    "connect": "220 ready", "starttls": "220 go on", "auth": "235 come in", "mail": "250 fine",
    "rcpt": "250 fine", "data": "354 go on", "content": "250 taken", "quit": "221 bye",
}  # fmt: skip
DROP, DROP_AFTER, HANG, DRIBBLE = "drop", "drop-after", "hang", "dribble"


@dataclass(frozen=True)
class Taken:
    """One email that was taken in: who it was for, all of its text, and if nobody could listen."""

    to: tuple[str, ...]
    text: str
    secure: bool

    @property
    def readable(self) -> str:
        """Its headers as they came, and its words as they are read."""
        email = message_from_string(self.text, policy=default)
        headers = self.text.replace("\r", "").partition("\n\n")[0]
        return f"{headers}\n\n{email['Subject']}\n{email.get_content()}"


@dataclass
class SmtpStandIn:
    """Serves while the block lasts. ``faults``: step -> an answer such as ``"550 no"``, or one of
    `DROP` (hang up instead), `DROP_AFTER` (take it in, then hang up), `HANG` (say nothing),
    `DRIBBLE` (answer a byte at a time, and never to the end).

    tls: with it STARTTLS is offered, or spoken from the beginning where ``tls_at_once``. password:
    with it one has to sign in. heard: every verb, and if nobody could listen.
    """

    faults: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False
    password: str = ""
    taken: list[Taken] = field(default_factory=list)
    heard: list[tuple[str, bool]] = field(default_factory=list)
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
    secure = False

    def handle(self) -> None:
        """Answer each line until somebody hangs up."""
        recipients: list[str] = []
        try:
            if self.server_of.tls_at_once:
                self._speak_tls()
            self._answer("connect")
            while line := self.rfile.readline().decode("ascii", "replace").strip():
                self._one(line, recipients)
        except (_HangUp, OSError):
            return
        finally:
            if self.secure:
                self.request.close()

    def _one(self, line: str, recipients: list[str]) -> None:
        verb = line.split(":")[0].split()[0].lower()
        self.server_of.heard.append((verb, self.secure))
        match verb:
            case "ehlo":
                self._answer("ehlo", self._hello())
            case "starttls":
                if self._answer("starttls"):
                    self._speak_tls()
            case "auth":
                known = base64.b64decode(line.split()[-1]).split(b"\0")[-1].decode()
                right = known == self.server_of.password
                self._answer("auth", FINE["auth"] if right else "535 no")
            case "rcpt":
                recipients.append(line.partition("<")[2].partition(">")[0])
                self._answer("rcpt")
            case "data":
                if self._answer("data"):
                    self._take(recipients)
            case "quit":
                self._answer("quit")
                raise _HangUp
            case _:
                self._answer(verb)

    def _hello(self) -> str:
        offers = ["STARTTLS"] if self.server_of.tls and not self.secure else []
        offers += ["AUTH PLAIN"] if self.server_of.password else []
        *first, last = "hello", *offers
        return "\r\n".join([*(f"250-{each}" for each in first), f"250 {last}"])

    def _speak_tls(self) -> None:
        assert self.server_of.tls
        self.request = self.server_of.tls.wrap_socket(self.request, server_side=True)
        self.setup()
        self.secure = True

    def _take(self, recipients: list[str]) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.decode("utf-8", "replace"))
        ordered = self.server_of.faults.get("content", "")
        if ordered not in (DROP, HANG, DRIBBLE) and ordered[:1] not in ("4", "5"):
            taken = Taken(tuple(recipients), "".join(lines), self.secure)
            self.server_of.taken.append(taken)
        self._answer("content")

    def _answer(self, step: str, fine: str = "") -> bool:
        ordered = self.server_of.faults.get(step, "")
        if ordered == HANG:
            self.server_of.stopping.wait(5)
        if ordered == DRIBBLE:
            for _ in range(60):
                self.wfile.write(b"2")
                self.server_of.stopping.wait(0.05)
        if ordered in (DROP, DROP_AFTER, HANG, DRIBBLE):
            raise _HangUp
        answer = ordered or fine or FINE.get(step, "250 fine")
        self.wfile.write(f"{answer}\r\n".encode())
        return not ordered
