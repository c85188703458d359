"""What becomes of a message at the stand-in, and of those to whom nothing is really sent."""

from datetime import UTC, datetime

import pytest
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    NOON,
    PHONE,
    client_of,
    refusal,
    send_email,
    send_text,
)
from tests.standins.notify import NotifyStandIn

STATUSES: list[tuple[str, list[str], bool, bool]] = [
    # outcome ordered; statuses at 0, 1 and 3 seconds; final; receipt
    ("created", ["created", "created", "created"], False, False),
    ("sending", ["created", "sending", "sending"], False, False),
    ("pending", ["created", "sending", "pending"], False, False),
    ("sent", ["created", "sending", "sent"], True, False),
    ("delivered", ["created", "sending", "delivered"], True, True),
    ("permanent-failure", ["created", "sending", "permanent-failure"], True, True),
    ("temporary-failure", ["created", "sending", "temporary-failure"], True, True),
    ("technical-failure", ["created", "created", "technical-failure"], True, False),
]


@pytest.mark.parametrize(("outcome", "statuses", "final", "reported"), STATUSES)
def test_a_message_takes_its_statuses_in_turn(
    notify: NotifyStandIn,
    client: NotificationsAPIClient,
    outcome: str,
    statuses: list[str],
    final: bool,
    reported: bool,
) -> None:
    notify.course.outcomes = {PHONE: outcome}
    sent = send_text(client)
    seen = []
    for seconds in (0, 1, 2):
        notify.advance(seconds)
        seen.append(client.get_notification_by_id(sent["id"]))
    assert [shown["status"] for shown in seen] == statuses
    assert (seen[-1]["completed_at"] is not None) is final
    assert [attempt.body["status"] for attempt in notify.receipts.attempts] == (
        [outcome] if reported else []
    )


@pytest.mark.parametrize("outcome", ["sending", "pending"])
def test_what_nobody_hears_of_for_72_hours_fails_in_the_night_after(
    notify: NotifyStandIn, client: NotificationsAPIClient, outcome: str
) -> None:
    notify.course.outcomes = {"*": outcome}
    sent = send_text(client)
    night = datetime(2026, 11, 25, 0, 5, tzinfo=UTC)
    notify.advance((night - NOON).total_seconds() - 1)
    assert client.get_notification_by_id(sent["id"])["status"] == outcome
    notify.advance(1)
    shown = client.get_notification_by_id(sent["id"])
    assert shown["status"] == "temporary-failure"
    assert shown["completed_at"] == "2026-11-25T00:05:00.000000Z"
    assert len(notify.receipts.attempts) == 1


@pytest.mark.parametrize(
    ("to", "status"),
    [
        ("delivered@simulator.notify", "delivered"),
        ("perm-fail@simulator.notify", "permanent-failure"),
        ("Perm-fail@simulator.notify", "delivered"),
        ("temp-fail@simulator.notify", "temporary-failure"),
        ("ada@example.org", "delivered"),
        ("07700900001", "delivered"),
        ("+44 7700 900002", "permanent-failure"),
        ("07700 900003", "temporary-failure"),
        (PHONE, "delivered"),
    ],
)
def test_a_test_key_has_its_own_recipients(notify: NotifyStandIn, to: str, status: str) -> None:
    with client_of(notify, "test") as client:
        sent = send_email(client, to) if "@" in to else send_text(client, to)
        notify.advance(0)
        assert client.get_notification_by_id(sent["id"])["status"] == status
    assert notify.receipts.attempts[0].body["status"] == status


@pytest.mark.parametrize(
    "to",
    [
        "simulate-delivered@notifications.service.gov.uk",
        "simulate-delivered-2@notifications.service.gov.uk",
        "simulate-delivered-3@notifications.service.gov.uk",
        "07700900000",
        "07700 900111",
        "+447700900222",
    ],
)
def test_smoke_tests_are_answered_and_forgotten(
    notify: NotifyStandIn, client: NotificationsAPIClient, to: str
) -> None:
    notify.limits.per_day |= {"email": 1, "sms": 1}
    for _ in range(2):
        sent = send_email(client, to) if "@" in to else send_text(client, to)
    notify.advance(600)
    entries = [{"error": "NoResultFound", "message": "No result found"}]
    assert refusal(client.get_notification_by_id, sent["id"]) == (404, entries)
    assert notify.messages == []
    assert notify.receipts.attempts == []


def test_a_team_key_reaches_only_the_team(notify: NotifyStandIn) -> None:
    with client_of(notify, "team") as client:
        message = "Can’t send to this recipient using a team-only API key"
        refused = (400, [{"error": "BadRequestError", "message": message}])
        assert refusal(send_text, client) == refused
        assert refusal(send_email, client) == refused
        notify.service.guest_list = {"447700900123"}
        assert send_text(client)["id"]


def test_a_test_key_reaches_anybody_even_on_trial(notify: NotifyStandIn) -> None:
    notify.service.trial = True
    with client_of(notify, "test") as client:
        assert send_text(client)["id"]
        assert send_email(client)["id"]
