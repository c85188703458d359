"""Authentication of the stand-in, row by row of our description of Notify."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import requests
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import Prepare, client_of, refusal, send_text, token
from tests.standins.notify import NotifyStandIn
from tests.standins.notify.auth import CLOCK, NOT_A_TOKEN, NOT_FOUND
from tests.standins.notify.services import service_of


def claims(**changed: Any) -> dict[str, Any]:
    fresh = {"iss": service_of().id, "iat": int(time.time())} | changed
    return {name: value for name, value in fresh.items() if value is not None}


NO_TOKEN = "Unauthorized: authentication token must be provided"
NO_BEARER = "Unauthorized: authentication bearer scheme must be used"
REVOKED = "Invalid token: API key revoked"
STRANGE_SERVICE = "Invalid token: service not found"
AUTHENTICATION: list[tuple[str, Callable[[], str | None], int, str]] = [
    ("no header", lambda: None, 401, NO_TOKEN),
    ("not bearer", lambda: f"Basic {token()}", 401, NO_BEARER),
    ("no token", lambda: "Bearer nonsense", 403, NOT_A_TOKEN),
    ("two spaces", lambda: f"Bearer  {token()}", 403, NOT_A_TOKEN),
    ("expired", lambda: f"Bearer {token(claims(exp=1))}", 403, NOT_A_TOKEN),
    ("no iss", lambda: f"Bearer {token(claims(iss=None))}", 403,
     "Invalid token: iss field not provided"),
    ("iss no uuid", lambda: f"Bearer {token(claims(iss='hub'))}", 403,
     "Invalid token: service id is not the right data type"),
    ("iss unknown", lambda: f"Bearer {token(claims(iss=str(uuid.uuid4())))}", 403,
     STRANGE_SERVICE),
    ("algorithm", lambda: f"Bearer {token(algorithm='none')}", 403,
     "Invalid token: algorithm used is not HS256"),
    ("31 s slow", lambda: f"Bearer {token(claims(iat=int(time.time()) - 33))}", 403, CLOCK),
    ("31 s fast", lambda: f"Bearer {token(claims(iat=int(time.time()) + 33))}", 403, CLOCK),
    ("wrong secret", lambda: f"Bearer {token(secret=str(uuid.uuid4()))}", 403, NOT_FOUND),
    ("no iat", lambda: f"Bearer {token(claims(iat=None))}", 403, NOT_FOUND),
]  # fmt: skip


@pytest.mark.parametrize(("case", "header", "status", "message"), AUTHENTICATION)
def test_a_caller_without_a_good_token_is_refused(
    notify: NotifyStandIn, case: str, header: Callable[[], str | None], status: int, message: str
) -> None:
    value = header()
    answer = requests.get(
        f"{notify.url}/v2/templates", headers={"Authorization": value} if value else {}, timeout=5
    )
    entries = [{"error": "AuthError", "message": message}]
    assert answer.json() == {"status_code": status, "errors": entries}
    assert answer.status_code == status
    assert answer.headers["X-B3-TraceId"]


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda n: n.service.keys.clear(), "Invalid token: service has no API keys"),
        (lambda n: setattr(n.service, "active", False), "Invalid token: service is archived"),
        (lambda n: n.revoke("normal"), REVOKED),
        (lambda n: (n.revoke("normal"), n.advance(6.9 * 86400)), REVOKED),
        (lambda n: (n.revoke("normal"), n.advance(7 * 86400)), NOT_FOUND),
        (lambda n: setattr(n.clock, "skew", 40), CLOCK),
        (lambda n: setattr(n.clock, "skew", -40), CLOCK),
    ],
)
def test_a_good_token_is_refused_by_a_service_that_is_not_well(
    notify: NotifyStandIn, client: NotificationsAPIClient, prepare: Prepare, message: str
) -> None:
    prepare(notify)
    assert refusal(send_text, client) == (403, [{"error": "AuthError", "message": message}])


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_may_be_in_any_case(notify: NotifyStandIn, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {token()}"}
    assert requests.get(f"{notify.url}/v2/templates", headers=headers, timeout=5).ok


@pytest.mark.parametrize(
    ("seconds", "status"), [(-31, 403), (-30, 200), (0, 200), (30, 200), (31, 403)]
)
def test_clocks_may_differ_by_half_a_minute(
    notify: NotifyStandIn, monkeypatch: pytest.MonkeyPatch, seconds: int, status: int
) -> None:
    now = int(time.time())
    monkeypatch.setattr(notify.clock, "wall", lambda: float(now))
    headers = {"Authorization": f"Bearer {token(claims(iat=now + seconds))}"}
    answer = requests.get(f"{notify.url}/v2/templates", headers=headers, timeout=5)
    assert answer.status_code == status


@pytest.mark.parametrize("key", ["normal", "team", "test"])
def test_a_service_has_a_key_of_each_type_and_its_name_may_hold_anything(
    notify: NotifyStandIn, key: str
) -> None:
    found = next(each for each in notify.service.keys if each.type == key)
    found.name = "a - name: with-dashes"
    with client_of(notify, key) as client:
        assert client.get_all_templates()["templates"]


def test_every_address_but_the_status_needs_a_token(notify: NotifyStandIn) -> None:
    some = str(uuid.uuid4())
    for method, path in (
        ("POST", "notifications/sms"), ("POST", "notifications/email"),
        ("GET", "notifications"), ("GET", f"notifications/{some}"), ("GET", "templates"),
        ("GET", f"template/{some}"), ("GET", f"template/{some}/version/1"),
        ("POST", f"template/{some}/preview"), ("GET", "received-text-messages"),
    ):  # fmt: skip
        assert requests.request(method, f"{notify.url}/v2/{path}", timeout=5).status_code == 401
    assert requests.get(f"{notify.url}/_status", timeout=5).status_code == 200
