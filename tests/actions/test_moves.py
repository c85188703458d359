"""From which status to which: the table, as a table."""

import pytest

from referrals_portal.actions import moves
from referrals_portal.models.referral import FINISHED, Status

OPEN = [status for status in Status if status not in FINISHED]

NEVER_CHOSEN = ("new", "attempting", "closed", "withdrawn")


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("in_contact", [True, False])
def test_nobody_chooses_what_follows_from_something_else(status, in_contact):
    assert set(moves.chosen(status, in_contact)).isdisjoint({*NEVER_CHOSEN, status})


@pytest.mark.parametrize("status", OPEN)
def test_without_a_contact_nobody_is_in_contact(status):
    assert {"contacted", "accepted"}.isdisjoint(moves.chosen(status, False))


@pytest.mark.parametrize("status", OPEN)
def test_from_everything_open_there_is_a_way_on(status):
    assert moves.chosen(status, False)


@pytest.mark.parametrize("status", FINISHED)
def test_from_the_end_there_is_only_the_way_back(status):
    assert moves.chosen(status, True) == ()
    assert moves.ending(status, True) == ()
    assert moves.returning(status, True) == ("in_triage",)


@pytest.mark.parametrize("status", OPEN)
def test_everything_open_can_end_and_has_nowhere_to_return_from(status):
    assert moves.ending(status, False) == ("closed", "withdrawn")
    assert moves.returning(status, False) == ()


@pytest.mark.parametrize(
    ("status", "attempted", "spoke"),
    [
        ("new", "attempting", "contacted"),
        ("in_triage", "attempting", "contacted"),
        ("contact_due", "attempting", "contacted"),
        ("attempting", "attempting", "contacted"),
        ("contacted", "contacted", "contacted"),
        ("accepted", "accepted", "accepted"),
        ("referred_on", "referred_on", "referred_on"),
        ("waiting", "waiting", "contacted"),
        ("closed", "closed", "closed"),
        ("withdrawn", "withdrawn", "withdrawn"),
    ],
)
def test_what_an_attempt_leads_to(status, attempted, spoke):
    assert moves.after_attempt(status, was_contact=False) == attempted
    assert moves.after_attempt(status, was_contact=True) == spoke
