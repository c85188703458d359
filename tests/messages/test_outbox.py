"""Writing a message: one INSERT, and nobody but the worker can read whom it is for."""

import uuid
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from hub.opening import Period
from hub.snapshot import current_hub
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Envelope, Way
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState
from referrals_portal.sealing import KeysMissing
from referrals_portal.sealing.opening import CannotOpen, open_recipient
from tests.messages.conftest import AT, DIALLED, EMAIL, PHONE, now_of

TUESDAY = Period(1, time(10), time(12))


def opened(row):
    return open_recipient(bytes(row.recipient), outbox.place(row), row.epoch)


def envelope(row):
    return Envelope.from_json(opened(row))


def test_a_row_is_written_with_one_plain_insert(queue):
    current_hub()
    with CaptureQueriesContext(connection) as queries:
        row = queue()
    (query,) = queries.captured_queries
    assert query["sql"].startswith("INSERT")
    assert "RETURNING" not in query["sql"]
    stored = now_of(row)
    assert (stored.state, stored.attempts, stored.failure) == (MessageState.QUEUED, 0, "")
    assert (stored.created_at, stored.due_at, stored.claimed_until) == (AT, AT, None)
    assert stored.reference == f"fd-{row.uuid.hex}"


def test_the_worker_reads_the_recipient(queue):
    filled = {"reference": "K7RM-9QXP", "from": ""}
    assert envelope(now_of(queue())) == Envelope((Way("sms", DIALLED),), filled)
    with translation.override("cy"):
        row = now_of(queue(channel="email"))
    assert envelope(row) == Envelope((Way("email", EMAIL),), filled, "cy")


def test_every_way_is_in_it_with_its_times_and_the_first_is_the_rows(queue):
    ways = (Way("email", EMAIL, (TUESDAY,)), Way("sms", PHONE))
    row = queue(ways=ways, until=AT + timedelta(hours=5), unasked=True, language="cy")
    found = envelope(now_of(row))
    assert found.ways == (Way("email", EMAIL, (TUESDAY,)), Way("sms", DIALLED))
    assert (found.language, found.until, found.unasked) == ("cy", AT + timedelta(hours=5), True)
    assert row.channel == "email"


@pytest.mark.parametrize(
    ("until", "day_ends"),
    [
        (AT + timedelta(hours=4, minutes=30), datetime(2026, 11, 21, tzinfo=UTC)),
        (datetime(2026, 11, 22, 0, 0, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)),
        (datetime(2027, 1, 1, tzinfo=UTC), AT + timedelta(hours=72)),
    ],
)
def test_until_when_it_says_something_true_is_sealed_and_in_clear_only_the_day(
    queue, until, day_ends
):
    row = queue(until=until)
    assert envelope(row).until == until
    assert row.send_by == day_ends


@pytest.mark.parametrize("hours", [3, 15, 111])
def test_until_when_an_alert_is_of_use_is_no_secret_and_no_bound_cuts_it_short(queue, hours):
    opens = AT + timedelta(hours=hours)
    assert queue(template="ROTA", referral=None, personalisation={}, until=opens).send_by == opens


def test_a_day_ends_at_midnight_in_london():
    summer = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    assert outbox.end_of_day(summer) == datetime(2026, 7, 1, 23, tzinfo=UTC)


def test_what_keeps_to_the_hubs_hours_lives_through_a_long_weekend(queue):
    eve = datetime(2026, 12, 24, 18, tzinfo=UTC)
    row = queue(template="TRIED", personalisation={"from": ""}, at=eve)
    assert row.send_by == eve + timedelta(days=7)


def test_what_is_due_later_has_as_long_from_then(queue):
    later = AT + timedelta(days=9)
    row = queue(due_at=later)
    assert (row.created_at, row.due_at, row.send_by) == (AT, later, later + timedelta(hours=72))


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("07700900345", DIALLED),
        ("07700.900.345", DIALLED),
        ("+44 (0)7700 900345", DIALLED),
        ("00447700900345", DIALLED),
        ("no number", "no number"),
    ],
)
def test_numbers_are_dialled_however_they_were_typed(queue, typed, dialled):
    assert envelope(queue(to=typed)).way.to == dialled


def test_only_what_the_message_says_is_sealed_with_it(queue):
    row = queue(personalisation={"reference": "K7RM", "from": "", "story": "told to nobody"})
    assert opened(row)["personalisation"] == {"reference": "K7RM", "from": ""}
    with pytest.raises(KeyError):
        queue(personalisation={})
    with pytest.raises(KeyError):
        queue(template="CONGRATULATION")


def test_a_recipient_in_another_row_does_not_open(queue):
    one, other = queue(), queue()
    one.recipient = other.recipient
    with pytest.raises(CannotOpen):
        opened(one)


EDITS = [
    ("uuid", uuid.uuid4()),
    ("referral", uuid.uuid4()),
    ("template", "CONGRATULATION"),
    ("channel", "email"),
    ("reference", "fd-11111111111141118111111111111111"),
    ("created_at", AT + timedelta(hours=1)),
    ("send_by", AT + timedelta(days=30)),
    ("follows", uuid.uuid4()),
]


@pytest.mark.parametrize(("column", "value"), EDITS)
def test_a_recipient_does_not_open_once_its_row_was_edited(queue, column, value):
    row = queue()
    OutboxMessage.objects.filter(pk=row.pk).update(**{column: value})
    with pytest.raises(CannotOpen):
        opened(OutboxMessage.objects.get())


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo")])
def test_where_it_is_kept_is_told_the_same_in_any_time_zone_and_database(queue, zone):
    summer = datetime(2026, 7, 1, 16, tzinfo=UTC)
    written = queue(at=summer.astimezone(zone))
    assert outbox.place(written) == outbox.place(now_of(written))
    assert outbox.place(written) == (
        f"outbox|v2|{written.uuid}|{written.referral}|CONFIRMATION|sms"
        f"|{written.reference}|None|2026-07-01T16:00:00+00:00|2026-07-04T16:00:00+00:00"
    )


def test_nothing_readable_is_stored(queue):
    row = now_of(queue())
    for value in (PHONE, DIALLED, "K7RM"):
        assert value.encode() not in bytes(row.recipient)


@pytest.mark.parametrize(
    ("messages", "channel", "stored"),
    [
        ("notify", "sms", 1),
        ("notify", "email", 1),
        ("smtp", "sms", 0),
        ("smtp", "email", 1),
        ("none", "sms", 0),
        ("none", "email", 0),
    ],
)
def test_only_channels_in_use_get_a_row(queue, settings, messages, channel, stored):
    settings.MESSAGES = messages
    assert (queue(channel=channel) is not None) == bool(stored)
    assert OutboxMessage.objects.count() == stored
    assert (channel in outbox.channels()) == bool(stored)


def test_without_a_key_nothing_is_stored(queue, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    with pytest.raises(KeysMissing):
        queue()
    assert not OutboxMessage.objects.exists()


def test_a_database_role_that_may_only_insert_is_enough(queue):
    """PostgreSQL refuses RETURNING to it; SQLite has no roles, and gets the same statement."""
    queue()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE a_form")
            cursor.execute("GRANT INSERT ON referrals_portal_outboxmessage TO a_form")
            cursor.execute("SET ROLE a_form")
            queue()
            cursor.execute("RESET ROLE")
    assert OutboxMessage.objects.count() == (2 if connection.vendor == "postgresql" else 1)
