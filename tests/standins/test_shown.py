"""What the stand-in shows of messages and templates, field by field."""

from typing import Any

import pytest
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    LONG,
    LONG_EMAIL,
    NAMED,
    PHONE,
    send_email,
    send_text,
)
from tests.standins.notify import (
    CONFIRMATION_EMAIL,
    CONFIRMATION_SMS,
    NotifyStandIn,
)


def shown(notify: NotifyStandIn, sent: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What GET must show of a text that has been delivered."""
    template = f"{notify.url}/v2/template/{CONFIRMATION_SMS}/version/1"
    nothing = {f"line_{number}": None for number in range(1, 7)}
    names = ("email_address", "postcode", "subject", "created_by_name", "scheduled_for", "postage")
    return nothing | dict.fromkeys((*names, "one_click_unsubscribe_url")) | {
        "id": sent["id"],
        "reference": "r-1",
        "phone_number": PHONE,
        "type": "sms",
        "status": "delivered",
        "template": {"id": CONFIRMATION_SMS, "version": 1, "uri": template},
        "body": sent["content"]["body"],
        "created_at": "2026-11-21T12:00:00.000000Z",
        "sent_at": "2026-11-21T12:00:01.000000Z",
        "completed_at": "2026-11-21T12:00:03.000000Z",
        "cost_in_pounds": 0.024,
        "cost_details": {
            "billable_sms_fragments": 1,
            "international_rate_multiplier": 1.0,
            "sms_rate": 0.024,
        },
        "is_cost_data_ready": True,
    } | changes  # fmt: skip


def test_a_text_is_shown_with_these_fields_and_no_other(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    sent = send_text(client)
    notify.advance(10)
    assert client.get_notification_by_id(sent["id"]) == shown(notify, sent)


def test_an_email_is_shown_with_these_fields_and_no_other(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    sent = send_email(client, " Ada@Example.org ")
    notify.advance(10)
    uri = f"{notify.url}/v2/template/{CONFIRMATION_EMAIL}/version/1"
    assert client.get_notification_by_id(sent["id"]) == shown(
        notify,
        sent,
        type="email",
        phone_number=None,
        email_address="Ada@Example.org",
        subject=sent["content"]["subject"],
        template={"id": CONFIRMATION_EMAIL, "version": 1, "uri": uri},
        cost_in_pounds=0.0,
        cost_details={},
    )


def test_a_long_text_costs_its_parts(client: NotificationsAPIClient) -> None:
    sent = client.send_sms_notification(PHONE, LONG.id, {"words": "a" * 200})
    found = client.get_notification_by_id(sent["id"])
    assert found["cost_details"]["billable_sms_fragments"] == 2
    assert found["cost_in_pounds"] == 0.048


def test_before_it_moves_a_message_has_no_times(client: NotificationsAPIClient) -> None:
    found = client.get_notification_by_id(send_text(client)["id"])
    assert (found["status"], found["sent_at"], found["completed_at"]) == ("created", None, None)


def test_a_template_is_shown_with_these_fields_and_no_other(
    client: NotificationsAPIClient,
) -> None:
    found = client.get_template(NAMED.id)
    assert found == {
        "id": NAMED.id,
        "name": "An email",
        "type": "email",
        "version": 1,
        "body": "Dear ((name)), ((reference))",
        "subject": "For ((name))",
        "personalisation": {"name": {"required": True}, "reference": {"required": True}},
        "created_at": found["created_at"],
        "updated_at": None,
        "created_by": found["created_by"],
        "postage": None,
        "letter_contact_block": None,
    }
    assert found in client.get_all_templates("email")["templates"]
    assert found not in client.get_all_templates("sms")["templates"]


def test_a_preview_has_these_fields_and_no_other(client: NotificationsAPIClient) -> None:
    tried = client.post_template_preview(NAMED.id, {"name": "Ada", "reference": "HP-1"})
    assert tried == {
        "id": NAMED.id,
        "type": "email",
        "version": 1,
        "body": "Dear Ada, HP-1",
        "subject": "For Ada",
        "html": "<p>Dear Ada, HP-1</p>",
        "postage": None,
    }
    text = client.post_template_preview(CONFIRMATION_SMS, {"reference": "HP-1"})
    assert (text["subject"], text["html"]) == (None, None)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("# big", "<h2>big</h2>"),
        ("# big\nand small", "<h2>big</h2><p>and small</p>"),
        ("[l](https://example.org/)", '<p><a href="https://example.org/">l</a></p>'),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        (["a", "b"], "<ul><li>a</li><li>b</li></ul>"),
        (r"\# big \[l\]\(x\)", "<p># big [l](x)</p>"),
    ],
)
def test_markdown_takes_effect_and_html_does_not(
    client: NotificationsAPIClient, typed: Any, html: str
) -> None:
    assert client.post_template_preview(LONG_EMAIL.id, {"words": typed})["html"] == html
