"""What becomes of a message at the stand-in: statuses, receipts, limits, look-ups."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    EMAIL,
    NOON,
    PHONE,
    TOKEN,
    client_of,
    refusal,
    send_email,
    send_text,
)
from tests.standins.endpoint import Endpoint
from tests.standins.notify import CONFIRMATION_EMAIL, CONFIRMATION_SMS, NotifyStandIn
from tests.standins.notify import receipts as receipts_module
from tests.standins.notify.services import Service, service_of

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
    notify.limits.per_day = {"email": 0, "sms": 0} | notify.limits.per_day
    sent = send_email(client, to) if "@" in to else send_text(client, to)
    notify.advance(600)
    entries = [{"error": "NoResultFound", "message": "No result found"}]
    assert refusal(client.get_notification_by_id, sent["id"]) == (404, entries)
    assert notify.messages == []
    assert notify.receipts.attempts == []


def test_a_team_key_reaches_only_the_team(notify: NotifyStandIn) -> None:
    with client_of(notify, "team") as client:
        _, entries = refusal(send_text, client)
        assert entries[0]["message"].endswith("using a team-only API key")
        notify.service.guest_list = {"447700900123"}
        assert send_text(client)["id"]


# Section 8: receipts.


def test_a_receipt_says_what_notify_says(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    with Endpoint() as endpoint:
        notify.receipts.url = endpoint.url
        sent = send_text(client)
        notify.advance(10)
    (_, path, headers, body), *others = endpoint.requests
    assert others == []
    assert path == "/messages/receipts/"
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Content-Type"] == "application/json"
    assert body == {
        "id": sent["id"],
        "reference": "r-1",
        "to": PHONE,
        "status": "delivered",
        "created_at": "2026-11-21T12:00:00.000000Z",
        "sent_at": "2026-11-21T12:00:01.000000Z",
        "completed_at": "2026-11-21T12:00:03.000000Z",
        "notification_type": "sms",
        "template_id": CONFIRMATION_SMS,
        "template_version": 1,
    }


ANSWERS: list[tuple[list[Any], list[int | None]]] = [
    # answers of the endpoint; the status of each attempt
    ([200], [200]),
    ([204], [204]),
    ([500, 503, 429, 204], [500, 503, 429, 204]),
    ([500] * 9, [500] * 6),
    ([429] * 9, [429] * 6),
    ([400], [400]),
    ([401], [401]),
    ([404], [404]),
    ([405], [405]),
    ([(301, "/sign-in/"), 200], [200]),
    ([(302, "/sign-in/"), 404], [404]),
    ([(307, "/sign-in/"), 500, 204], [500, 204]),
]


@pytest.mark.parametrize(("answers", "statuses"), ANSWERS)
def test_receipts_are_tried_again_as_notify_tries(
    notify: NotifyStandIn,
    client: NotificationsAPIClient,
    answers: list[Any],
    statuses: list[int | None],
) -> None:
    with Endpoint(*answers) as endpoint:
        notify.receipts.url = endpoint.url
        send_text(client)
        notify.advance(3600)
    assert [attempt.status for attempt in notify.receipts.attempts] == statuses
    redirected = isinstance(answers[0], tuple)
    assert ("GET" in [request[0] for request in endpoint.requests]) is redirected


def test_tries_are_300_seconds_apart_and_five(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.receipts.url = "http://127.0.0.1:9/"
    send_text(client)
    notify.advance(3)
    counts = [len(notify.receipts.attempts)]
    for _ in range(12):
        notify.advance(150)
        counts.append(len(notify.receipts.attempts))
    assert counts == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6]
    assert {attempt.status for attempt in notify.receipts.attempts} == {None}


def test_an_endpoint_that_is_slow_is_tried_again(
    notify: NotifyStandIn, client: NotificationsAPIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert receipts_module.TIMEOUT == 5
    monkeypatch.setattr(receipts_module, "TIMEOUT", 0.02)
    # The stand-in itself, told to be slow, is the endpoint.
    notify.receipts.url = f"{notify.url}/v2/templates"
    notify.next("delay", seconds=0.2)
    send_text_before_faults(notify)
    notify.advance(10)
    assert [attempt.status for attempt in notify.receipts.attempts] == [None]


def send_text_before_faults(notify: NotifyStandIn) -> None:
    """A text that does not meet the faults in the queue."""
    waiting, notify.faults.queue = notify.faults.queue, []
    with client_of(notify) as client:
        send_text(client)
    notify.faults.queue = waiting


def test_receipts_come_doubled_out_of_order_or_not_at_all(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    for order in ({"copies": 3}, {"copies": 1, "out_of_order": True}, {"lost": True}):
        notify.receipts.__dict__.update(order)
        send_text(client)
        notify.advance(10)
    statuses = [attempt.body["status"] for attempt in notify.receipts.attempts]
    assert statuses == ["delivered"] * 3 + ["delivered", "sending"]


def test_a_receipt_may_come_before_the_answer(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    with Endpoint() as endpoint:
        notify.receipts.url, notify.receipts.early = endpoint.url, True
        sent = send_text(client)
        assert [body["id"] for body in endpoint.bodies] == [sent["id"]]


# Section 5: limits.


@pytest.mark.parametrize(("per_minute", "burst"), [(3000, 999), (30, 10), (9, 3), (1, 1)])
def test_a_burst_is_a_third_of_the_minute(
    notify: NotifyStandIn, per_minute: int, burst: int
) -> None:
    notify.limits.per_minute = per_minute
    assert notify.limits.burst == burst


def test_requests_valid_or_not_use_up_the_minute(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.limits.per_minute = 9
    send_text(client)
    assert refusal(client.post, "/v2/notifications/sms", {})[0] == 400
    send_email(client)
    message = "Exceeded rate limit for key type LIVE of 9 requests per 60 seconds"
    limited = (429, [{"error": "RateLimitError", "message": message}])
    assert refusal(send_text, client) == limited
    assert refusal(client.post, "/v2/notifications/sms", {}) == limited
    assert client.get_all_notifications()["notifications"]
    with client_of(notify, "test") as other:
        assert send_text(other)
    notify.advance(7)
    assert send_text(client)
    assert refusal(send_text, client) == limited


@pytest.mark.parametrize(("trial", "limit"), [(False, 60), (True, 50)])
def test_a_days_messages_end_at_midnight_in_utc(
    notify: NotifyStandIn, client: NotificationsAPIClient, trial: bool, limit: int
) -> None:
    notify.limits.per_day["sms"] = 60
    notify.service.trial, notify.service.guest_list = trial, {"447700900123", EMAIL}
    for _ in range(limit):
        send_text(client)
    message = f"Exceeded send limits (sms: {limit}) for today"
    limited = (429, [{"error": "TooManyRequestsError", "message": message}])
    assert refusal(send_text, client) == limited
    assert refusal(client.post, "/v2/notifications/sms", {}) == limited
    assert send_email(client)
    with client_of(notify, "team") as team, client_of(notify, "test") as test:
        assert refusal(send_text, team) == limited
        notify.limits.per_day["sms"] += 1
        if not trial:
            assert send_text(test)
    notify.advance(12 * 3600 - 1)
    notify.limits.per_day["sms"] -= 1
    assert refusal(send_text, client) == limited
    notify.advance(1)
    assert send_text(client)


def test_texts_abroad_have_a_limit_of_their_own(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.service.permissions |= {"international_sms"}
    notify.limits.per_day["international_sms"] = 1
    sent = send_text(client, "+33 6 12 34 56 78")
    notify.advance(10)
    assert client.get_notification_by_id(sent["id"])["status"] == "sent"
    message = "Exceeded send limits (international_sms: 1) for today"
    assert refusal(send_text, client, "+33 6 12 34 56 78")[1][0]["message"] == message
    assert send_text(client)


# Section 4: look-ups.


def test_references_are_not_unique_and_find_every_message_of_the_same_type_of_key(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    ids = [send_text(client, reference="same")["id"] for _ in range(2)]
    send_text(client, reference="other")
    with client_of(notify, "test") as test:
        foreign = send_text(test, reference="same")["id"]
        assert test.get_notification_by_id(ids[0])["id"] == ids[0]
    found = client.get_all_notifications(reference="same")["notifications"]
    assert [shown["id"] for shown in found] == ids[::-1]
    assert client.get_notification_by_id(foreign)["reference"] == "same"


def test_lists_are_filtered_and_paged(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.course.outcomes = {EMAIL: "permanent-failure"}
    ids = [send_text(client)["id"] for _ in range(260)]
    email = send_email(client)["id"]
    notify.advance(10)
    page = client.get_all_notifications()
    assert len(page["notifications"]) == 250
    assert page["links"]["next"].endswith(f"older_than={page['notifications'][-1]['id']}")
    everything = [shown["id"] for shown in client.get_all_notifications_iterator()]
    assert everything == [email, *ids[::-1]]
    for query in ({"status": "failed"}, {"template_type": "email"}):
        found = client.get_all_notifications(**query)["notifications"]
        assert [shown["id"] for shown in found] == [email]
    empty = client.get_all_notifications(older_than=str(uuid.uuid4()))
    assert empty["notifications"] == []
    assert "next" not in empty["links"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"status": "lost"}, "status lost is not one of [cancelled, created, "),
        ({"template_type": "fax"}, "template_type fax is not one of [sms, email, letter]"),
        ({"include_jobs": "yes"}, "include_jobs yes is not one of "),
        ({"older_than": "x"}, "older_than is not a valid UUID"),
    ],
)
def test_a_filter_that_is_not_one_is_refused(
    client: NotificationsAPIClient, query: dict[str, str], message: str
) -> None:
    status, entries = refusal(client.get_all_notifications, **query)
    assert status == 400
    assert entries[0]["message"].startswith(message)


def test_messages_are_kept_seven_days_and_shown_to_their_own_service(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    assert refusal(client.get_notification_by_id, "x")[1] == [
        {"error": "ValidationError", "message": "notification_id is not a valid UUID"}
    ]
    sent = send_text(client)["id"]
    other = service_of(f"other-{uuid.uuid4()}-{uuid.uuid4()}")
    notify.add_service(Service(id=other.id, keys=other.keys))
    stranger = NotificationsAPIClient(other.api_key(), base_url=notify.url)
    with stranger.request_session:
        assert refusal(stranger.get_notification_by_id, sent)[0] == 404
    notify.advance(timedelta(days=7).total_seconds() - 1)
    assert client.get_notification_by_id(sent)["phone_number"] == PHONE
    notify.advance(1)
    assert refusal(client.get_notification_by_id, sent)[0] == 404


def test_templates_can_be_looked_up_and_tried(client: NotificationsAPIClient) -> None:
    found = client.get_template(CONFIRMATION_EMAIL)
    assert (found["type"], found["version"]) == ("email", 1)
    assert found["personalisation"] == {"reference": {"required": True}}
    assert client.get_template_version(CONFIRMATION_EMAIL, 1) == found
    assert refusal(client.get_template_version, CONFIRMATION_EMAIL, 2)[0] == 404
    assert refusal(client.get_template, str(uuid.uuid4()))[0] == 404
    assert refusal(client.get_template, "x")[0] == 400
    texts = client.get_all_templates("sms")["templates"]
    assert {template["type"] for template in texts} == {"sms"}
    tried = client.post_template_preview(CONFIRMATION_EMAIL, {"reference": "<HP-1>"})
    assert "Your reference is <HP-1>." in tried["body"]
    assert "&lt;HP-1&gt;" in tried["html"]
    _, entries = refusal(client.post_template_preview, CONFIRMATION_SMS, {})
    assert entries[0]["message"] == "Missing personalisation: reference"
    assert client.get_received_texts()["received_text_messages"] == []
