"""What messages left to do: done once, by one; a letter that was posted is a try."""

from dataclasses import replace
from uuid import uuid4

import pytest

from referrals_portal import actions
from referrals_portal.models import Clock, ContactAttempt, Event, Task
from referrals_portal.sealing import Place
from referrals_portal.sealing.opening import open_row
from tests.actions.promising import AT, OFFER
from tests.actions.writing import EVERY_WAY, NOW, stands
from tests.intake.making import make_referral, make_user


def make_task(referral, kind="not_arrived", template="TRIED", **more):
    given = {"channel": "letter" if kind == "letter" else "sms", "made_at": NOW} | more
    return Task.objects.create(referral=referral.pk, kind=kind, template=template, **given)


def done(referral, task, by, at=NOW):
    actions.task_done(referral=stands(referral), task=task.pk, by=by, at=at)


def posted(referral, task, by, at=NOW, safe=EVERY_WAY):
    actions.letter_posted(referral=stands(referral), task=task.pk, safe=safe, by=by, at=at)


def test_it_is_done_by_somebody_at_a_moment(referral, caseworker):
    task = make_task(referral)
    done(referral, task, caseworker)
    task.refresh_from_db()
    assert (task.done_at, task.done_by_name) == (NOW, "casey")
    event = Event.objects.get(kind="task_done")
    assert (event.by, event.at, event.detail) == (caseworker.pk, NOW, "TRIED")
    assert stands(referral).version == 2, "and every list is another"


def test_it_is_done_once(referral, caseworker, colleague):
    task = make_task(referral)
    done(referral, task, colleague)
    with pytest.raises(actions.ChangedMeanwhile):
        done(referral, task, caseworker)
    assert Task.objects.get().done_by_name == "colin"
    assert Event.objects.filter(kind="task_done").count() == 1


def test_another_referrals_task_is_none_of_this_one(referral, caseworker):
    task = make_task(make_referral())
    for key in (task.pk, uuid4()):
        with pytest.raises(actions.ChangedMeanwhile):
            actions.task_done(referral=referral, task=key, by=caseworker, at=NOW)
    assert Task.objects.get().done_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_has_done_it(keys, at_once):
    row = make_referral()
    task = make_task(row)
    two = make_user("one", "caseworker"), make_user("two", "caseworker")
    given = at_once(*(lambda by=by: done(row, task, by) for by in two))
    assert given.count(None) == 1
    assert Event.objects.filter(kind="task_done").count() == 1


def test_a_letter_that_was_posted_is_a_try_and_no_contact(referral, caseworker):
    posted(referral, make_task(referral, "letter"), caseworker)
    content = open_row(
        ContactAttempt.objects.get(), Place("attempt", ContactAttempt.objects.get().pk)
    )
    assert (content["channel"], content["result"]) == ("letter", "sent")
    row = stands(referral)
    assert (row.status, row.first_contact_at) == ("attempting", None)
    assert Task.objects.get().done_at == NOW
    assert {"task_done", "contact_attempted"} <= set(Event.objects.values_list("kind", flat=True))


def test_what_was_promised_by_letter_is_kept_by_it(force, caseworker):
    force(OFFER | {"channels": ["letter"]})
    row = make_referral(now=AT)
    task = make_task(row, "letter", "OFFER")
    posted(row, task, caseworker, at=AT)
    assert Clock.objects.get().met_at == AT


@pytest.mark.parametrize("safe", [replace(EVERY_WAY, safety={}), replace(EVERY_WAY, address="")])
def test_what_is_not_safe_any_more_is_not_posted(referral, caseworker, safe):
    with pytest.raises(actions.MayNotWrite, match="not safe"):
        posted(referral, make_task(referral, "letter"), caseworker, safe=safe)
    assert Task.objects.get().done_at is None
    assert not ContactAttempt.objects.exists()


def test_nor_is_anything_after_they_took_it_back(referral, caseworker):
    task = make_task(referral, "letter")
    actions.withdraw(referral=referral, by=caseworker, at=NOW)
    with pytest.raises(actions.MayNotWrite):
        posted(referral, task, caseworker)
    done(referral, task, caseworker)


def test_only_a_letter_is_posted(referral, caseworker):
    with pytest.raises(actions.NotAllowed):
        posted(referral, make_task(referral), caseworker)
    assert Task.objects.get().done_at is None
