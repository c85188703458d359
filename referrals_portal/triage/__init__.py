"""What the hub's rules say about a referral. Pure: no database, no clock of its own."""

from referrals_portal.triage.decide import Decision, Due, Facts, decide

__all__ = ["Decision", "Due", "Facts", "decide"]
