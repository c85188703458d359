"""What becomes of an accepted message: created, sending, and an end."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.standins.notify.clock import Agenda, Clock
from tests.standins.notify.receipts import Receipts
from tests.standins.notify.store import Message

SENDING_AFTER = 1.0
FINAL_AFTER = 3.0
UNHEARD_AFTER = timedelta(hours=72)
REPORTED = {"delivered", "permanent-failure", "temporary-failure"}
OUTCOMES = REPORTED | {"technical-failure", "sent", "sending", "pending", "created"}
SIMULATED_EMAIL = {
    "perm-fail@simulator.notify": "permanent-failure",
    "temp-fail@simulator.notify": "temporary-failure",
}
SIMULATED_SMS = {"7700900002": "permanent-failure", "7700900003": "temporary-failure"}


@dataclass
class Course:
    """Moves messages along on the clock, and reports their ends.

    `outcomes` maps a recipient as the caller wrote it, or "*", to a status of OUTCOMES: the end,
    or where the message stays ("sending" and "pending" end as temporary failures after 72 h).
    A test key's outcomes are those of its simulator recipients, and come at once.
    """

    clock: Clock
    agenda: Agenda
    receipts: Receipts
    outcomes: dict[str, str] = field(default_factory=dict)

    def start(self, message: Message) -> None:
        """Promise a new message its steps; with early receipts, take them here and now."""
        outcome = self._outcome(message)
        if self.receipts.early:
            self._step(message, outcome)
            return
        at_once = message.key_type == "test"
        if outcome not in {"created", "technical-failure"}:
            self.agenda.after(
                0 if at_once else SENDING_AFTER, lambda: self._step(message, "sending")
            )
        self.agenda.after(0 if at_once else FINAL_AFTER, lambda: self._step(message, outcome))
        if outcome in {"sending", "pending"}:
            self.agenda.at(_nightly(message.created_at), lambda: self._give_up(message))

    def hear(self, message: Message, status: str) -> None:
        """Take a later report of a provider: it counts unless the message has come to its end."""
        self._step(message, status)

    def _step(self, message: Message, status: str) -> None:
        if status == "created" or not message.become(status, self.clock.now()):
            return
        if status in REPORTED:
            self.receipts.report(message)

    def _give_up(self, message: Message) -> None:
        if message.status in {"sending", "pending"}:
            self._step(message, "temporary-failure")

    def _outcome(self, message: Message) -> str:
        if message.key_type == "test":
            if message.channel == "email":
                return SIMULATED_EMAIL.get(message.to, "delivered")
            digits = "".join(filter(str.isdigit, message.to))
            return SIMULATED_SMS.get(digits[-10:], "delivered")
        usual = "sent" if message.international else "delivered"
        return self.outcomes.get(message.to, self.outcomes.get("*", usual))


def _nightly(created_at: datetime) -> datetime:
    """The first 00:05 UTC at which nothing has been heard for 72 hours."""
    heard_by = created_at + UNHEARD_AFTER
    night = heard_by.replace(hour=0, minute=5, second=0, microsecond=0)
    return night if night >= heard_by else night + timedelta(days=1)
