"""What somebody answers at first, and what they send later."""

from datetime import timedelta
from uuid import uuid4

from referrals_portal.actions.following import send_back
from referrals_portal.models import FollowUp
from tests.intake.making import make_referral

FIRST = {
    "contact": {"phone": "07700 900321", "email": "", "address": "", "no_contact": False},
    "safe": {"whose_phone": "mine", "call": "yes", "text": "yes"},
    "calling": {"voicemail": "no", "say_who": "no", "withheld": "yes"},
    "agree": {"contact": "yes"},
    "message": {"confirm_by": "text"},
}
NOTHING_IS_SAFE = {"contact": {"phone": "", "email": "", "address": "", "no_contact": True}}
ANOTHER_NUMBER = {
    "contact": {"phone": "07700 900355", "email": "", "address": "", "no_contact": False},
    "safe": {"whose_phone": "mine", "call": "yes", "text": "no"},
    "calling": {"voicemail": "no", "say_who": "no", "withheld": "no", "code_word": "lantern"},
}
FRIEND = FIRST | {
    "who": {"for_whom": "someone_else"},
    "agreed": {"agrees": "yes", "contact_whom": "me", "their_word": "Harbour  Light"},
    "you": {"your_name": "Cal Example", "relationship": "neighbour"},
}


def ask(**changes):
    """Receive a referral whose number may be called and texted."""
    return make_referral(**(FIRST | changes))


def later(referral, kind, answers=None, at=None, minutes=0):
    """Keep what its person sends later; return the row."""
    uuid = uuid4()
    send_back(
        uuid=uuid,
        referral=referral.pk,
        compartment=str(referral.compartment),
        kind=kind,
        answers=answers or {},
        at=(at or referral.received_at) + timedelta(minutes=minutes),
    )
    return FollowUp.objects.get(pk=uuid)
