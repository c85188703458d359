"""What the tests of the stand-in send, and how they send it."""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
import requests
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.notify import CONFIRMATION_EMAIL, CONFIRMATION_SMS, NotifyStandIn
from tests.standins.notify.services import service_of
from tests.standins.notify.templates import Template

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PHONE = "07700 900123"
EMAIL = "ada@example.org"
TOKEN = "a-receipts-token-of-a-test"
MISSING = object()
Prepare = Callable[[NotifyStandIn], object]


def text(body: str, **details: Any) -> Template:
    return Template(id=str(uuid.uuid4()), type="sms", name="A text", body=body, **details)


def letter(body: str, subject: str = "Hello", **details: Any) -> Template:
    details = {"type": "email", "name": "An email", "subject": subject, "body": body} | details
    return Template(id=str(uuid.uuid4()), **details)


BLANK = text("((nothing))")
BLANK_EMAIL = letter("((nothing))")
LONG = text("((words))")
LONG_EMAIL = letter("((words))")
NAMED = letter("Dear ((name)), ((reference))", subject="For ((name))")
ARCHIVED = text("Gone", archived=True)
ELSEWHERE = text("Another service's")
MAYBE = text("Hello ((name))((late?? in the evening)).")
OWN = [BLANK, BLANK_EMAIL, LONG, LONG_EMAIL, NAMED, ARCHIVED, MAYBE]


@contextmanager
def client_of(
    notify: NotifyStandIn, key: str = "normal", timeout: float = 5
) -> Iterator[NotificationsAPIClient]:
    """Notify's own client with a type of key; `timeout` in seconds."""
    api_key = notify.service.api_key(key)
    client = NotificationsAPIClient(api_key, base_url=notify.url, timeout=timeout)
    with client.request_session:
        yield client


def send_text(client: NotificationsAPIClient, to: str = PHONE, reference: str = "r-1") -> Any:
    return client.send_sms_notification(to, CONFIRMATION_SMS, {"reference": "HP-1"}, reference)


def send_email(client: NotificationsAPIClient, to: str = EMAIL, reference: str = "r-1") -> Any:
    return client.send_email_notification(to, CONFIRMATION_EMAIL, {"reference": "HP-1"}, reference)


def payload(channel: str, changes: dict[str, Any]) -> dict[str, Any]:
    """A good request with changes; those that are MISSING are taken out."""
    to = {"email_address": EMAIL} if channel == "email" else {"phone_number": PHONE}
    template = CONFIRMATION_EMAIL if channel == "email" else CONFIRMATION_SMS
    good = to | {"template_id": template, "personalisation": {"reference": "HP-1"}}
    return {name: value for name, value in (good | changes).items() if value is not MISSING}


def refusal(call: Callable[..., Any], *arguments: Any, **named: Any) -> tuple[int, Any]:
    """The status and the entries of a call that must be refused."""
    with pytest.raises(HTTPError) as caught:
        call(*arguments, **named)
    return caught.value.status_code, caught.value.message


def order(notify: NotifyStandIn, **orders: Any) -> dict[str, Any]:
    """Give orders over HTTP; how things stand after them."""
    answer = requests.post(f"{notify.url}/_control", json=orders, timeout=5)
    assert answer.status_code == 200, answer.text
    return answer.json()


def token(claims: dict[str, Any] | None = None, secret: str = "", algorithm: str = "HS256") -> str:
    service = service_of()
    fresh = {"iss": service.id, "iat": int(time.time())}
    key = "" if algorithm == "none" else secret or service.keys[0].secret
    return jwt.encode(claims or fresh, key, algorithm=algorithm)
