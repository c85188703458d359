"""What can be looked up at the stand-in."""

import uuid
from datetime import timedelta

import pytest
import requests
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    ARCHIVED,
    EMAIL,
    NAMED,
    PHONE,
    client_of,
    order,
    refusal,
    send_email,
    send_text,
    token,
)
from tests.standins.notify import CONFIRMATION_EMAIL, CONFIRMATION_SMS, NotifyStandIn
from tests.standins.notify.services import Service, service_of

NO_RESULT = (404, [{"error": "NoResultFound", "message": "No result found"}])


def test_references_are_not_unique_and_find_every_message_of_the_same_type_of_key(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    ids = [send_text(client, reference="same")["id"] for _ in range(2)]
    send_text(client, reference="other")
    with client_of(notify, "test") as test:
        foreign = send_text(test, reference="same")["id"]
        assert test.get_notification_by_id(ids[0])["id"] == ids[0]
    found = client.get_all_notifications(reference="same")["notifications"]
    assert [shown["id"] for shown in found] == ids[::-1]
    assert client.get_notification_by_id(foreign)["reference"] == "same"


def test_lists_are_filtered_and_paged(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.course.outcomes = {EMAIL: "permanent-failure"}
    ids = [send_text(client)["id"] for _ in range(260)]
    email = send_email(client)["id"]
    notify.advance(10)
    page = client.get_all_notifications()
    assert len(page["notifications"]) == 250
    assert page["links"]["next"].endswith(f"older_than={page['notifications'][-1]['id']}")
    everything = [shown["id"] for shown in client.get_all_notifications_iterator()]
    assert everything == [email, *ids[::-1]]
    for query in ({"status": "failed"}, {"template_type": "email"}):
        found = client.get_all_notifications(**query)["notifications"]
        assert [shown["id"] for shown in found] == [email]
    empty = client.get_all_notifications(older_than=str(uuid.uuid4()))
    assert empty["notifications"] == []
    assert "next" not in empty["links"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"status": "lost"}, "status lost is not one of [cancelled, created, "),
        ({"template_type": "fax"}, "template_type fax is not one of [sms, email, letter]"),
        ({"include_jobs": "yes"}, "include_jobs yes is not one of "),
        ({"older_than": "x"}, "older_than is not a valid UUID"),
    ],
)
def test_a_filter_that_is_not_one_is_refused(
    client: NotificationsAPIClient, query: dict[str, str], message: str
) -> None:
    status, entries = refusal(client.get_all_notifications, **query)
    assert status == 400
    assert entries[0]["message"].startswith(message)


def test_messages_are_kept_seven_days_and_shown_to_their_own_service(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    assert refusal(client.get_notification_by_id, "x")[1] == [
        {"error": "ValidationError", "message": "notification_id is not a valid UUID"}
    ]
    sent = send_text(client)["id"]
    other = service_of(f"other-{uuid.uuid4()}-{uuid.uuid4()}")
    notify.add_service(Service(id=other.id, keys=other.keys))
    stranger = NotificationsAPIClient(other.api_key(), base_url=notify.url)
    with stranger.request_session:
        assert refusal(stranger.get_notification_by_id, sent)[0] == 404
    notify.advance(timedelta(days=7).total_seconds() - 1)
    assert client.get_notification_by_id(sent)["phone_number"] == PHONE
    notify.advance(1)
    assert refusal(client.get_notification_by_id, sent)[0] == 404


def test_templates_can_be_looked_up_and_tried(client: NotificationsAPIClient) -> None:
    found = client.get_template(CONFIRMATION_EMAIL)
    assert (found["type"], found["version"]) == ("email", 1)
    assert found["personalisation"] == {"reference": {"required": True}}
    assert client.get_template_version(CONFIRMATION_EMAIL, 1) == found
    assert refusal(client.get_template_version, CONFIRMATION_EMAIL, 2)[0] == 404
    assert refusal(client.get_template, str(uuid.uuid4()))[0] == 404
    assert refusal(client.get_template, "x")[0] == 400
    texts = client.get_all_templates("sms")["templates"]
    assert {template["type"] for template in texts} == {"sms"}
    tried = client.post_template_preview(CONFIRMATION_EMAIL, {"reference": "<HP-1>"})
    assert "Your reference is <HP-1>." in tried["body"]
    assert "&lt;HP-1&gt;" in tried["html"]
    _, entries = refusal(client.post_template_preview, CONFIRMATION_SMS, {})
    assert entries[0]["message"] == "Missing personalisation: reference"
    assert client.get_received_texts()["received_text_messages"] == []


def test_what_is_unknown_is_not_found(client: NotificationsAPIClient) -> None:
    unknown = str(uuid.uuid4())
    assert refusal(client.get_notification_by_id, unknown) == NO_RESULT
    assert refusal(client.get_template, unknown) == NO_RESULT
    assert refusal(client.get_template_version, CONFIRMATION_SMS, 2) == NO_RESULT
    assert refusal(client.post_template_preview, unknown, {}) == NO_RESULT


def test_failed_stands_for_every_failure_and_a_status_may_repeat(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    failures = ["permanent-failure", "temporary-failure", "technical-failure"]
    for outcome in (*failures, "delivered", "sending"):
        order(notify, outcomes={"*": outcome})
        send_text(client, reference=outcome)
        order(notify, advance=10)
    for query, expected in (
        ("status=failed", failures),
        ("status=delivered&status=sending", ["delivered", "sending"]),
        ("status=failed&status=sending", [*failures, "sending"]),
        ("status=created", []),
        ("include_jobs=true&status=delivered", ["delivered"]),
        ("reference=delivered&status=failed", []),
    ):
        assert references(notify, query) == expected[::-1]


def references(notify: NotifyStandIn, query: str) -> list[str]:
    headers = {"Authorization": f"Bearer {token()}"}
    answer = requests.get(f"{notify.url}/v2/notifications?{query}", headers=headers, timeout=5)
    return [found["reference"] for found in answer.json()["notifications"]]


def test_pages_go_on_from_a_message_and_stay_within_the_reference(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    ids = [send_text(client, reference=name)["id"] for name in ("a", "b", "a")]
    found = client.get_all_notifications(reference="a", older_than=ids[2])
    assert [each["id"] for each in found["notifications"]] == [ids[0]]
    assert found["links"]["next"].endswith(f"reference=a&older_than={ids[0]}")
    last = client.get_all_notifications(reference="a", older_than=ids[0])
    assert last["notifications"] == []
    assert set(last["links"]) == {"current"}


def test_archived_templates_are_not_listed_but_can_be_looked_up(
    client: NotificationsAPIClient,
) -> None:
    listed = {template["id"] for template in client.get_all_templates()["templates"]}
    assert NAMED.id in listed
    assert ARCHIVED.id not in listed
    assert client.get_template(ARCHIVED.id)["id"] == ARCHIVED.id
