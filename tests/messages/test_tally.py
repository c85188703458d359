"""The limits of a day: nobody can have us bomb somebody with texts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from referrals_portal.messages import sending, tally
from referrals_portal.models import OutboxMessage, Tally
from referrals_portal.models.outbox import MessageState
from referrals_portal.sealing import keepers, opening
from referrals_portal.sealing.opening import KeysMissing, daily_digest
from tests.messages.conftest import AT, EMAIL, PHONE, no_jitter, now_of
from tests.standins.notify.templates import TEMPLATES

DAY = timedelta(days=1)
MONDAY = AT + 3 * DAY
AN_OFFER = {
    "template": "OFFER",
    "unasked": True,
    "personalisation": {"address": "example.org/reply", "code": "X", "from": ""},
}
OFFER_IDS = {"sms": TEMPLATES["OFFER_SMS"], "email": TEMPLATES["OFFER_EMAIL"]}
TODAY = date(2026, 11, 20)


def work(at=AT):
    """Send all that is due at a moment."""
    while sending.send_next(at, no_jitter):
        pass


def held():
    return OutboxMessage.objects.filter(state=MessageState.HELD, failure="too-many")


SPELLINGS = [
    ("sms", [PHONE, "07700900345", "+44 7700 900345", "0044 (0)7700 900-345"]),
    ("email", [EMAIL, EMAIL.upper(), EMAIL.replace("@", "+1@"), EMAIL.replace("@", "+2@")]),
]


@pytest.mark.parametrize(
    ("channel", "one", "other", "same"),
    [
        ("letter", "Flat 1, 23 High Street", "Flat 12, 3 High Street", False),
        ("letter", "Flat 1, 23 High Street", "FLAT 1\n23 High-Street", True),
        ("letter", "Flat 1, 23 High Street", "Flat 1/23, High Street", True),
        ("letter", "Flat 1, 23 High Street", "Flat 123 High Street", False),
        ("letter", "1_2 High Street", "12 High Street", False),
        ("letter", "1 High Street\nZZ1 1AA", "1, High Street, zz11aa", True),
        ("letter", "1 High Street ZZ10  1AA", "1 High Street, ZZ101AA.", True),
        ("letter", "1 High Street ZZ1A 1AA", "1 High Street ZZ1A1AA", True),
        ("letter", "1 High Street ZZ1 1AA", "1 High Street ZZ1 2AA", False),
        ("letter", "Flat B1, 2 High Street", "Flat B12, High Street", False),
        ("letter", "1 Siân Street", "1 siân street", True),
        ("email", "fi+1@example.org", "FI@example.org", True),
        ("email", "fi+1+2@example.org", "fi@example.org", True),
        ("email", "+fi@example.org", "+jo@example.org", False),
        ("email", "++fi@example.org", "++jo@example.org", False),
        ("email", "+fi+1@example.org", "+fi@example.org", True),
        ("email", "fi@example.org", "fi@example.com", False),
    ],
)
def test_what_is_one_recipient(channel, one, other, same):
    """A never is for one recipient, and for ever: no other door or inbox may be taken for it."""
    assert (tally.one_spelling(channel, one) == tally.one_spelling(channel, other)) == same


@pytest.mark.parametrize(("channel", "spellings"), SPELLINGS)
def test_one_recipient_gets_two_a_day_however_they_are_written(queue, notify, channel, spellings):
    rows = [queue(channel=channel, to=to) for to in spellings]
    work()
    assert len(notify.messages) == 2
    assert [now_of(row).state for row in rows] == ["accepted", "accepted", "held", "held"]
    assert {row.reference for row in rows[:2]} == {m.reference for m in notify.messages}


@pytest.mark.parametrize(("channel", "spellings"), SPELLINGS)
def test_one_recipient_gets_one_offer_a_day_beside_all_else(queue, notify, channel, spellings):
    """Whatever a feed says, and however often; what the second is about is left to staff."""
    other = "another@example.org" if channel == "email" else "07700 900346"
    for to in (*spellings, other):
        queue(channel=channel, to=to, **AN_OFFER)
        queue(channel=channel, to=to)
    work()
    assert sorted(m.template.id == OFFER_IDS[channel] for m in notify.messages) == [
        False, False, False, True, True,
    ]  # fmt: skip
    assert held().filter(template="OFFER").count() == len(spellings) - 1
    queue(channel=channel, to=spellings[0], at=MONDAY, **AN_OFFER)
    work(MONDAY)
    assert len(notify.messages) == 6


def test_what_was_held_is_erased_and_stays_as_it_is(queue, notify):
    for _ in range(3):
        queue()
    work()
    row = held().get()
    assert (bytes(row.recipient), row.due_at, row.claimed_until) == (b"", AT, None)
    for days in range(1, 9):
        work(AT + days * DAY)
        assert sending.expire(AT + days * DAY) == 0
    assert len(notify.messages) == 2
    assert held().get() == row


def test_the_next_day_of_utc_counts_anew(queue, notify):
    before = datetime(2026, 7, 1, 23, 59, tzinfo=UTC)
    for minutes in (0, 0, 0, 1, 1, 1):
        queue(at=before + timedelta(minutes=minutes))
    work(before)
    work(before + timedelta(minutes=1))
    assert (len(notify.messages), held().count()) == (4, 2)


def test_texts_and_emails_are_counted_apart_and_so_is_everyone(queue, notify):
    for to in (PHONE, PHONE, "07700 900346", "07700 900346"):
        queue(to=to)
    for to in (EMAIL, EMAIL, "another@example.org"):
        queue(channel="email", to=to)
    work()
    assert (len(notify.messages), held().count()) == (7, 0)


def test_the_whole_hub_has_a_limit_for_texts_only(queue, notify, monkeypatch):
    monkeypatch.setattr(tally, "MOST_TEXTS", 3)
    for number in range(5):
        queue(to=f"07700 90030{number}")
        queue(channel="email", to=f"person{number}@example.org")
    work()
    assert sorted(m.to.startswith("+") for m in notify.messages) == [False] * 5 + [True] * 3
    assert set(held().values_list("channel", flat=True)) == {"sms"}
    work(AT + DAY)
    queue(at=AT + DAY)
    work(AT + DAY)
    assert len(notify.messages) == 9


def test_the_limits():
    assert (tally.MOST_TO_ONE, tally.MOST_TEXTS) == (2, 200)


def test_a_bomber_does_not_use_up_the_texts_of_others(queue, notify, monkeypatch):
    monkeypatch.setattr(tally, "MOST_TEXTS", 3)
    for _ in range(10):
        queue()
    queue(to="07700 900346")
    work()
    assert (len(notify.messages), Tally.objects.count()) == (3, 3)


def test_a_message_is_counted_once_however_often_it_is_tried(queue, notify):
    row, other = queue(), queue()
    notify.next("500", times=5)
    for minutes in range(60):
        work(AT + timedelta(minutes=minutes))
    assert {now_of(row).state, now_of(other).state} == {MessageState.ACCEPTED}
    assert (len(notify.messages), Tally.objects.count()) == (2, 2)


def test_the_count_survives_a_restart(queue, notify):
    """Nothing of it is in the worker's memory: another process makes the same digests."""
    for _ in range(2):
        queue()
    work()
    opening._unlocked.cache_clear()
    queue()
    work()
    assert (len(notify.messages), held().count()) == (2, 1)


def test_days_gone_by_are_forgotten(queue, notify):
    queue()
    work()
    sending.expire(AT + timedelta(hours=7, minutes=59))
    assert Tally.objects.get().day == TODAY
    sending.expire(AT + timedelta(hours=8))
    assert not Tally.objects.exists()


def test_a_digest_is_of_one_text_one_day_and_one_key(keys, settings, tmp_path):
    digest = daily_digest(PHONE, TODAY)
    assert digest == daily_digest(PHONE, TODAY)
    assert len(digest) == 32
    assert digest != daily_digest("07700 900346", TODAY)
    assert digest != daily_digest(PHONE, TODAY + DAY)
    settings.KEYS_DIR = tmp_path / "another installation"
    keepers.create()
    assert digest != daily_digest(PHONE, TODAY)
    settings.KEYS_DIR = tmp_path
    with pytest.raises(KeysMissing):
        daily_digest(PHONE, TODAY)
