"""Addresses and numbers as the stand-in reads them."""

from typing import Any

import phonenumbers
import pytest
import requests
from notifications_python_client.notifications import NotificationsAPIClient
from phonenumbers import PhoneNumberType

from tests.standins.driving import order, refusal, send_email, send_text
from tests.standins.notify import NotifyStandIn
from tests.standins.notify.recipients import RecipientError, check_email, check_phone

FRENCH = "+33 6 12 34 56 78"
ISLANDS = ["JE", "GG", "IM"]


def example(region: str, kind: int) -> str:
    """A number of a kind that the library has as its example; nobody is ever called."""
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123",
        "+447700900123",
        "447700900123",
        "00447700900123",
        "7700900123",
        "+44 (0)7700-900123",
        "+07700900123",
        "(07700) 900-123",
        " 0 7 7 0 0 9 0 0 1 2 3 ",
        "\u200b07700\u00a0900123",
    ],
)
def test_numbers_are_understood_however_they_are_typed_and_shown_as_they_were(
    notify: NotifyStandIn, client: NotificationsAPIClient, number: str
) -> None:
    phone = check_phone(number)
    assert (phone.digits, phone.in_uk, phone.mobile) == ("447700900123", True, True)
    sent = send_text(client, number)
    assert client.get_notification_by_id(sent["id"])["phone_number"] == number
    assert listed(notify) == (number, "447700900123")


def listed(notify: NotifyStandIn) -> tuple[str, str]:
    """To whom the newest message is, as written and as sent."""
    newest = requests.get(f"{notify.url}/_control/messages", timeout=5).json()["messages"][0]
    return newest["to"], newest["sent_to"]


@pytest.mark.parametrize("region", ISLANDS)
def test_mobiles_of_the_islands_count_as_uk(
    notify: NotifyStandIn, client: NotificationsAPIClient, region: str
) -> None:
    phone = check_phone(example(region, PhoneNumberType.MOBILE))
    assert (phone.in_uk, phone.mobile) == (True, True)
    assert send_text(client, example(region, PhoneNumberType.MOBILE))


@pytest.mark.parametrize("region", ISLANDS)
def test_landlines_of_the_islands_are_landlines(
    notify: NotifyStandIn, client: NotificationsAPIClient, region: str
) -> None:
    number = example(region, PhoneNumberType.FIXED_LINE)
    entries = [{"error": "InvalidPhoneError", "message": "Not a UK mobile number"}]
    assert refusal(send_text, client, number) == (400, entries)
    notify.service.permissions |= {"sms_to_uk_landlines"}
    assert send_text(client, number)


def test_a_landline_needs_a_permission(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    assert refusal(send_text, client, "020 7946 0123")[0] == 400
    order(notify, service={"permissions": ["sms", "sms_to_uk_landlines"]})
    assert send_text(client, "020 7946 0123")
    assert refusal(send_text, client, FRENCH)[0] == 400


@pytest.mark.parametrize("number", [f"07700 900{number:03}" for number in (0, 1, 500, 999)])
def test_the_numbers_of_drama_are_valid(number: str) -> None:
    assert check_phone(number).mobile


LONGEST = f"{'a' * (320 - len('@example.org'))}@example.org"
ADDRESSES: list[tuple[str, str]] = [
    # as the caller writes it, as it is shown
    ("ada@example.org", "ada@example.org"),
    ("Ada@Example.ORG", "Ada@Example.ORG"),
    (" \u200bada@example.org\u00a0\n", "ada@example.org"),
    ("ada@bücher.example", "ada@bücher.example"),
    ("a.d+a'!#$%&*/=?^_`{|}~-@example.org", "a.d+a'!#$%&*/=?^_`{|}~-@example.org"),
    (LONGEST, LONGEST),
]


@pytest.mark.parametrize(("typed", "shown"), ADDRESSES, ids=[row[0][:30] for row in ADDRESSES])
def test_addresses_are_trimmed_shown_as_written_and_sent_in_lower_case(
    notify: NotifyStandIn, client: NotificationsAPIClient, typed: str, shown: str
) -> None:
    sent = send_email(client, typed)
    assert client.get_notification_by_id(sent["id"])["email_address"] == shown
    assert listed(notify) == (shown, shown.lower())


@pytest.mark.parametrize(
    "address",
    [
        "", "ada", "@example.org", "ada@", "ada@example", "ada@example.o", "a..da@example.org",
        "ada@example..org", "ädä@example.org", '"ada"@example.org', "a da@example.org",
        f"a{LONGEST}", "ada@-example.org", "ada@example.org, bo@example.org",
    ],
)  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(RecipientError, match=r"^Not a valid email address$"):
        check_email(address)


SIMULATED: list[tuple[str, Any]] = [
    ("perm-fail@simulator.notify", send_email),
    ("temp-fail@simulator.notify", send_email),
    ("07700 900002", send_text),
    ("07700 900003", send_text),
]


@pytest.mark.parametrize(("to", "send"), SIMULATED, ids=[row[0] for row in SIMULATED])
def test_for_a_live_key_those_who_are_simulated_are_as_others(
    notify: NotifyStandIn, client: NotificationsAPIClient, to: str, send: Any
) -> None:
    sent = send(client, to)
    order(notify, advance=10)
    assert client.get_notification_by_id(sent["id"])["status"] == "delivered"
