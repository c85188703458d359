"""Faults of receipts at the stand-in, ordered over HTTP; and what providers say later."""

from typing import Any

import pytest
import requests
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import EMAIL, PHONE, TOKEN, client_of, order, send_email, send_text
from tests.standins.endpoint import Endpoint
from tests.standins.notify import CONFIRMATION_SMS, NotifyStandIn

FRENCH = "+33 6 12 34 56 78"


def said(notify: NotifyStandIn) -> list[tuple[str, str]]:
    """Status and forgery of each attempt, in order."""
    listed = requests.get(f"{notify.url}/_control/messages", timeout=5).json()["receipts"]
    return [(attempt["body"]["status"], attempt["forged"]) for attempt in listed]


TRUE = ("delivered", "")
ORDERS: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("doubled", {"copies": 2}, [TRUE, TRUE]),
    ("out of order", {"out_of_order": True}, [TRUE, ("sending", "")]),
    ("lost", {"lost": True}, []),
    ("late", {"late": 600}, []),
    ("late in time", {"late": 5}, [TRUE]),
    ("forged", {"forged": ["no-token"]}, [("permanent-failure", "no-token"), TRUE]),
    ("forged and lost", {"forged": ["no-token"], "lost": True}, []),
    ("none of them", {"copies": 9, "share": 0}, [TRUE]),
]


@pytest.mark.parametrize(("case", "wanted", "seen"), ORDERS, ids=[row[0] for row in ORDERS])
def test_receipts_go_wrong_as_ordered_until_that_is_ended(
    notify: NotifyStandIn,
    client: NotificationsAPIClient,
    case: str,
    wanted: dict[str, Any],
    seen: list[tuple[str, str]],
) -> None:
    order(notify, receipts=wanted)
    send_text(client)
    order(notify, advance=10)
    assert said(notify) == seen
    order(notify, reset=True)
    order(notify, receipts=wanted)
    order(notify, receipts=None)
    send_text(client)
    order(notify, advance=10)
    assert said(notify) == [TRUE]


def test_a_late_receipt_comes_when_it_was_to_come(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    order(notify, receipts={"late": 600})
    send_text(client)
    order(notify, advance=602)
    assert said(notify) == []
    order(notify, advance=1)
    assert said(notify) == [TRUE]


def test_forged_receipts_lie_and_do_not_have_the_token_where_it_belongs(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    with Endpoint(500, 500, 401) as endpoint:
        ways = ["wrong-token", "no-token", "token-in-query"]
        order(notify, receipts={"url": endpoint.url, "forged": ways})
        send_text(client)
        order(notify, advance=3600)
    assert [way for _, way in said(notify)] == [*ways, ""]
    wrong, absent, query, true = endpoint.requests
    assert wrong[2]["Authorization"][:-1] == f"Bearer {TOKEN}"[:-1]
    assert wrong[2]["Authorization"] != f"Bearer {TOKEN}" == true[2]["Authorization"]
    assert "Authorization" not in absent[2]
    assert "Authorization" not in query[2]
    assert query[1] == f"/messages/receipts/?token={TOKEN}"
    assert {request[3]["status"] for request in (wrong, absent, query)} == {"permanent-failure"}
    assert true[3]["status"] == "delivered"
    assert {request[3]["id"] for request in endpoint.requests} == {notify.messages[0].id}


def test_what_a_stranger_posts_can_be_ordered(notify: NotifyStandIn) -> None:
    with Endpoint() as endpoint:
        order(notify, receipts={"url": endpoint.url})
        order(notify, forge=[{"way": "wrong-token", "body": {"id": "x"}}])
    ((_, _, headers, body),) = endpoint.requests
    assert body == {"id": "x"}
    assert headers["Authorization"] != f"Bearer {TOKEN}"


def test_a_share_of_the_receipts_goes_wrong_and_the_same_again_with_the_same_seed(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    seen = []
    for seed in (3, 3, 4):
        order(notify, reset=True, receipts={"lost": True, "share": 0.5, "seed": seed})
        for number in range(40):
            send_text(client, reference=f"r-{number}")
        order(notify, advance=10)
        seen.append([attempt.body["reference"] for attempt in notify.receipts.attempts])
    assert 8 < len(seen[0]) < 32
    assert seen[0] == seen[1] != seen[2]


def test_a_receipt_has_the_recipient_as_written_and_no_reference_where_none_was_given(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    with Endpoint() as endpoint:
        order(notify, receipts={"url": endpoint.url})
        send_email(client, "Ada@Example.ORG")
        client.send_sms_notification("+44 (0)7700 900-123", CONFIRMATION_SMS, {"reference": "HP-1"})
        order(notify, advance=10)
    assert [body["to"] for body in endpoint.bodies] == ["Ada@Example.ORG", "+44 (0)7700 900-123"]
    assert endpoint.bodies[1]["reference"] is None
    headers = endpoint.requests[0][2]
    assert headers["User-Agent"].startswith("python-requests/")
    assert not {name for name in headers if "signature" in name.lower() or name.startswith("X-")}


def test_every_key_of_a_service_reports_to_the_one_address(notify: NotifyStandIn) -> None:
    notify.service.guest_list = {"447700900123"}
    with Endpoint() as endpoint:
        order(notify, receipts={"url": endpoint.url})
        for key in ("normal", "team", "test"):
            with client_of(notify, key) as client:
                send_text(client, reference=key)
        order(notify, advance=10)
    assert {body["reference"] for body in endpoint.bodies} == {"normal", "team", "test"}


def test_the_receipt_of_a_test_key_comes_at_once(notify: NotifyStandIn) -> None:
    with client_of(notify, "test") as client:
        send_text(client)
    order(notify, advance=0)
    assert said(notify) == [TRUE]


# Only the first final status counts, except that "sent" may change.
LATER: list[tuple[str, str, str, str, bool]] = [
    # where it goes; what became of it; what the provider says later; status then; a new receipt
    (PHONE, "delivered", "permanent-failure", "delivered", False),
    (PHONE, "permanent-failure", "delivered", "permanent-failure", False),
    (PHONE, "temporary-failure", "delivered", "temporary-failure", False),
    (PHONE, "technical-failure", "delivered", "technical-failure", False),
    (PHONE, "pending", "delivered", "delivered", True),
    (PHONE, "sending", "pending", "pending", False),
    (FRENCH, "sent", "delivered", "delivered", True),
    (FRENCH, "sent", "permanent-failure", "permanent-failure", True),
    (FRENCH, "sent", "pending", "sent", False),
]


@pytest.mark.parametrize(
    ("to", "first", "later", "then", "reported"),
    LATER,
    ids=[f"{row[1]}-then-{row[2]}" for row in LATER],
)
def test_only_the_first_end_counts_unless_it_is_sent(
    notify: NotifyStandIn,
    client: NotificationsAPIClient,
    to: str,
    first: str,
    later: str,
    then: str,
    reported: bool,
) -> None:
    notify.service.permissions |= {"international_sms"}
    order(notify, outcomes={"*": first})
    sent = send_text(client, to)
    order(notify, advance=10)
    before = said(notify)
    order(notify, provider={"r-1": later})
    assert client.get_notification_by_id(sent["id"])["status"] == then
    assert said(notify) == before + ([(then, "")] if reported else [])


def test_a_provider_may_be_quoted_by_the_messages_id(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    order(notify, outcomes={EMAIL: "sending"})
    sent = send_email(client)
    order(notify, advance=10)
    order(notify, provider={sent["id"]: "temporary-failure"})
    assert said(notify) == [("temporary-failure", "")]
