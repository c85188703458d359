"""The address that receipts come to: who may use it, and what it answers to what."""

import json
import logging
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from referrals_portal.messages import receipts
from referrals_portal.models import Receipt
from tests.messages.conftest import EMAIL, TOKEN

RECEIPT = {
    "id": "4c9bc57c-0000-4000-8000-000000000001",
    "reference": "fd-4c9bc57c000040008000000000000001",
    "to": EMAIL,
    "status": "delivered",
    "created_at": "2026-11-21T23:56:09.589419Z",
    "completed_at": "2026-11-21T23:56:10.373033Z",
    "sent_at": "2026-11-21T23:56:09.883930Z",
    "notification_type": "email",
    "template_id": "02b1589d-0000-4000-8000-000000000001",
    "template_version": 1,
}
BODY = json.dumps(RECEIPT).encode()
PATH = "/messages/receipts/"


@pytest.fixture
def post(db, settings):
    settings.NOTIFY_RECEIPTS_TOKEN = TOKEN

    def one(body=BODY, path=PATH, kind="application/json", authorization=f"Bearer {TOKEN}", **more):
        headers = {"Authorization": authorization} if authorization is not None else {}
        client = Client(enforce_csrf_checks=True)
        return client.post(path, body, content_type=kind, headers=headers | more)

    return one


def without(name):
    return {key: value for key, value in RECEIPT.items() if key != name}


@pytest.mark.parametrize("path", [PATH, "/messages/receipts"])
def test_a_receipt_is_kept_without_its_recipient(post, path):
    answer = post(path=path)
    assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    (row,) = Receipt.objects.values()
    assert str(row["notification_id"]) == RECEIPT["id"]
    assert (row["reference"], row["status"]) == (RECEIPT["reference"], "delivered")
    assert row["applied_at"] is None
    assert EMAIL not in str(row)


def test_the_minute_of_a_receipt_is_not_kept(post):
    post()
    received_at = Receipt.objects.get().received_at
    assert (received_at.minute, received_at.second, received_at.microsecond) == (0, 0, 0)


def test_the_same_receipt_may_come_many_times(post):
    assert {post().status_code for _ in range(5)} == {204}
    assert Receipt.objects.count() == 5


FORGED = [None, "", "Bearer", "Bearer ", f"bearer{TOKEN}", f"Bearer {TOKEN}x",
          f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", TOKEN,
          f"Bearer  {TOKEN}", "Bearer \u00e9\u20ac"]  # fmt: skip


@pytest.mark.parametrize("authorization", FORGED)
def test_whoever_does_not_know_the_token_is_refused(post, authorization):
    answer = post(authorization=authorization)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert not Receipt.objects.exists()


def test_a_token_in_the_address_does_not_count(post):
    assert post(path=f"{PATH}?token={TOKEN}", authorization=None).status_code == 401


@pytest.mark.parametrize("authorization", ["Bearer ", "Bearer", "", None])
def test_without_a_token_in_the_settings_nobody_is_let_in(post, settings, authorization):
    settings.NOTIFY_RECEIPTS_TOKEN = ""
    assert post(authorization=authorization).status_code == 401


@pytest.mark.parametrize("path", [PATH, "/messages/receipts"])
@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_only_posting_is_possible_and_nothing_redirects(db, method, path):
    answer = getattr(Client(), method)(path, headers={"Authorization": f"Bearer {TOKEN}"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


@pytest.mark.parametrize("https", [True, False])
def test_nothing_redirects_to_https_either(post, settings, https):
    settings.SECURE_SSL_REDIRECT = https
    assert post().status_code == 204


UNREADABLE = [
    b" ", b"{", b"null", b"[]", b"3", b'"x"', b"{}", b"\xff\xfe", b"[" * 16_000, b"9" * 5000,
    without("id"), without("status"), RECEIPT | {"id": "x"}, RECEIPT | {"id": 3},
    RECEIPT | {"id": None}, RECEIPT | {"id": [RECEIPT["id"]]}, RECEIPT | {"status": None},
    RECEIPT | {"status": ["delivered"]}, RECEIPT | {"status": "delivered\x00"},
    RECEIPT | {"status": "d" * 31}, RECEIPT | {"status": "404"}, RECEIPT | {"status": "\ud800"},
]  # fmt: skip


@pytest.mark.parametrize("body", UNREADABLE, ids=lambda body: str(body)[:40])
def test_what_is_no_receipt_is_refused(post, body):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    assert post(body).status_code == 400
    assert not Receipt.objects.exists()


NOT_OURS = [None, "", "somebody@example.org", "fd-" + "0" * 33, "'; DROP TABLE x; --", "x" * 1000,
            "fd-\x00", 7, {"a": 1}]  # fmt: skip


@pytest.mark.parametrize("reference", NOT_OURS)
def test_a_reference_that_is_not_ours_is_not_kept(post, reference):
    assert post(json.dumps(RECEIPT | {"reference": reference})).status_code == 204
    assert Receipt.objects.get().reference == ""


def test_a_receipt_with_nothing_but_what_we_need(post):
    body = {"id": RECEIPT["id"], "status": "delivered"}
    assert post(json.dumps(body)).status_code == 204


@pytest.mark.parametrize(
    ("size", "status"), [(16 * 1024, 204), (16 * 1024 + 1, 413), (1024 * 1024, 413)]
)
def test_the_size_is_limited(post, size, status):
    body = BODY + b" " * (size - len(BODY))
    assert post(body).status_code == status


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/html"])
def test_another_type_is_refused(post, kind):
    assert post(kind=kind).status_code == 415


def test_a_database_that_is_away_makes_notify_come_again(post, monkeypatch):
    def away(*args):
        raise OperationalError("the database is away")

    monkeypatch.setattr(receipts, "store", away)
    answer = post()
    assert (answer.status_code, answer.content) == (503, b"")


def test_nothing_of_a_receipt_is_logged(post, caplog):
    caplog.set_level(logging.DEBUG)
    for body in (BODY, BODY[:-1], BODY + b" " * 20_000):
        post(body)
    post(authorization="Bearer wrong")
    assert EMAIL not in caplog.text
    assert TOKEN not in caplog.text
    assert "wrong" not in caplog.text


@pytest.mark.django_db
def test_a_receipt_goes_30_days_after_it_was_applied():
    now = timezone.now()
    for status, applied in (("new", None), ("fresh", 29), ("old", 31)):
        Receipt.objects.create(
            notification_id=RECEIPT["id"],
            status=status,
            received_at=now - timedelta(days=40),
            applied_at=applied and now - timedelta(days=applied),
        )
    assert receipts.purge(now) == 1
    assert {row.status for row in Receipt.objects.all()} == {"new", "fresh"}
