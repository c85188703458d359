"""A stand-in for Notify that our settings point to, keys of our own, and rows in the outbox."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client, override_settings

from referrals_portal.messages import notify as our_notify
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Way
from referrals_portal.models import OutboxMessage
from referrals_portal.sealing import keepers
from tests.standins.notify import NotifyStandIn
from tests.standins.smtp import SmtpStandIn

AT = datetime(2026, 11, 20, 16, tzinfo=UTC)
PHONE, DIALLED = "07700 900345", "+447700900345"
EMAIL = "canary.person@example.org"
TOKEN = "a-test-token-for-receipts"
Queue = Callable[..., OutboxMessage]


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    with override_settings(KEYS_DIR=folder, KEYS_PASSPHRASE="a test's passphrase"):
        keepers.create()
    return folder


@pytest.fixture
def keys(settings, key_folder: Path) -> Path:
    settings.KEYS_DIR, settings.KEYS_PASSPHRASE = key_folder, "a test's passphrase"
    return key_folder


@pytest.fixture(scope="session")
def stand_in() -> Iterator[NotifyStandIn]:
    with NotifyStandIn() as server:
        yield server


@pytest.fixture
def notify(stand_in: NotifyStandIn, settings, keys: Path) -> Iterator[NotifyStandIn]:
    """Notify, with our settings pointing to it and its receipts to our address."""
    settings.MESSAGES = "notify"
    settings.NOTIFY_API_KEY, settings.NOTIFY_BASE_URL = stand_in.api_key, stand_in.url
    settings.NOTIFY_RECEIPTS_TOKEN = TOKEN
    stand_in.reset()
    stand_in.receipts.url = "http://testserver/messages/receipts/"
    stand_in.receipts.token, stand_in.receipts.post = TOKEN, post_receipt
    yield stand_in
    our_notify.hang_up()
    assert stand_in.crashes == []


@pytest.fixture
def mail_server(settings) -> Iterator[SmtpStandIn]:
    """A mail server that our settings point to; no backend of the tests takes its place."""
    with SmtpStandIn() as server:
        settings.EMAIL_BACKEND = "referrals_portal.messages.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "Front Desk <post@example.org>"
        yield server


@pytest.fixture
def queue(db, settings, keys: Path) -> Queue:
    """Queue a confirmation; keywords change what is passed to `outbox.queue`.

    ``channel``, ``to`` and ``times`` make its one way, unless there are ``ways``.
    """
    settings.MESSAGES = "notify"

    def one(channel="sms", to="", times=(), **changes) -> OutboxMessage:
        way = Way(channel, to or (EMAIL if channel == "email" else PHONE), times)
        usual = {
            "referral": uuid.uuid4(),
            "template": "CONFIRMATION",
            "ways": (way,),
            "personalisation": {"reference": "K7RM-9QXP", "from": ""},
            "at": AT,
        }
        return outbox.queue(**usual | changes)

    return one


def post_receipt(url: str, token: str, body: bytes) -> int:
    """Stand in for Notify's HTTP client; return the status of the answer."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = Client().post(url, body, content_type="application/json", headers=headers)
    return answer.status_code


def no_jitter() -> float:
    return 0.0


def now_of(row: OutboxMessage) -> OutboxMessage:
    """The row as the database has it."""
    return OutboxMessage.objects.get(pk=row.pk)
