"""The worker's part: claim what is due, send it, and look after it until it is final.

This is the one room besides the staff's that opens anything, and all it opens is envelopes. Each
function does one thing and commits it, so that a worker may die between any two lines.

claiming -> which messages are ours for now; trying -> send them; finishing -> what follows from
an end; polling -> what nobody told us; applying -> what Notify told us; pace -> how fast, shared.
"""

from referrals_portal.messages.sending.applying import apply_receipts
from referrals_portal.messages.sending.carriers import carrier
from referrals_portal.messages.sending.claiming import Claim, claim
from referrals_portal.messages.sending.polling import expire, poll_next
from referrals_portal.messages.sending.trying import deliver, send_next, settle

__all__ = [
    "Claim",
    "apply_receipts",
    "carrier",
    "claim",
    "deliver",
    "expire",
    "poll_next",
    "send_next",
    "settle",
]
