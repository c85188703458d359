"""T-RACE 04 and 05: two people at once, on a database that both have open."""

import pytest

from referrals_portal import actions
from referrals_portal.models import ContactAttempt, Event, Note, Referral
from tests.intake.making import SAFE, make_referral, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two(transactional_db, keys):
    """Two colleagues and a referral that is new."""
    make_referral()
    return make_user("one", "caseworker"), make_user("two", "caseworker")


def test_two_take_one_referral(two, now, at_once):
    row = Referral.objects.get()
    given = at_once(
        *(lambda by=by: actions.take(referral=Referral.objects.get(), by=by, at=now) for by in two)
    )
    winner = Referral.objects.get().assignee
    told = [each for each in given if each is not None]
    assert given.count(None) == 1
    assert [type(each) for each in told] == [actions.AlreadyTaken]
    assert told[0].by_whom == winner == two[given.index(None)]
    assert Event.objects.filter(referral=row.pk, kind="taken").count() == 1


def test_two_change_the_status(two, now, at_once):
    def change(by, to):
        row = Referral.objects.get()
        actions.change_status(referral=row, to=to, by=by, at=now, expected_version=1)
        return to

    given = at_once(lambda: change(two[0], "in_triage"), lambda: change(two[1], "waiting"))
    done = [each for each in given if isinstance(each, str)]
    assert len(done) == 1
    assert sum(isinstance(each, actions.ChangedMeanwhile) for each in given) == 1
    row = Referral.objects.get()
    assert (row.status, row.version) == (done[0], 2)
    assert Event.objects.get(kind="status_changed").detail == f"new>{done[0]}"


def test_one_closes_while_the_other_calls(two, now, at_once):
    """Whatever comes first, the outcome, the attempt and their events are all there."""

    def close():
        actions.close(
            referral=Referral.objects.get(), outcome="declined", text="", by=two[0], at=now
        )

    def call():
        actions.record_attempt(
            referral=Referral.objects.get(), safe=SAFE, channel="call", result="no_answer",
            text="", by=two[1], at=now,
        )  # fmt: skip

    given = at_once(close, call)
    row = Referral.objects.get()
    assert ContactAttempt.objects.count() == 1
    if given == [None, None]:
        assert row.status == "closed"
        assert Note.objects.count() == 1
    else:
        assert isinstance(given[0], actions.ChangedMeanwhile)
        assert row.status == "attempting"
        assert not Note.objects.exists()
    assert Event.objects.filter(kind="contact_attempted").count() == 1
    assert Event.objects.filter(kind="closed").count() == Note.objects.count()


def test_many_notes_at_once_are_all_kept(two, now, at_once):
    row = Referral.objects.get()
    given = at_once(
        *(
            lambda by=by: actions.add_note(referral=row, text="x", by=by, at=now) and None
            for by in two * 3
        )
    )
    assert given == [None] * 6
    assert Note.objects.count() == 6
    assert Event.objects.filter(kind="note_added").count() == 6
