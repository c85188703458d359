"""What the hub's rules say about a referral. Pure: no database, no clock of its own."""

from referrals_portal.triage.decide import Decision, Due, decide
from referrals_portal.triage.facts import Facts, FactsError

__all__ = ["Decision", "Due", "Facts", "FactsError", "decide"]
