"""What an accepted message is answered with, and which requests are accepted at all."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import requests
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    EMAIL,
    LONG,
    LONG_EMAIL,
    MISSING,
    NOON,
    PHONE,
    client_of,
    letter,
    payload,
    refusal,
    send_text,
    text,
    token,
)
from tests.standins.notify import CONFIRMATION_EMAIL, CONFIRMATION_SMS, NotifyStandIn
from tests.standins.notify.shapes import written

SENDER, REPLY_TO = "5a3a0d3e-0005-4000-8000-000000000001", "5a3a0d3e-0005-4000-8000-000000000002"
PLAIN = text("Nothing to fill in")
HALF_BLANK = letter("# ((nothing))")


def test_a_text_is_answered_with_this_and_nothing_else(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    answer = send_text(client)
    assert uuid.UUID(answer["id"]).version == 4
    assert answer == {
        "id": answer["id"],
        "reference": "r-1",
        "content": {
            "body": "We have received your message. We will be in touch. Your reference is HP-1.",
            "from_number": "FrontDesk",
        },
        "template": {
            "id": CONFIRMATION_SMS,
            "version": 1,
            "uri": f"{notify.url}/services/{notify.service.id}/templates/{CONFIRMATION_SMS}",
        },
        "uri": f"{notify.url}/v2/notifications/{answer['id']}",
        "scheduled_for": None,
    }


def test_an_email_is_answered_with_this_and_nothing_else(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    answer = client.post("/v2/notifications/email", payload("email", {}))
    assert answer == {
        "id": answer["id"],
        "reference": None,
        "content": {
            "subject": "We have received your message",
            "body": "We have received your message, and will be in touch the way you asked."
            "\n\nYour reference is HP-1.",
            "from_email": "front.desk@notify.example.org",
            "one_click_unsubscribe_url": None,
        },
        "sanitised_content": {},
        "template": {
            "id": CONFIRMATION_EMAIL,
            "version": 1,
            "uri": f"{notify.url}/services/{notify.service.id}/templates/{CONFIRMATION_EMAIL}",
        },
        "uri": f"{notify.url}/v2/notifications/{answer['id']}",
        "scheduled_for": None,
    }


FILE = {"file": "aGVsbG8=", "filename": "a.pdf"}
ACCEPTED: list[tuple[str, str, dict[str, Any]]] = [
    ("no personalisation", "sms", {"template_id": PLAIN.id, "personalisation": MISSING}),
    ("template in capitals", "sms", {"template_id": CONFIRMATION_SMS.upper()}),
    ("reference of 1000", "sms", {"reference": "r" * 1000}),
    ("empty reference", "email", {"reference": ""}),
    ("longest text", "sms", {"template_id": LONG.id, "personalisation": {"words": "a" * 918}}),
    ("largest email", "email",
     {"template_id": LONG_EMAIL.id, "personalisation": {"words": "a" * 2_000_000}}),
    ("nothing after a heading", "email",
     {"template_id": HALF_BLANK.id, "personalisation": {"nothing": ""}}),
    ("known sender", "sms", {"sms_sender_id": SENDER}),
    ("known reply-to", "email", {"email_reply_to_id": REPLY_TO}),
    ("https", "email", {"one_click_unsubscribe_url": "https://example.org/end"}),
    ("names to sanitise", "email", {"sanitise_content_for": ["reference"]}),
    ("scheduled", "sms", {"scheduled_for": "2026-11-22T12:00:00Z"}),
    ("scheduled without a zone", "email", {"scheduled_for": "2026-11-22 11:59"}),
    ("file", "email", {"personalisation": {"reference": FILE}}),
    ("file with everything", "email",
     {"personalisation": {"reference": FILE | {
         "confirm_email_before_download": False, "retention_period": "1 week"}}}),
    ("file kept longest", "email",
     {"personalisation": {"reference": FILE | {
         "confirm_email_before_download": None, "retention_period": "78 weeks"}}}),
    ("file of 2 MB", "email",
     {"personalisation": {"reference": {"file": "AAAA" * 666_666 + "AAA="}}}),
]  # fmt: skip


@pytest.mark.parametrize(("case", "channel", "changes"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_it_is_accepted_and_sent_at_once(
    notify: NotifyStandIn,
    client: NotificationsAPIClient,
    case: str,
    channel: str,
    changes: dict[str, Any],
) -> None:
    service = notify.service
    service.templates.update({each.id: each for each in (PLAIN, HALF_BLANK)})
    service.sms_senders, service.reply_to_ids = {SENDER: "Our hub"}, {REPLY_TO}
    service.contact_details = "https://example.org/"
    answer = client.post(f"/v2/notifications/{channel}", payload(channel, changes))
    notify.advance(10)
    shown = client.get_notification_by_id(answer["id"])
    assert (shown["status"], shown["scheduled_for"]) == ("delivered", None)
    assert shown["sent_at"] == written(NOON + timedelta(seconds=1))


def test_the_sender_can_be_chosen(notify: NotifyStandIn, client: NotificationsAPIClient) -> None:
    notify.service.sms_senders = {SENDER: "Our hub"}
    numbers = [
        client.post("/v2/notifications/sms", payload("sms", changes))["content"]["from_number"]
        for changes in ({"sms_sender_id": SENDER}, {})
    ]
    assert numbers == ["Our hub", "FrontDesk"]


def test_a_file_becomes_a_link(notify: NotifyStandIn, client: NotificationsAPIClient) -> None:
    notify.service.contact_details = "https://example.org/"
    answer = client.send_email_notification(EMAIL, LONG_EMAIL.id, {"words": FILE})
    assert re.fullmatch(r"https://\S+", answer["content"]["body"])


def test_no_answer_says_how_long_to_wait_and_each_has_a_trace(notify: NotifyStandIn) -> None:
    notify.limits.per_minute = 9
    url, bearer = f"{notify.url}/v2/notifications/sms", {"Authorization": f"Bearer {token()}"}
    answers = [
        requests.post(url, json=body, headers=bearer, timeout=5)
        for body in (payload("sms", {}), {}, payload("sms", {}), {})
    ]
    answers.append(requests.get(f"{notify.url}/v2/templates", headers=bearer, timeout=5))
    answers.append(requests.get(f"{notify.url}/v2/nothing", timeout=5))
    assert [answer.status_code for answer in answers] == [201, 400, 201, 429, 200, 404]
    for answer in answers:
        assert answer.headers["X-B3-TraceId"]
        assert answer.headers["Content-Type"] == "application/json"
        assert not [name for name in answer.headers if re.search("(?i)retry|limit", name)]
    assert answers[-1].json() == {"result": "error", "message": answers[-1].json()["message"]}


def test_the_same_reference_twice_makes_two_messages(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    first, second = send_text(client), send_text(client)
    assert first["id"] != second["id"]
    assert len(notify.messages) == 2


@pytest.mark.parametrize("key", ["team", "test"])
def test_smoke_tests_work_with_every_key_and_count_for_nothing(
    notify: NotifyStandIn, key: str
) -> None:
    notify.service.guest_list = {"447700900000"}
    notify.limits.per_day["sms"] = 1
    with client_of(notify, key) as client:
        for _ in range(3):
            answer = send_text(client, "07700900000")
            assert refusal(client.get_notification_by_id, answer["id"])[0] == 404
    with client_of(notify) as client:
        bad = payload("sms", {"phone_number": "07700900000", "personalisation": {}})
        assert refusal(client.post, "/v2/notifications/sms", bad)[0] == 400
        assert send_text(client, PHONE)
    assert len(notify.messages) == 1
