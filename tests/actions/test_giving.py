"""Giving a referral to a colleague, and asking a partner to ring us: no word of whom is sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.snapshot import current_hub
from referrals_portal import actions
from referrals_portal.actions.assigning import colleagues_for
from referrals_portal.actions.partners import agreed_partners
from referrals_portal.models import Event, Note
from referrals_portal.sealing import Place
from referrals_portal.sealing.opening import open_row
from tests.actions.promising import AT
from tests.actions.writing import NOW, envelope_of, stands, written
from tests.intake.making import ANSWERS, make_referral, make_user, works_in

HOUR = timedelta(hours=1)
PARTNER = {"key": "partner", "name": "Example partner", "email": "partner@example.org"}
SILENT = {"key": "silent", "name": "Example without email"}
OURS = {"key": "ours", "name": "One of us", "email": "ours@example.org", "ours": True}
TEAMS = [{"key": "open", "name": "Open"}, {"key": "closed", "name": "Closed", "walled": True}]


@pytest.fixture(autouse=True)
def sending(settings):
    settings.MESSAGES = "notify"


@pytest.fixture
def colleague(colleague):
    colleague.email = "colin@example.org"
    colleague.save()
    return colleague


def give(referral, to, by, at=NOW, **changes):
    row = stands(referral)
    given = {"expected_version": row.version} | changes
    actions.give(referral=row, to=to, by=by, at=at, **given)


def test_the_colleague_has_it_and_is_told_that_there_is_something(referral, caseworker, colleague):
    give(referral, colleague, caseworker)
    assert stands(referral).assignee == colleague
    event = Event.objects.get(kind="given")
    assert (event.by, event.detail) == (caseworker.pk, "")
    (row,) = written()
    assert (row.template, row.referral, row.channel) == ("STAFF_NEWS", None, "email")
    envelope = envelope_of(row)
    assert envelope.way.to == "colin@example.org"
    address = envelope.personalisation["address"]
    assert address.startswith("http")
    assert address.endswith("/intake/sign-in/")
    assert referral.reference not in str(envelope.personalisation)


def test_whoever_takes_it_themselves_or_has_no_email_hears_nothing(
    referral, caseworker, colleague, manager
):
    give(referral, manager, caseworker)
    give(referral, colleague, colleague)
    assert not written()


def test_several_within_an_hour_are_one_email(keys, caseworker, colleague):
    rows = [make_referral() for _ in range(4)]
    other = make_user("other", "caseworker", email="other@example.org")
    for minutes, row in enumerate(rows[:3]):
        give(row, colleague, caseworker, at=NOW + timedelta(minutes=minutes))
    assert len(written()) == 1
    give(rows[0], other, caseworker, at=NOW + timedelta(minutes=9))
    assert len(written()) == 2, "somebody else is told"
    give(rows[3], colleague, caseworker, at=NOW + 2 * HOUR)
    assert len(written()) == 3


def test_one_who_may_not_see_it_is_not_given_it(force, caseworker, colleague, manager):
    force(teams=TEAMS)
    restricted = make_referral(now=AT, staff={"knows": "yes"})
    assert colleagues_for(restricted) == [manager]
    with pytest.raises(actions.NotAllowed):
        give(restricted, colleague, manager)
    walled = make_referral(now=AT)
    walled.team = "closed"
    walled.save()
    assert colleagues_for(walled) == []
    inside = works_in(colleague, "closed")
    assert colleagues_for(walled) == [inside]
    with pytest.raises(actions.NotAllowed):
        give(walled, manager, inside)
    give(walled, inside, inside)


def test_nobody_is_given_what_is_finished_or_was_changed(referral, caseworker, colleague, editor):
    with pytest.raises(actions.ChangedMeanwhile):
        give(referral, colleague, caseworker, expected_version=7)
    with pytest.raises(actions.NotAllowed):
        give(referral, editor, caseworker)
    actions.close(referral=referral, outcome="declined", text="", by=caseworker, at=NOW)
    with pytest.raises(actions.NotAllowed):
        give(referral, colleague, caseworker)
    assert not written()


def agreed_to(*keys):
    return ANSWERS | {"share": {"services": list(keys)}}


def test_only_those_to_whom_they_agreed_and_who_can_be_written_to(force):
    force(specialists=[PARTNER, SILENT, OURS])
    hub = current_hub()
    every = agreed_to("partner", "silent", "ours", "unknown")
    assert [each.key for each in agreed_partners(every, hub)] == ["partner"]
    assert agreed_partners(agreed_to(), hub) == ()
    assert agreed_partners({}, hub) == ()
    assert agreed_partners(every, replace(hub, phone="")) == ()


def ask(referral, by, key="partner"):
    hub, row = current_hub(), stands(referral)
    actions.ask_partner(
        referral=row, partner=key, agreed=agreed_partners(agreed_to("partner"), hub), hub=hub,
        by=by, at=NOW, expected_version=row.version,
    )  # fmt: skip


def test_a_partner_is_asked_to_ring_without_a_word_of_whom(force, caseworker):
    force(specialists=[PARTNER])
    row = make_referral(now=AT)
    ask(row, caseworker)
    (message,) = written()
    envelope = envelope_of(message)
    assert (message.template, envelope.way.to) == ("PARTNER_NEWS", "partner@example.org")
    hub = current_hub()
    assert envelope.personalisation == {"hub": hub.name, "phone": hub.phone}
    event = Event.objects.get(kind="message_queued")
    assert event.detail == "PARTNER_NEWS", "which one says something about the person"
    note = Note.objects.get()
    assert "Example partner" in open_row(note, Place("note", note.pk))["text"]


@pytest.mark.parametrize("key", ["silent", "ours", "", "x"])
def test_nobody_else_is_asked(force, caseworker, key):
    force(specialists=[PARTNER, SILENT, OURS])
    row = make_referral(now=AT)
    with pytest.raises(actions.MayNotWrite, match="did not agree"):
        ask(row, caseworker, key)
    assert not written()


def test_nobody_is_asked_once_they_took_it_back(force, caseworker):
    force(specialists=[PARTNER])
    row = make_referral(now=AT)
    actions.withdraw(referral=row, by=caseworker, at=NOW)
    with pytest.raises(actions.MayNotWrite):
        ask(row, caseworker)
    assert not written()
