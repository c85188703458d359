"""What the stand-in posts when a message has come to its end, and how often."""

from typing import Any

import pytest
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    PHONE,
    TOKEN,
    client_of,
    send_text,
)
from tests.standins.endpoint import Endpoint
from tests.standins.notify import (
    CONFIRMATION_SMS,
    NotifyStandIn,
)
from tests.standins.notify import receipts as receipts_module


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
