"""What hubs of these tests promise, and what is done with a referral, in a few words each."""

from datetime import UTC, datetime, timedelta

from referrals_portal import actions
from referrals_portal.actions.clocks import came_at
from referrals_portal.actions.facts import facts_of
from referrals_portal.intake.queue import shown_due
from referrals_portal.models import Clock, Referral
from tests.intake.making import ANSWERS, SAFE

HOUR = timedelta(hours=1)
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
URGENT = {"more": {"markers": ["repeat"]}}
FIRST = {"what": "first_contact", "unit": "hours", "number": 48}
OFFER = {"what": "offer", "unit": "hours", "number": 12, "channels": ["email"]}
ENHANCED = {
    "rules": [{"when": {"markers": ["repeat"]}, "then": {"priority": "enhanced"}, "reason": "R"}],
    "standards": [FIRST | {"number": 24, "priority": "enhanced"}],
}


def now(referral):
    return Referral.objects.get(pk=referral.pk)


def shown(referral, at):
    """Return what the queue says in the place of the due time."""
    clocks = Clock.objects.not_met().filter(referral=referral)
    started = [clock.started_at is not None for clock in clocks]
    return shown_due(now(referral), at, runs=any(started), waits=not all(started)).words


def try_(referral, by, channel="call", result="spoke", after=HOUR, safe=SAFE):
    actions.record_attempt(
        referral=referral, safe=safe, channel=channel, result=result, text="",
        why_safe="They asked for it.", by=by, at=AT + after,
    )  # fmt: skip


def again(referral, by, at, safe=SAFE):
    row = now(referral)
    actions.work_out_again(
        referral=row, facts=facts_of(ANSWERS, came_at(row)), safe=safe, by=by, at=at,
        expected_version=row.version,
    )  # fmt: skip


def reopen(referral, by, at, answers=ANSWERS, safe=SAFE):
    actions.close(referral=now(referral), outcome="declined", text="", by=by, at=at - HOUR)
    actions.reopen(referral=now(referral), facts=facts_of(answers, at), safe=safe, by=by, at=at)


def record(referral, by, recorded_at, at):
    row = now(referral)
    actions.crime_recorded(
        referral=row, recorded_at=recorded_at, safe=SAFE, by=by, at=at,
        expected_version=row.version,
    )  # fmt: skip
