"""The stand-in's HTTP edge: control, the page, any input, the command."""

import json
import os
import signal
import string
import subprocess
import sys
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    EMAIL,
    LONG,
    PHONE,
    order,
    payload,
    send_email,
    send_text,
    token,
)
from tests.standins.endpoint import Endpoint
from tests.standins.notify import TEMPLATES, NotifyStandIn
from tests.standins.notify.services import service_of


def test_everything_can_be_ordered_over_http(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    with Endpoint() as endpoint:
        settings_ = {"url": endpoint.url, "copies": 2}
        order(notify, receipts=settings_, outcomes={"*": "temporary-failure"}, next=["500"])
        with pytest.raises(HTTPError):
            send_text(client)
        send_text(client)
        stands = order(notify, advance=10, send_receipts=[{"id": "unknown"}])
        assert stands == {
            "now": "2026-11-21T12:00:10.000000Z",
            "messages": 1,
            "receipts": 3,
            "faults": 0,
            "met": {"500": 1},
        }
        sent = [body.get("status") for body in endpoint.bodies]
        assert sorted(map(str, sent)) == ["None", "temporary-failure", "temporary-failure"]
    listed = requests.get(f"{notify.url}/_control/messages", timeout=5).json()
    assert listed["messages"][0]["to"] == PHONE
    assert listed["receipts"][0]["status"] == 204
    order(notify, limits={"per_minute": 0, "per_day": {"email": 5}})
    with pytest.raises(HTTPError, match="RateLimitError"):
        send_text(client)
    order(notify, revoke="normal")
    with pytest.raises(HTTPError, match="API key revoked"):
        send_text(client)
    assert order(notify, reset=True)["messages"] == 0
    order(notify, skew=300)
    with pytest.raises(HTTPError, match="within 30 seconds"):
        send_text(client)
    order(notify, skew=0, service={"permissions": ["email"]})
    with pytest.raises(HTTPError, match="not allowed to send text messages"):
        send_text(client)


@pytest.mark.parametrize(
    "orders",
    [
        [],
        {"dance": 1},
        {"advance": "soon"},
        {"next": ["418"]},
        {"next": 5},
        {"next": [{"kind": "500", "times": 0}]},
        {"next": [{"kind": "delay", "seconds": -1}]},
        {"next": [{"kind": "500", "on": "BREW"}]},
        {"faults": 5},
        {"faults": {"kinds": []}},
        {"faults": {"kinds": ["418"]}},
        {"faults": {"kinds": [{"kind": "500", "times": 1}]}},
        {"faults": {"kinds": ["500"], "share": 30}},
        {"faults": {"kinds": ["500"], "on": "BREW"}},
        {"receipts": {"forged": ["sealed"]}},
        {"receipts": {"late": -1}},
        {"forge": [{"way": "sealed", "body": {}}]},
        {"provider": {"nobody": "delivered"}},
        {"outcomes": {"*": "eaten"}},
        {"receipts": {"colour": "red"}},
        {"revoke": "nobody"},
        {"limits": {"per_minute": "many"}},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(notify: NotifyStandIn, orders: Any) -> None:
    answer = requests.post(f"{notify.url}/_control", json=orders, timeout=5)
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_another_sites_page_cannot_give_orders(notify: NotifyStandIn) -> None:
    plain = {"Content-Type": "text/plain"}
    answer = requests.post(f"{notify.url}/_control", '{"reset": true}', headers=plain, timeout=5)
    assert answer.status_code == 415


def test_the_page_shows_what_was_sent_newest_first_and_escaped(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    empty = requests.get(f"{notify.url}/", timeout=5).text
    assert "Nothing left this machine." in empty
    assert "No messages yet" in empty
    send_email(client)
    client.send_sms_notification(PHONE, LONG.id, {"words": "<script>alert(1)</script>"})
    notify.advance(10)
    answer = requests.get(f"{notify.url}/", timeout=5)
    shown = answer.text
    assert "Front Desk: &lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script" not in shown
    assert shown.index(PHONE) < shown.index(EMAIL)
    assert "Your reference is HP-1." in shown
    assert "Confirmation by email" in shown
    assert "Saturday 21 November 2026, 12:00:00" in shown
    assert shown.count("Delivered") == 2
    assert " style=" not in shown
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert requests.get(f"{notify.url}/style.css", timeout=5).headers["Content-Type"] == (
        "text/css; charset=utf-8"
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v3/x", 404),
        ("GET", "/favicon.ico", 404),
        ("DELETE", "/v2/templates", 405),
        ("GET", "/v2/notifications/x/y", 404),
        ("DELETE", "/", 405),
        ("GET", "//[/%zz", 404),
    ],
)
def test_other_addresses_answer_in_the_older_shape(
    notify: NotifyStandIn, method: str, path: str, status: int
) -> None:
    answer = requests.request(method, notify.url + path, timeout=5)
    assert answer.status_code == status
    assert answer.json()["result"] == "error"
    assert "Retry-After" not in answer.headers


def test_status_needs_no_token(notify: NotifyStandIn) -> None:
    assert requests.get(f"{notify.url}/_status", timeout=5).json()["status"] == "ok"


WORDS = st.text(st.characters() | st.characters(categories=["Cs"]), max_size=20)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "template_id": st.sampled_from(sorted(TEMPLATES.values())) | ANY_JSON,
    "phone_number": st.sampled_from([PHONE, "+44", "020 7946 0123"])
    | st.text(string.digits + "+() -")
    | ANY_JSON,
    "email_address": st.just(EMAIL) | st.emails() | ANY_JSON,
    "personalisation": st.fixed_dictionaries({"reference": ANY_JSON}) | ANY_JSON,
    "reference": WORDS | ANY_JSON,
    "scheduled_for": st.datetimes().map(str) | ANY_JSON,
    "email_reply_to_id": ANY_JSON,
    "sms_sender_id": ANY_JSON,
    "one_click_unsubscribe_url": st.just("https://example.org/") | ANY_JSON,
    "sanitise_content_for": st.just(["reference"]) | ANY_JSON,
}
CHANNELS = st.sampled_from(["sms", "email"])
CHANGES = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda name: st.tuples(st.just(name), FIELDS[name])
)
NEARLY_RIGHT = st.builds(
    lambda channel, changes: (channel, payload(channel, dict(changes))),
    CHANNELS,
    st.lists(CHANGES, max_size=2),
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sent=NEARLY_RIGHT | st.tuples(CHANNELS, ANY_JSON))
def test_no_body_whatever_brings_it_down(
    notify: NotifyStandIn, client: NotificationsAPIClient, sent: tuple[str, Any]
) -> None:
    channel, body = sent
    notify.limits.reset()
    answer = client.request_session.post(
        f"{notify.url}/v2/notifications/{channel}",
        json.dumps(body),
        headers=client.generate_headers(token()),
        timeout=5,
    )
    said = answer.json()
    if answer.status_code == 201:
        assert {"id", "reference", "content", "template", "uri"} <= set(said)
        notify.advance(10)
    else:
        assert answer.status_code in (400, 500)
        assert said["status_code"] == answer.status_code
        assert said["errors"]
        assert all(set(entry) == {"error", "message"} for entry in said["errors"])
    assert notify.crashes == []
    assert requests.get(f"{notify.url}/", timeout=5).ok


def test_the_command_serves_in_real_time_until_told_to_stop() -> None:
    api_key = service_of().api_key()
    with Endpoint() as endpoint, subprocess.Popen(
        [sys.executable, "-m", "tests.standins.notify", "--port", "0",
         "--receipts-url", endpoint.url],
        env=os.environ | {"NOTIFY_API_KEY": api_key, "NOTIFY_RECEIPTS_TOKEN": "of-the-command"},
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        url = process.stdout.readline().split()[4]
        bearer = {"Authorization": f"Bearer {token()}"}
        assert requests.get(f"{url}v2/templates", headers=bearer, timeout=5).ok
        orders = {"send_receipts": [{"id": "x"}]}
        assert requests.post(f"{url}_control", json=orders, timeout=5).ok
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
    assert endpoint.requests[0][2]["Authorization"] == "Bearer of-the-command"
