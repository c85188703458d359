"""The only code that changes a referral. Keyword-only, `by=`, atomic, and each leaves an event.

``actions.take(referral=r, by=user, at=now)``. What the form process does is in ``receiving``, and
what follows a new key in ``rewrapping``; neither is for staff, so neither is listed here.
"""

from referrals_portal.actions.appointments import cancel_appointment, make_appointment
from referrals_portal.actions.assigning import AlreadyTaken, NotTheirs, give, release, take
from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed
from referrals_portal.actions.claiming import claim, count_wrong_word
from referrals_portal.actions.clocks import crime_recorded, settle, work_out_again
from referrals_portal.actions.closing import close, reopen
from referrals_portal.actions.contact import record_attempt
from referrals_portal.actions.ending import end_ways_back
from referrals_portal.actions.notes import add_note
from referrals_portal.actions.opened import open_referral
from referrals_portal.actions.partners import ask_partner
from referrals_portal.actions.priority import confirm_priority, set_priority
from referrals_portal.actions.senior import senior_has_seen
from referrals_portal.actions.status import change_status, withdraw
from referrals_portal.actions.tasks import letter_posted, offer_by_letter, task_done
from referrals_portal.actions.teams import give_to_team
from referrals_portal.actions.vouching import vouch
from referrals_portal.actions.writing import MayNotWrite, write_to

__all__ = [
    "AlreadyTaken",
    "ChangedMeanwhile",
    "MayNotWrite",
    "NotAllowed",
    "NotTheirs",
    "add_note",
    "ask_partner",
    "cancel_appointment",
    "change_status",
    "claim",
    "close",
    "confirm_priority",
    "count_wrong_word",
    "crime_recorded",
    "end_ways_back",
    "give",
    "give_to_team",
    "letter_posted",
    "make_appointment",
    "offer_by_letter",
    "open_referral",
    "record_attempt",
    "release",
    "reopen",
    "senior_has_seen",
    "set_priority",
    "settle",
    "take",
    "task_done",
    "vouch",
    "withdraw",
    "work_out_again",
    "write_to",
]
