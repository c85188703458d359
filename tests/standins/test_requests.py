"""What the stand-in accepts, and in whose words it refuses: driven by Notify's own client."""

import uuid
from typing import Any

import pytest
import requests
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    ARCHIVED,
    BLANK,
    BLANK_EMAIL,
    ELSEWHERE,
    EMAIL,
    LONG,
    LONG_EMAIL,
    MAYBE,
    MISSING,
    NAMED,
    PHONE,
    Prepare,
    payload,
    refusal,
    send_text,
    token,
)
from tests.standins.notify import CONFIRMATION_EMAIL, CONFIRMATION_SMS, NotifyStandIn
from tests.standins.notify.recipients import NO_SUCH_NUMBER
from tests.standins.notify.services import Service, service_of


def test_an_accepted_email_is_answered_with_its_content(client: NotificationsAPIClient) -> None:
    answer = client.send_email_notification(
        EMAIL, NAMED.id, {"N A_m-E": "Ada\nL", "reference": 7, "unused": "x"}, "r-1"
    )
    assert answer["reference"] == "r-1"
    assert answer["content"]["subject"] == "For Ada L"
    assert answer["content"]["body"] == "Dear Ada\nL, 7"
    assert answer["content"]["one_click_unsubscribe_url"] is None
    assert answer["sanitised_content"] == {}
    assert answer["template"]["version"] == 1
    assert answer["uri"].endswith(f"/v2/notifications/{answer['id']}")
    assert answer["scheduled_for"] is None


def test_an_accepted_text_is_answered_without_the_services_name(
    client: NotificationsAPIClient, notify: NotifyStandIn
) -> None:
    answer = client.send_sms_notification(PHONE, MAYBE.id, {"name": "Ada", "late": True})
    assert answer["content"] == {
        "body": "Hello Ada in the evening.", "from_number": "FrontDesk"
    }  # fmt: skip
    assert "sanitised_content" not in answer
    assert notify.messages[0].as_seen == "Front Desk: Hello Ada in the evening."


def prepare_nothing(notify: NotifyStandIn) -> None:
    """The service as it is."""


def on_trial(notify: NotifyStandIn) -> None:
    notify.service.trial = True


def no_texts(notify: NotifyStandIn) -> None:
    notify.service.permissions = {"email"}


def no_emails(notify: NotifyStandIn) -> None:
    notify.service.permissions = {"sms"}


def with_files(notify: NotifyStandIn) -> None:
    notify.service.contact_details = "https://example.org/"


def another_service(notify: NotifyStandIn) -> None:
    notify.add_service(Service(id=str(uuid.uuid4()), templates={ELSEWHERE.id: ELSEWHERE}))


UNKNOWN = "5a3a0d3e-9999-4000-8000-000000000009"
SERVICE = service_of().id
FILE = {"file": "aGVsbG8="}
TRIAL = (
    "Can’t send to this recipient when service is in trial mode – see "
    "https://www.notifications.service.gov.uk/trial-mode"
)
TOO_LONG_TEXT = (
    "Your message is too long. Text messages cannot be longer than 918 characters. "
    "Your message is 919 characters long."
)
TOO_LONG_EMAIL = (
    "Your message is too long. Emails cannot be longer than 2000000 bytes. "
    "Your message is 2000063 bytes."
)
NO_FILES = (
    "Send files by email has not been set up - add contact details for your service at "
    f"https://www.notifications.service.gov.uk/services/{SERVICE}"
    "/service-settings/send-files-by-email"
)
BAD, INVALID = "BadRequestError", "ValidationError"
REFUSALS: list[tuple[str, dict[str, Any], Prepare, str, str]] = [
    ("email", {"email_address": MISSING}, prepare_nothing, INVALID,
     "email_address is a required property"),
    ("sms", {"template_id": MISSING}, prepare_nothing, INVALID,
     "template_id is a required property"),
    ("email", {"template_id": None}, prepare_nothing, INVALID,
     "template_id is not a valid UUID"),
    ("sms", {"template_id": "x"}, prepare_nothing, INVALID, "template_id is not a valid UUID"),
    ("sms", {"cc": "x"}, prepare_nothing, INVALID,
     "Additional properties are not allowed (cc was unexpected)"),
    *[("sms", {name: "x"}, prepare_nothing, INVALID,
       f"Additional properties are not allowed ({name} was unexpected)")
      for name in ("email_address", "email_reply_to_id", "one_click_unsubscribe_url",
                   "sanitise_content_for")],
    *[("email", {name: "x"}, prepare_nothing, INVALID,
       f"Additional properties are not allowed ({name} was unexpected)")
      for name in ("phone_number", "sms_sender_id")],
    ("sms", {"template_id": UNKNOWN}, prepare_nothing, BAD, "Template not found"),
    ("sms", {"template_id": ELSEWHERE.id}, another_service, BAD, "Template not found"),
    ("sms", {"template_id": ARCHIVED.id}, prepare_nothing, BAD, "Template has been deleted"),
    ("email", {"template_id": CONFIRMATION_SMS}, prepare_nothing, BAD,
     "sms template is not suitable for email notification"),
    ("sms", {"template_id": CONFIRMATION_EMAIL}, prepare_nothing, BAD,
     "email template is not suitable for sms notification"),
    ("sms", {"personalisation": MISSING}, prepare_nothing, BAD,
     "Missing personalisation: reference"),
    ("email", {"template_id": NAMED.id, "personalisation": {}}, prepare_nothing, BAD,
     "Missing personalisation: name, reference"),
    ("sms", {"personalisation": {"reference": None}}, prepare_nothing, BAD,
     "Missing personalisation: reference"),
    ("sms", {"personalisation": "x"}, prepare_nothing, INVALID,
     "personalisation x is not of type object"),
    ("sms", {"personalisation": None}, prepare_nothing, INVALID,
     "personalisation None is not of type object"),
    ("sms", {"personalisation": []}, prepare_nothing, INVALID,
     "personalisation [] is not of type object"),
    *[("email", {"email_address": address}, prepare_nothing, INVALID,
       "email_address Not a valid email address")
      for address in ("ada", "ada@localhost", "a..da@example.org", "ädä@example.org",
                      "ada@example.o", '"ada"@example.org', f"{'a' * 320}@example.org")],
    *[("sms", {"phone_number": number}, prepare_nothing, INVALID, f"phone_number {message}")
      for number, message in (
          ("07700 9OO123", "Must not contain letters or symbols"),
          ("07700.900123", "Must not contain letters or symbols"),
          ("07700", "Not enough digits"), ("", "Not enough digits"), ("999", "Not enough digits"),
          ("0770090012345", "Too many digits"),
          ("06012345678", NO_SUCH_NUMBER), ("09012345678", NO_SUCH_NUMBER),
          ("08081570192", NO_SUCH_NUMBER),
          ("+999 12345678", "Not a valid country prefix"))],
    ("sms", {"phone_number": "020 7946 0123"}, prepare_nothing, "InvalidPhoneError",
     "Not a UK mobile number"),
    ("sms", {"phone_number": "01534 456789"}, prepare_nothing, "InvalidPhoneError",
     "Not a UK mobile number"),
    ("sms", {"phone_number": "+33 6 12 34 56 78"}, prepare_nothing, BAD,
     "Cannot send to international mobile numbers"),
    ("sms", {"phone_number": None}, prepare_nothing, INVALID,
     "phone_number None is not of type string"),
    ("email", {"email_address": None}, prepare_nothing, INVALID,
     "email_address None is not of type string"),
    ("sms", {"template_id": LONG.id, "personalisation": {"words": "a" * 919}}, prepare_nothing,
     BAD, TOO_LONG_TEXT),
    ("email", {"template_id": LONG_EMAIL.id, "personalisation": {"words": "a" * 2_000_063}},
     prepare_nothing, BAD, TOO_LONG_EMAIL),
    ("sms", {"template_id": BLANK.id, "personalisation": {"nothing": " "}}, prepare_nothing, BAD,
     "Your message is empty."),
    ("email", {"template_id": BLANK_EMAIL.id, "personalisation": {"nothing": ""}},
     prepare_nothing, BAD, "Your message is empty."),
    ("email", {"email_reply_to_id": UNKNOWN}, prepare_nothing, BAD,
     f"email_reply_to_id {UNKNOWN} does not exist in database for service id {SERVICE}"),
    ("sms", {"sms_sender_id": UNKNOWN}, prepare_nothing, BAD,
     f"sms_sender_id {UNKNOWN} does not exist in database for service id {SERVICE}"),
    ("email", {"email_reply_to_id": "x"}, prepare_nothing, INVALID,
     "email_reply_to_id is not a valid UUID"),
    ("sms", {"sms_sender_id": "x"}, prepare_nothing, INVALID,
     "sms_sender_id is not a valid UUID"),
    *[("email", {"one_click_unsubscribe_url": url}, prepare_nothing, INVALID,
       "one_click_unsubscribe_url is not a valid https url")
      for url in ("http://example.org", "example.org", None)],
    ("sms", {"reference": "r" * 1001}, prepare_nothing, INVALID,
     f"reference {'r' * 1001} is too long"),
    ("sms", {"reference": None}, prepare_nothing, INVALID,
     "reference None is not of type string"),
    ("sms", {}, on_trial, BAD, TRIAL),
    ("email", {}, on_trial, BAD, TRIAL),
    ("email", {}, no_emails, BAD, "Service is not allowed to send emails"),
    ("sms", {}, no_texts, BAD, "Service is not allowed to send text messages"),
    ("letter", {}, prepare_nothing, BAD, "Service is not allowed to send letters"),
    ("sms", {"personalisation": {"reference": FILE}}, prepare_nothing, BAD,
     "Can only send a file by email"),
    ("email", {"personalisation": {"reference": FILE}}, prepare_nothing, BAD, NO_FILES),
    ("email", {"personalisation": {"reference": FILE | {"filename": "a"}}}, prepare_nothing,
     INVALID, "filename `filename` must end with a file extension. For example, filename.csv"),
    *[("email", {"personalisation": {"reference": FILE | {"retention_period": period}}},
       prepare_nothing, INVALID,
       f"retention_period Unsupported value for retention_period: {period}. "
       "Supported periods are from 1 to 78 weeks.")
      for period in ("90 weeks", "79 weeks", "0 weeks", "a while")],
    ("email", {"personalisation": {"reference": FILE | {"confirm_email_before_download": "y"}}},
     prepare_nothing, INVALID,
     "confirm_email_before_download Unsupported value for confirm_email_before_download: y. "
     "Use a boolean true or false value."),
    ("email", {"personalisation": {"reference": {"file": "AAAA" * 666_667}}}, with_files, BAD,
     "File too big - the limit is 2MB"),
    ("email", {"personalisation": {"reference": {"file": "no"}}}, with_files, BAD,
     "Could not decode file - it must be base64 encoded"),
    ("email", {"personalisation": {"reference": {"file": 5}}}, with_files, INVALID,
     "personalisation 5 is not of type string"),
    ("sms", {"scheduled_for": "2026-11-22T12:00:01Z"}, prepare_nothing, INVALID,
     "scheduled_for datetime can only be 24 hours in the future"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "changes", "prepare", "error", "message"),
    REFUSALS,
    ids=[f"{row[0]}-{row[4][:60]}" for row in REFUSALS],
)
def test_a_wrong_request_is_refused_in_notifys_words(
    notify: NotifyStandIn, client: NotificationsAPIClient, channel: str, changes: dict[str, Any],
    prepare: Prepare, error: str, message: str,
) -> None:  # fmt: skip
    prepare(notify)
    answer = refusal(client.post, f"/v2/notifications/{channel}", payload(channel, changes))
    assert answer == (400, [{"error": error, "message": message}])
    assert notify.messages == []


def test_every_fault_of_a_requests_shape_is_named_at_once(client: NotificationsAPIClient) -> None:
    _, entries = refusal(client.post, "/v2/notifications/email", {})
    assert [entry["message"] for entry in entries] == [
        "email_address is a required property",
        "template_id is a required property",
    ]
    _, entries = refusal(client.post, "/v2/notifications/sms", {"cc": 1, "reference": 5})
    assert [entry["message"] for entry in entries] == [
        "reference 5 is not of type string",
        "phone_number is a required property",
        "template_id is a required property",
        "Additional properties are not allowed (cc was unexpected)",
    ]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_is_not_json_is_refused(notify: NotifyStandIn, body: bytes) -> None:
    url, headers = f"{notify.url}/v2/notifications/sms", {"Authorization": f"Bearer {token()}"}
    answer = requests.post(url, body, headers=headers, timeout=5)
    assert answer.json()["errors"] == [
        {"error": BAD, "message": "Invalid JSON supplied in POST data"}
    ]


def test_an_unknown_channel_and_a_nul_are_server_errors(client: NotificationsAPIClient) -> None:
    assert refusal(client.post, "/v2/notifications/fax", {})[0] == 500
    assert refusal(send_text, client, reference="a\0b")[0] == 500
