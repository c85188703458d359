"""Where the stand-in brings its receipts, and where forgers bring theirs."""

import http.client
import random
from dataclasses import dataclass, field
from typing import Protocol
from uuid import uuid4

from config.drill.attacks import PATH, Attack, by_strangers, receipt
from config.running import ports
from referrals_portal.models import OutboxMessage

PATIENCE = 10.0  # seconds


class Receipts(Protocol):
    """The address of receipts, as a voyage uses it."""

    @property
    def url(self) -> str:
        """Where Notify brings them."""

    @property
    def nowhere(self) -> str:
        """An address of this machine at which nothing listens."""

    def bring(self) -> None:
        """Bring what waits, where receipts do not come by themselves."""

    def forge(self, chance: random.Random) -> None:
        """Try to have some message said to have failed, or to have arrived."""


@dataclass(slots=True)
class AtTheDoor:
    """The real address, of a real web process on ``port``.

    wrong: one line for each request that was answered in another way than it should be.
    """

    port: int
    token: str = field(repr=False)
    forged: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where Notify brings them."""
        return f"http://{ports.LOOPBACK}:{self.port}{PATH}"

    @property
    def nowhere(self) -> str:
        """An address of this machine at which nothing listens."""
        return f"http://{ports.LOOPBACK}:1{PATH}"

    def bring(self) -> None:
        """Do nothing: the stand-in brings them itself."""

    def forge(self, chance: random.Random) -> None:
        """Send one forgery about one message, whichever chance will have."""
        self.ask(chance.choice(any_forgery(chance, self.token)))

    def ask(self, attack: Attack) -> int:
        """Send a request, note whether the answer is right, and return it; 0 for none."""
        connection = http.client.HTTPConnection(ports.LOOPBACK, self.port, timeout=PATIENCE)
        try:
            connection.request(attack.method, PATH + attack.query, attack.body, attack.headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            status = 0
        finally:
            connection.close()
        self.forged += 1
        if status != attack.answer:
            self.wrong.append(f"{attack.what} was answered {status}, not {attack.answer}")
        return status


def any_forgery(chance: random.Random, token: str) -> tuple[Attack, ...]:
    """Return forgeries that say of a real message what is not so."""
    row = OutboxMessage.objects.order_by("reference").first()
    reference = row.reference if row else f"fd-{uuid4().hex}"
    known = (row.notification_id if row else None) or uuid4()
    status = chance.choice(("delivered", "permanent-failure", "temporary-failure"))
    return by_strangers(receipt(reference, known, status), token)
