"""A request with everything wrong is refused for one thing after another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from tests.standins.driving import BLANK, LONG_EMAIL, PHONE, letter, order, payload, text, token
from tests.standins.notify import NotifyStandIn
from tests.standins.notify.templates import Template

UNKNOWN = "5a3a0d3e-9999-4000-8000-000000000009"
FRENCH = "+33 6 12 34 56 78"
# Each template has its own fault and, where it can, those that are looked for after it.
OTHER_TYPE = letter("((nothing)) ((more))", archived=True)
DELETED = text("((nothing)) ((more))", archived=True)
INCOMPLETE = text("((nothing))((more))")
LONG_WITH_FILE = text("((file)) ((words))")
TEMPLATES = [OTHER_TYPE, DELETED, INCOMPLETE, BLANK, LONG_WITH_FILE]


@dataclass
class Request:
    """A request that gets worse and worse."""

    notify: NotifyStandIn
    channel: str
    changes: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None

    def post(self) -> requests.Response:
        """The answer to it."""
        url = f"{self.notify.url}/v2/notifications/{self.channel}"
        named: dict[str, Any] = {"json": payload(self.channel, self.changes)}
        if self.raw is not None:
            named = {"data": self.raw}
        return requests.post(url, headers=self.headers, timeout=5, **named)


Flaw = Callable[[Request], object]


def having(**changes: Any) -> Flaw:
    return lambda request: request.changes.update(changes)


def of(template: Template, **values: Any) -> Flaw:
    def spoil(request: Request) -> None:
        given = request.changes.get("personalisation", {})
        request.changes |= {"template_id": template.id, "personalisation": given | values}

    return spoil


def ordered(**orders: Any) -> Flaw:
    return lambda request: order(request.notify, **orders)


FILE = {"file": "aGVsbG8="}
FLAWS: dict[str, list[tuple[int, str, Flaw]]] = {
    "sms": [
        (401, "Unauthorized: authentication token", lambda r: r.headers.clear()),
        (429, "Exceeded rate limit", ordered(limits={"per_minute": 0})),
        (429, "Exceeded send limits (sms: 0)", ordered(limits={"per_day": {"sms": 0}})),
        (400, "Invalid JSON supplied", lambda r: setattr(r, "raw", b"{")),
        (400, "Additional properties are not allowed (cc ", having(cc="x")),
        (400, "Service is not allowed to send text messages",
         ordered(service={"permissions": ["email"]})),
        (400, "Template not found", having(template_id=UNKNOWN)),
        (400, "email template is not suitable for sms notification", of(OTHER_TYPE)),
        (400, "Template has been deleted", of(DELETED)),
        (400, "Missing personalisation: more", of(INCOMPLETE, nothing=" ")),
        (400, "Your message is empty.", of(BLANK, nothing=" ")),
        (400, f"sms_sender_id {UNKNOWN} does not exist", having(sms_sender_id=UNKNOWN)),
        (400, "Can’t send to this recipient when service is in trial mode",
         ordered(service={"trial": True})),
        (400, "Cannot send to international mobile numbers", having(phone_number=FRENCH)),
        (400, "Can only send a file by email", of(LONG_WITH_FILE, file=FILE)),
        (400, "Your message is too long.", of(LONG_WITH_FILE, file="", words="a" * 919)),
    ],
    "email": [
        (400, f"email_reply_to_id {UNKNOWN} does not exist", having(email_reply_to_id=UNKNOWN)),
        (400, "Can’t send to this recipient when service is in trial mode",
         ordered(service={"trial": True})),
        (400, "Send files by email has not been set up", of(LONG_EMAIL, file=FILE)),
        (400, "Your message is too long.", of(LONG_EMAIL, words="a" * 2_000_001)),
    ],
}  # fmt: skip
CASES = [(channel, number) for channel, flaws in FLAWS.items() for number in range(len(flaws))]


@pytest.mark.parametrize(
    ("channel", "number"),
    CASES,
    ids=[f"{channel}-{FLAWS[channel][number][1]}" for channel, number in CASES],
)
def test_what_comes_first_in_notifys_order_is_refused_first(
    notify: NotifyStandIn, channel: str, number: int
) -> None:
    notify.service.templates.update({template.id: template for template in TEMPLATES})
    request = Request(notify, channel, headers={"Authorization": f"Bearer {token()}"})
    status, message, _ = FLAWS[channel][number]
    for _, _, spoil in reversed(FLAWS[channel][number:]):
        spoil(request)
    answer = request.post()
    assert answer.status_code == status
    assert answer.json()["errors"][0]["message"].startswith(message)
    assert len(answer.json()["errors"]) == 1
    assert notify.messages == []


def test_without_any_of_these_flaws_it_is_accepted(notify: NotifyStandIn) -> None:
    for channel in FLAWS:
        request = Request(notify, channel, headers={"Authorization": f"Bearer {token()}"})
        assert request.post().status_code == 201
    assert notify.messages[0].to == PHONE


def test_an_unknown_channel_uses_up_the_minute_too(notify: NotifyStandIn) -> None:
    order(notify, limits={"per_minute": 3})
    request = Request(notify, "fax", raw=b"{}")
    request.headers = {"Authorization": f"Bearer {token()}"}
    assert [request.post().status_code for _ in range(2)] == [500, 429]
