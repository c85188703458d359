"""The whole stand-in in one object: parts put together, started and stopped."""

import threading
from types import TracebackType
from typing import Any, Self

from tests.standins.notify.api import Api
from tests.standins.notify.clock import Agenda, Clock
from tests.standins.notify.course import Course
from tests.standins.notify.faults import Fault, Faults
from tests.standins.notify.limits import Limits
from tests.standins.notify.posting import Posting
from tests.standins.notify.reading import Reading
from tests.standins.notify.receipts import Post, Receipts
from tests.standins.notify.server import Server
from tests.standins.notify.services import Service, service_of
from tests.standins.notify.store import Message, Store


class NotifyStandIn:
    """A server at `url` on this machine, which behaves as GOV.UK Notify and sends nothing.

    It has one service with a key of each type (normal, team, test). Time passes for messages
    only when `advance` is called, unless `ticking`, which also runs them in real time.

    api_key: ``<name>-<service uuid>-<secret uuid>`` of the normal key; a fixed one if absent.
    post: takes the place of the HTTP client for receipts: (url, token, body) -> status.
    crashes: exceptions that no part expected; a test may assert that there are none.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        api_key: str | None = None,
        receipts_url: str | None = None,
        receipts_token: str = "",
        post: Post | None = None,
        clock: Clock | None = None,
        ticking: bool = False,
    ):
        self._given_key = api_key
        self.service = service_of(api_key)
        self.services = {self.service.id: self.service}
        self.clock = clock or Clock()
        self.agenda = Agenda(self.clock)
        self.receipts = Receipts(self.agenda, receipts_url, receipts_token, post)
        self.course = Course(self.clock, self.agenda, self.receipts)
        self.limits = Limits(self.clock)
        self.store = Store(self.clock)
        self.faults = Faults()
        self.crashes: list[BaseException] = []
        self.stopping = threading.Event()
        self._posting = Posting(self.store, self.limits, self.course)
        self._reading = Reading(self.store)
        self.api = Api(self.services, self.clock, self._posting, self._reading)
        self._address = (host, port)
        self._ticking = ticking
        self._threads: list[threading.Thread] = []

    @property
    def api_key(self) -> str:
        """The normal key's string, as a client is given it."""
        return self.service.api_key()

    @property
    def messages(self) -> list[Message]:
        """Every accepted message, oldest first."""
        return self.store.messages

    def start(self) -> Self:
        """Listen. Raises OSError when the address is taken."""
        self.stopping.clear()
        self._server = Server(self._address, self)
        host, port = self._server.server_address[:2]
        self.url = self._posting.base = self._reading.base = f"http://{host!s}:{port}"
        self._run(self._server.serve_forever, 0.05)
        if self._ticking:
            self._run(self.agenda.tick_until, self.stopping)
        return self

    def stop(self) -> None:
        """Stop listening, close every connection and end every thread."""
        self.stopping.set()
        self.agenda.wake()
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def advance(self, seconds: float) -> None:
        """Move the clock; steps and receipts that fall due happen before this returns."""
        self.agenda.advance(seconds)
        self.agenda.wake()

    def next(self, kind: str, **details: Any) -> None:
        """Let a coming request go wrong: see `faults.Fault`. Raises ValueError, TypeError."""
        self.faults.queue.append(Fault(kind, **details))

    def revoke(self, key: str) -> None:
        """Revoke the service's keys of a type or name. Raises ValueError when there is none."""
        found = [each for each in self.service.keys if key in (each.type, each.name)]
        if not found:
            raise ValueError(f"no such key: {key}")
        for each in found:
            each.revoked_at = self.clock.now()

    def reset(self) -> None:
        """Forget messages, receipts, faults, orders and other services; keys count again."""
        fresh = service_of(self._given_key)
        self.service.__dict__.update(fresh.__dict__)
        for other in set(self.services) - {self.service.id}:
            del self.services[other]
        self.agenda.clear()
        self.store.clear()
        self.faults.clear()
        self.course.outcomes = {}
        self.clock.offset = self.clock.skew = 0.0
        limits, receipts = Limits(self.clock), self.receipts
        self.limits.per_minute, self.limits.per_day = limits.per_minute, limits.per_day
        self.limits.reset()
        receipts.attempts.clear()
        receipts.end_faults()

    def add_service(self, service: Service) -> Service:
        """Let another service of Notify be known, with keys and templates of its own."""
        self.services[service.id] = service
        return service

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self, target: Any, *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        thread.start()
        self._threads.append(thread)
