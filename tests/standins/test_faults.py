"""Faults of the stand-in, ordered over HTTP: one by one, or a share of all for a while."""

import threading
import time
from typing import Any

import pytest
import requests
from notifications_python_client.errors import (
    APIError,
    HTTP503Error,
    HTTPError,
    InvalidResponse,
)
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import PHONE, client_of, order, payload, send_text, token
from tests.standins.notify import NotifyStandIn
from tests.standins.notify.faults import KINDS

HURRIED = 0.4
# What the client raises, and whether the message exists all the same.
FAULTS: list[tuple[str, dict[str, Any], type[APIError], int, bool]] = [
    ("500", {}, HTTPError, 500, False),
    ("500", {"accepts": True}, HTTPError, 500, True),
    ("502", {}, HTTPError, 502, False),
    ("502", {"accepts": True}, HTTPError, 502, True),
    ("503", {}, HTTP503Error, 503, False),
    ("504", {}, HTTPError, 504, False),
    ("504", {"accepts": True}, HTTPError, 504, True),
    ("429", {}, HTTPError, 429, False),
    ("429-day", {}, HTTPError, 429, False),
    ("delay", {"seconds": 1}, HTTP503Error, 503, True),
    ("delay", {"seconds": 0.01, "accepts": False}, HTTP503Error, 503, False),
    ("slow", {"accepts": False}, HTTP503Error, 503, False),
    ("cut", {}, HTTP503Error, 503, True),
    ("malformed", {}, InvalidResponse, 201, True),
    ("html", {}, InvalidResponse, 201, True),
    ("hang", {}, HTTP503Error, 503, False),
    ("unanswered", {}, HTTP503Error, 503, True),
    ("reset", {}, HTTP503Error, 503, False),
    ("refuse", {"accepts": True}, HTTP503Error, 503, False),
    ("drop", {}, HTTP503Error, 503, True),
]


@pytest.mark.parametrize(
    ("kind", "details", "raised", "status", "exists"),
    FAULTS,
    ids=[f"{row[0]}{'-told' if row[1] else ''}-{'kept' if row[4] else 'gone'}" for row in FAULTS],
)
def test_a_fault_that_was_ordered_is_met_once(
    notify: NotifyStandIn,
    client: NotificationsAPIClient,
    kind: str,
    details: dict[str, Any],
    raised: type[APIError],
    status: int,
    exists: bool,
) -> None:
    assert order(notify, next=[{"kind": kind} | details])["faults"] == 1
    with client_of(notify, timeout=HURRIED) as hurried, pytest.raises(APIError) as caught:
        send_text(hurried)
    assert type(caught.value) is raised
    assert caught.value.status_code == status
    found = client.get_all_notifications(reference="r-1")["notifications"]
    assert len(found) == exists
    assert send_text(client)["id"]
    assert order(notify)["met"] == {kind: 1}


def test_every_kind_is_among_those_that_are_tried() -> None:
    assert {row[0] for row in FAULTS} | {"strange"} == KINDS


# What a GET of the templates comes to: a status, or an exception.
READING: list[tuple[str, int | type[Exception]]] = [
    ("500", 500), ("502", 502), ("503", 503), ("504", 504), ("429", 429), ("429-day", 429),
    ("malformed", 200), ("html", 200), ("strange", 200),
    ("delay", requests.ReadTimeout), ("hang", requests.ReadTimeout),
    ("unanswered", requests.ReadTimeout),
    ("cut", requests.RequestException), ("reset", requests.ConnectionError),
    ("refuse", requests.ConnectionError), ("drop", requests.ConnectionError),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "outcome"), READING, ids=[row[0] for row in READING])
def test_looking_up_meets_faults_too(
    notify: NotifyStandIn,
    client: NotificationsAPIClient,
    kind: str,
    outcome: int | type[Exception],
) -> None:
    order(notify, next=[{"kind": kind, "on": "GET"}])
    assert send_text(client)["id"]
    if isinstance(outcome, int):
        assert templates(notify).status_code == outcome
    else:
        with pytest.raises(outcome):
            templates(notify, HURRIED)
    assert templates(notify).json()["templates"]


def templates(notify: NotifyStandIn, timeout: float = 5) -> requests.Response:
    headers = {"Authorization": f"Bearer {token()}"}
    return requests.get(f"{notify.url}/v2/templates", headers=headers, timeout=timeout)


BODIES: list[tuple[str, str, str]] = [
    ("500", "application/json", '"Internal server error"'),
    ("502", "text/html", "<h1>Service unavailable</h1>"),
    ("503", "text/html", "<h1>Service unavailable</h1>"),
    ("504", "application/json",
     '{"status_code": 504, "errors": [{"error": "EventletTimeout", '
     '"message": "Timeout serving request"}]}'),
    ("429", "application/json",
     '"Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"'),
    ("429-day", "application/json", '"Exceeded send limits (sms: 250000) for today"'),
    ("malformed", "application/json", '{"id": '),
    ("html", "text/html", "<h1>Sign in to the network</h1>"),
    ("strange", "application/json", '{"result": "success"}'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "written_in", "holds"), BODIES, ids=[row[0] for row in BODIES])
def test_what_is_answered_in_place_of_the_right_thing(
    notify: NotifyStandIn, kind: str, written_in: str, holds: str
) -> None:
    order(notify, next=[kind])
    answer = post(notify)
    assert answer.headers["Content-Type"] == written_in
    assert holds in answer.text
    assert "Retry-After" not in answer.headers


def post(notify: NotifyStandIn, reference: str = "r-1") -> requests.Response:
    headers = {"Authorization": f"Bearer {token()}"}
    body = payload("sms", {"reference": reference})
    return requests.post(
        f"{notify.url}/v2/notifications/sms", json=body, headers=headers, timeout=5
    )


@pytest.mark.parametrize("kind", ["delay", "slow"])
def test_a_late_answer_is_the_right_one(notify: NotifyStandIn, kind: str) -> None:
    order(notify, next=[{"kind": kind, "seconds": 0.5}])
    since = time.monotonic()
    # Between the pieces of a slow answer nobody waits long enough to give up.
    with client_of(notify, timeout=5 if kind == "delay" else HURRIED) as client:
        assert send_text(client)["id"] == notify.messages[0].id
    assert time.monotonic() - since >= 0.45


def test_without_an_answer_the_client_has_no_response(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.next("drop")
    with pytest.raises(HTTP503Error) as caught:
        send_text(client)
    assert caught.value.response is None
    assert isinstance(caught.value.__cause__, requests.ConnectionError)


@pytest.mark.parametrize("kind", ["hang", "unanswered", "delay", "slow"])
def test_whoever_is_kept_waiting_keeps_nothing_from_stopping(kind: str) -> None:
    notify = NotifyStandIn().start()
    order(notify, next=[kind])
    caller = threading.Thread(target=hold_on, args=(notify,))
    caller.start()
    until = time.monotonic() + 5
    while not notify.faults.met and time.monotonic() < until:
        time.sleep(0.01)
    notify.stop()
    caller.join(5)
    assert not caller.is_alive()
    assert notify.crashes == []


def hold_on(notify: NotifyStandIn) -> None:
    try:
        post(notify)
    except requests.RequestException:
        return


def test_a_fault_may_last(notify: NotifyStandIn, client: NotificationsAPIClient) -> None:
    notify.next("502", times=None, on="*")
    for _ in range(4):
        with pytest.raises(HTTPError):
            send_text(client, PHONE)
    with pytest.raises(HTTPError):
        client.get_all_templates()
    notify.reset()
    assert send_text(client)
