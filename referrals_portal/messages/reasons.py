"""Why a message stands where it stands: codes for the database and the log, words for staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """What `OutboxMessage.failure` may hold; never Notify's own text, which quotes values."""

    BAD_RECIPIENT = "bad-recipient", _("The number or address cannot be used")
    REFUSED = "refused", _("Our message was refused; the settings need a look")
    BROKEN = "broken", _("The message service failed too many times")
    UNREADABLE = "unreadable", _("The sealed recipient does not open")
    NO_SUCH_CONTACT = "no-such-contact", _("There is no such number or address")
    NOT_REACHED = "not-reached", _("The phone was off or the inbox was full")
    TECHNICAL = "technical", _("The network failed before it was sent")
    TOO_LATE = "too-late", _("It could not be sent in time")
    OPTED_OUT = "opted-out", _("Somebody at this number or address asked us never to write")
    CALLED_BACK = "called-back", _("It was called back before it was sent")
    TOO_MANY = "too-many", _("Not sent: enough went out that day; they may have come to us twice")
    SUSPECTED = "suspected", _("It may be from a robot; somebody here has to look first")
    UNKNOWN = "unknown-outcome", _("It may have arrived; we cannot find out")
    HANDED_OVER = "handed-over", _("Handed on; the network does not say if it arrived")


PROVISIONAL = frozenset({Reason.UNKNOWN, Reason.HANDED_OVER, Reason.TOO_MANY})
"""Reasons of a final state that firmer news may still correct."""

NEEDS_A_PERSON = frozenset({Reason.REFUSED, Reason.BROKEN, Reason.UNREADABLE})
"""Reasons that point to a fault of the installation, which somebody has to mend."""

PASSING = frozenset({Reason.NOT_REACHED, Reason.TECHNICAL})
"""Reasons that say nothing against the number or address: another way may do now."""

WRONG_CONTACT = frozenset({Reason.BAD_RECIPIENT, Reason.NO_SUCH_CONTACT})
"""Reasons that say that the number or address is wrong, so that nothing is sent there again."""
