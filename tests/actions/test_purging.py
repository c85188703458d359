"""What is kept no longer goes whole, and nothing else goes."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from referrals_portal import actions
from referrals_portal.actions import purging
from referrals_portal.actions.recording import record
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Way
from referrals_portal.models import Clock, EqualityCount, Event, Note, OutboxMessage, Referral
from tests.intake.making import SAFE, make_referral

LATER = timedelta(days=100)


@pytest.fixture
def closed(db, keys, caseworker, now):
    """A function that makes a referral with everything that can hang on one, and closes it."""

    def close(outcome):
        row = make_referral()
        actions.add_note(referral=row, text="A note.", by=caseworker, at=now)
        actions.record_attempt(
            referral=row, safe=SAFE, channel="call", result="no_answer", text="", by=caseworker,
            why_safe="They asked.", at=now,
        )  # fmt: skip
        outbox.queue(
            referral=row.pk, template="CONFIRMATION", ways=(Way("email", "a@example.org"),),
            personalisation={"reference": row.reference, "from": ""}, at=now,
        )  # fmt: skip
        row = Referral.objects.get(pk=row.pk)
        actions.close(referral=row, outcome=outcome, text="Why.", by=caseworker, at=now)
        return Referral.objects.get(pk=row.pk)

    return close


@pytest.mark.parametrize(
    ("outcome", "until"),
    [
        ("declined", "2027-02-01"), ("out_of_area", "2027-02-01"), ("duplicate", "2027-02-01"),
        ("direct_to_specialist", "2027-02-01"), ("not_eligible", "2027-02-01"),
        ("no_contact", "2027-06-01"), ("unsafe_to_contact", "2027-06-01"),
        ("wrong_details", "2027-06-01"),
        ("needs_met", "2032-12-01"), ("ongoing_support", "2032-12-01"),
    ],
)  # fmt: skip
def test_how_it_ended_says_how_long_it_is_kept(closed, outcome, until):
    assert f"{closed(outcome).retain_until:%Y-%m-%d}" == until


def test_what_was_withdrawn_is_kept_like_what_was_not_taken_up(referral, caseworker, now):
    actions.withdraw(referral=referral, by=caseworker, at=now)
    assert f"{Referral.objects.get().retain_until:%Y-%m-%d}" == "2027-02-01"


@pytest.mark.parametrize(("days", "over"), [(20, False), (41, False), (75, True)])
def test_what_was_taken_back_online_counts_from_then(referral, days, over, now):
    """The worker, which carries that out, may not say until when anything is kept."""
    Referral.objects.update(status="withdrawn")
    record(referral=referral.pk, kind="withdrawn", at=now, detail="new>withdrawn")
    assert purging.over(now + timedelta(days=days)).exists() is over
    Referral.objects.update(status="waiting")
    assert not purging.over(now + timedelta(days=9999)).exists()


def accept(referral, by, at):
    """Speak with somebody, who accepts support."""
    actions.record_attempt(
        referral=referral, safe=SAFE, channel="call", result="spoke", text="", by=by, at=at,
        why_safe="They asked.",
    )  # fmt: skip
    row = Referral.objects.get(pk=referral.pk)
    actions.change_status(
        referral=row, to="accepted", safe=SAFE, by=by, at=at, expected_version=row.version
    )
    return Referral.objects.get(pk=referral.pk)


@pytest.mark.parametrize("outcome", ["direct_to_specialist", "no_contact", "declined"])
def test_support_that_was_given_is_kept_like_support_however_it_ended(
    referral, caseworker, now, outcome
):
    row = accept(referral, caseworker, now)
    actions.close(referral=row, outcome=outcome, text="", by=caseworker, at=now)
    assert f"{Referral.objects.get().retain_until:%Y-%m-%d}" == "2032-12-01"


def test_also_where_they_took_it_back(referral, caseworker, now):
    row = accept(referral, caseworker, now)
    actions.withdraw(referral=row, by=caseworker, at=now)
    assert f"{Referral.objects.get().retain_until:%Y-%m-%d}" == "2032-12-01"


def test_also_where_they_took_it_back_online(referral, caseworker, now):
    accept(referral, caseworker, now)
    Referral.objects.update(status="withdrawn")
    record(referral=referral.pk, kind="withdrawn", at=now, detail="accepted>withdrawn")
    assert not purging.over(now + timedelta(days=6 * 365)).exists()
    assert purging.over(now + timedelta(days=6 * 366 + 40)).exists()


def test_what_comes_back_is_kept(closed, caseworker, now):
    row = closed("declined")
    actions.reopen(referral=row, by=caseworker, at=now)
    assert Referral.objects.get().retain_until is None
    assert not purging.over(now + timedelta(days=9999)).exists()


def test_it_goes_with_all_that_names_it_and_nothing_else_goes(closed, now):
    gone, kept, open_ = closed("declined"), closed("needs_met"), make_referral()
    EqualityCount.objects.create(month="2026-11-01", question="equal-sex", answer="x", count=1)
    at = now + LATER
    counted = purging.count(at)
    assert counted["referrals_portal.Referral"] == 1
    assert set(Referral.objects.all()) == {gone, kept, open_}
    assert purging.purge(at) == +counted
    assert set(Referral.objects.all()) == {kept, open_}
    for model in apps.get_app_config("referrals_portal").get_models():
        names = {field.name for field in model._meta.get_fields()}
        if "referral" in names:
            assert not model.objects.filter(referral=gone.pk).exists(), model
    for model in (Event, Note, Clock, OutboxMessage):
        assert model.objects.filter(referral=kept.pk).exists(), model
    assert EqualityCount.objects.exists()


def test_every_row_that_names_a_referral_is_known_to_the_purge():
    known = {*purging.HANGING, *purging.BY_NAME}
    naming = {
        model
        for model in apps.get_app_config("referrals_portal").get_models()
        if any(field.name == "referral" for field in model._meta.get_fields())
    }
    assert naming == known


def test_what_is_not_over_or_not_finished_stays(closed, now):
    row = closed("declined")
    assert purging.purge(row.retain_until - timedelta(seconds=1)) == {}
    Referral.objects.update(status="waiting")
    assert purging.purge(now + timedelta(days=9999)) == {}
    assert Referral.objects.exists()


def printed(*args):
    out = StringIO()
    call_command("purge", *args, stdout=out)
    return out.getvalue()


def test_the_command_counts_first_and_deletes_unless_it_is_a_dry_run(closed):
    closed("declined")
    assert printed() == "There is to delete: nothing.\nDeleted: nothing.\n"
    Referral.objects.update(retain_until=timezone.now())
    said = printed("--dry-run")
    assert said.startswith("There is to delete: ")
    assert "1 referrals_portal.Referral" in said
    assert "Deleted" not in said
    assert Referral.objects.exists()
    both = json.loads(printed("--json"))
    assert both["deleted"]["referrals_portal.Referral"] == 1
    assert not Referral.objects.exists()
