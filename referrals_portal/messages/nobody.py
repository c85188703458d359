"""No messages: for hubs that may not, or do not want to, send any."""

from uuid import UUID

from referrals_portal.messages.carrier import Answer, Letter
from referrals_portal.messages.catalogue import Channel
from referrals_portal.messages.machine import Outcome


class Nobody:
    """Carries nothing. What was written before stays where it is, until it is too late."""

    channels: tuple[Channel, ...] = ()
    key = ""

    def send(self, letter: Letter) -> Answer:
        """Say that it cannot be sent now."""
        return Answer(Outcome.NOT_READY)

    def find(self, reference: str) -> Answer:
        """Say that it cannot be found out now: another setting may know."""
        return Answer(Outcome.UNSEEN)

    def status(self, notification_id: UUID) -> str | None:
        """Say nothing."""
        return None
