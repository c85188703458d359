"""How much may be sent through the stand-in in a minute and in a day."""

import uuid

import pytest
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import EMAIL, client_of, payload, refusal, send_email, send_text
from tests.standins.notify import CONFIRMATION_SMS, NotifyStandIn
from tests.standins.notify.services import Service, service_of

FRENCH = "+33 6 12 34 56 78"


@pytest.mark.parametrize(("per_minute", "burst"), [(3000, 999), (30, 10), (9, 3), (1, 1)])
def test_a_burst_is_a_third_of_the_minute(
    notify: NotifyStandIn, per_minute: int, burst: int
) -> None:
    notify.limits.per_minute = per_minute
    assert notify.limits.burst == burst


def test_requests_valid_or_not_use_up_the_minute(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.limits.per_minute = 9
    send_text(client)
    assert refusal(client.post, "/v2/notifications/sms", {})[0] == 400
    send_email(client)
    message = "Exceeded rate limit for key type LIVE of 9 requests per 60 seconds"
    limited = (429, [{"error": "RateLimitError", "message": message}])
    assert refusal(send_text, client) == limited
    assert refusal(client.post, "/v2/notifications/sms", {}) == limited
    assert client.get_all_notifications()["notifications"]
    with client_of(notify, "test") as other:
        assert send_text(other)
    notify.advance(7)
    assert send_text(client)
    assert refusal(send_text, client) == limited


@pytest.mark.parametrize(("trial", "limit"), [(False, 60), (True, 50)])
def test_a_days_messages_end_at_midnight_in_utc(
    notify: NotifyStandIn, client: NotificationsAPIClient, trial: bool, limit: int
) -> None:
    notify.limits.per_day["sms"] = 60
    notify.service.trial, notify.service.guest_list = trial, {"447700900123", EMAIL}
    for _ in range(limit):
        send_text(client)
    message = f"Exceeded send limits (sms: {limit}) for today"
    limited = (429, [{"error": "TooManyRequestsError", "message": message}])
    assert refusal(send_text, client) == limited
    assert refusal(client.post, "/v2/notifications/sms", {}) == limited
    assert send_email(client)
    with client_of(notify, "team") as team, client_of(notify, "test") as test:
        assert refusal(send_text, team) == limited
        notify.limits.per_day["sms"] += 1
        if not trial:
            assert send_text(test)
    notify.advance(12 * 3600 - 1)
    notify.limits.per_day["sms"] -= 1
    assert refusal(send_text, client) == limited
    notify.advance(1)
    assert send_text(client)


def test_texts_abroad_have_a_limit_of_their_own(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.service.permissions |= {"international_sms"}
    notify.limits.per_day["international_sms"] = 1
    sent = send_text(client, FRENCH)
    notify.advance(10)
    assert client.get_notification_by_id(sent["id"])["status"] == "sent"
    message = "Exceeded send limits (international_sms: 1) for today"
    assert refusal(send_text, client, FRENCH)[1][0]["message"] == message
    assert send_text(client)


def emptied(notify: NotifyStandIn, client: NotificationsAPIClient) -> None:
    """Use up a burst of one."""
    notify.limits.per_minute = 3
    assert send_text(client)
    assert refusal(send_text, client)[0] == 429


@pytest.mark.parametrize(("key", "label"), [("normal", "LIVE"), ("team", "TEAM"), ("test", "TEST")])
def test_each_type_of_key_has_its_own_minute(notify: NotifyStandIn, key: str, label: str) -> None:
    notify.service.guest_list = {"447700900123"}
    notify.limits.per_minute = 3
    for other in {"normal", "team", "test"} - {key}:
        with client_of(notify, other) as client:
            assert send_text(client)
    with client_of(notify, key) as client:
        emptied(notify, client)
        message = f"Exceeded rate limit for key type {label} of 3 requests per 60 seconds"
        assert refusal(send_text, client)[1][0]["message"] == message


def test_each_service_has_its_own_minute(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    emptied(notify, client)
    keys = service_of(f"other-{uuid.uuid4()}-{uuid.uuid4()}")
    other = notify.add_service(Service(id=keys.id, keys=keys.keys))
    stranger = NotificationsAPIClient(other.api_key(), base_url=notify.url)
    with stranger.request_session:
        assert send_text(stranger)


def test_texts_and_emails_share_the_minute(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    emptied(notify, client)
    assert refusal(send_email, client)[0] == 429


def test_what_is_refused_does_not_lengthen_the_wait(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    emptied(notify, client)
    for _ in range(19):
        notify.advance(1)
        assert refusal(send_text, client)[0] == 429
    notify.advance(1.01)
    assert send_text(client)


def test_a_full_minute_is_a_burst_and_then_50_a_second(notify: NotifyStandIn) -> None:
    service, key = notify.service, notify.service.keys[0]
    for seconds, allowed in ((0, 999), (1, 50), (2, 100), (3600, 999)):
        notify.advance(seconds)
        for _ in range(allowed):
            notify.limits.take(service, key)
        with pytest.raises(Exception, match="RateLimitError"):
            notify.limits.take(service, key)


def test_looking_up_is_never_limited(notify: NotifyStandIn, client: NotificationsAPIClient) -> None:
    sent = send_text(client)["id"]
    notify.limits.per_minute = 0
    assert refusal(send_text, client)[0] == 429
    assert client.get_notification_by_id(sent)
    assert client.get_all_notifications()["notifications"]
    assert client.get_all_templates()["templates"]
    assert client.get_received_texts() is not None
    assert client.post_template_preview(CONFIRMATION_SMS, {"reference": "HP-1"})


def test_the_usual_limits(notify: NotifyStandIn) -> None:
    assert notify.limits.per_minute == 3000
    assert notify.limits.per_day == {
        "email": 250_000, "sms": 250_000, "international_sms": 100
    }  # fmt: skip


def test_refused_requests_do_not_count_towards_the_day(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.limits.per_day["sms"] = 1
    incomplete = payload("sms", {"personalisation": {}})
    assert refusal(client.post, "/v2/notifications/sms", incomplete)[0] == 400
    assert send_text(client)


def test_a_test_key_uses_up_nobodys_day(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.limits.per_day["sms"] = 1
    with client_of(notify, "test") as test:
        for _ in range(2):
            assert send_text(test)
    assert send_text(client)
    assert refusal(send_text, client)[0] == 429


def test_each_service_has_its_own_day(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.limits.per_day["sms"] = 1
    keys = service_of(f"other-{uuid.uuid4()}-{uuid.uuid4()}")
    other = notify.add_service(Service(id=keys.id, keys=keys.keys))
    stranger = NotificationsAPIClient(other.api_key(), base_url=notify.url)
    with stranger.request_session:
        assert send_text(stranger)
    assert send_text(client)
