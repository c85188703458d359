"""What is stored. Everything a person said is sealed; what stays in clear only sorts and counts."""

from referrals_portal.models.arrival import Arrival
from referrals_portal.models.clock import Clock
from referrals_portal.models.draft import Draft
from referrals_portal.models.equality import EqualityCount
from referrals_portal.models.event import Event
from referrals_portal.models.follow_up import FollowUp
from referrals_portal.models.invitation import FeedbackCount, Invitation, OptOut
from referrals_portal.models.outbox import OutboxMessage
from referrals_portal.models.pace import Pace
from referrals_portal.models.receipt import Receipt
from referrals_portal.models.referral import Referral
from referrals_portal.models.returning import ReturnBox, WrongGuess
from referrals_portal.models.tally import Tally
from referrals_portal.models.task import Task
from referrals_portal.models.work import Appointment, ContactAttempt, Note

__all__ = [
    "Appointment",
    "Arrival",
    "Clock",
    "ContactAttempt",
    "Draft",
    "EqualityCount",
    "Event",
    "FeedbackCount",
    "FollowUp",
    "Invitation",
    "Note",
    "OptOut",
    "OutboxMessage",
    "Pace",
    "Receipt",
    "Referral",
    "ReturnBox",
    "Tally",
    "Task",
    "WrongGuess",
]
