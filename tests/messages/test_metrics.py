"""``/metrics``: for whoever has the token and nobody else, and about nobody."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from core.rounding import to_the_hour
from referrals_portal.messages.sending import pace
from referrals_portal.models import OutboxMessage, Pace
from tests.messages.conftest import EMAIL, PHONE

pytestmark = pytest.mark.django_db
TOKEN = "a-test-token-for-metrics"
LABELS = {"state", "channel"}


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN
    return TOKEN


def ask(given=f"Bearer {TOKEN}", method="get"):
    return getattr(Client(), method)("/metrics", headers={"Authorization": given} if given else {})


def read(answer):
    """Every sample by its name and labels."""
    families = list(text_string_to_metric_families(answer.text))
    assert {family.type for family in families} == {"gauge"}
    return {
        (each.name, *sorted(each.labels.values())): each.value
        for family in families
        for each in family.samples
    }


@pytest.mark.parametrize("given", ["", "Bearer ", f"Bearer {TOKEN}"])
def test_without_a_token_in_the_settings_there_is_no_such_page(settings, given):
    settings.METRICS_TOKEN = ""
    assert ask(given).status_code == 404


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer ", TOKEN, f"bearer {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}",
     "Basic dTpw", "Bearer \u00e9", f"Token {TOKEN}"],
)  # fmt: skip
def test_without_the_right_one_nothing_is_said(token, given):
    answer = ask(given)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert Client().get(f"/metrics?token={TOKEN}").status_code == 401


def test_nobody_who_is_signed_in_gets_in_by_that(token, django_user_model):
    client = Client()
    root = django_user_model.objects.create_user("root", is_superuser=True, is_staff=True)
    client.force_login(root, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/metrics").status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_is_only_read(token, method):
    assert ask(method=method).status_code == 405


def test_no_cache_keeps_it_and_no_cookie_comes_with_it(token):
    answer = ask()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert answer["Content-Type"].startswith("text/plain; version=")


def test_it_counts(token, queue):
    hour = to_the_hour(timezone.now())
    queue(at=hour - timedelta(hours=2))
    failed = queue(channel="email", at=hour - timedelta(hours=1))
    OutboxMessage.objects.filter(pk=failed.pk).update(state="failed")
    queue(at=hour)
    pace.say_alive(timezone.now())
    Pace.objects.create(
        name="sms", waits_for="day-limit", waits_until=hour + timedelta(hours=2),
        last_error="day-limit", last_error_at=hour,
    )  # fmt: skip
    Pace.objects.create(name="all", last_error="day-limit", last_error_at=hour)
    found = read(ask())
    assert found["front_door_messages", "queued", "sms"] == 1, "that of this hour is not counted"
    assert found["front_door_messages", "email", "failed"] == 1
    assert found["front_door_messages", "delivered", "sms"] == 0, "alarms need a nought"
    assert found["front_door_messages_of_the_last_day", "failed"] == 1
    assert found["front_door_messages_of_the_last_day", "queued"] == 1
    assert found["front_door_messages_halted", "sms"] == 1
    assert found["front_door_messages_halted", "all"] == 0
    assert 3600 <= found["front_door_messages_oldest_waiting_seconds", "queued"] <= 7200
    assert found["front_door_messages_oldest_waiting_seconds", "attempting"] == 0
    assert found["front_door_messages_troubles",] == 1
    assert found["front_door_messages_tasks_open",] == 0
    assert 0 <= found["front_door_worker_silent_seconds",] < 60
    assert found["front_door_messages_last_error_timestamp_seconds",] == hour.timestamp()


def test_it_is_about_nobody(token, queue):
    row = queue(channel="email")
    queue()
    said = ask().text
    for trace in (PHONE, PHONE[1:].replace(" ", ""), EMAIL, "K7RM-9QXP", row.reference,
                  str(row.pk), str(row.referral), row.referral.hex):  # fmt: skip
        assert trace not in said
    assert set(re.findall(r'(\w+)="', said)) == LABELS
