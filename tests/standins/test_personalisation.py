"""How what a caller sends is put into a template."""

from typing import Any

import pytest
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    EMAIL,
    LONG,
    LONG_EMAIL,
    MAYBE,
    NAMED,
    PHONE,
    letter,
    refusal,
    text,
)
from tests.standins.notify import NotifyStandIn
from tests.standins.notify.gsm import as_text_message, parts


@pytest.mark.parametrize("name", ["name", "NAME", "N A_m-E", " na me "])
def test_names_match_whatever_their_case_and_spaces(
    client: NotificationsAPIClient, name: str
) -> None:
    values = {name: "Ada", "late": "no", "unused": "x"}
    answer = client.send_sms_notification(PHONE, MAYBE.id, values)
    assert answer["content"]["body"] == "Hello Ada."


# A value, in a text, in an email's body and in its subject.
VALUES: list[tuple[Any, str, str, str]] = [
    ("Ada", "Ada", "Ada", "Ada"),
    ("", "", "", ""),
    (0, "0", "0", "0"),
    (1.5, "1.5", "1.5", "1.5"),
    (True, "True", "True", "True"),
    (["a", "b"], "a and b", "\n\n* a\n* b\n", "a and b"),
    (["a", "b", "c"], "a, b and c", "\n\n* a\n* b\n* c\n", "a, b and c"),
    ({"a": 1}, "{'a': 1}", "{'a': 1}", "{'a': 1}"),
    ("one\ntwo", "one\ntwo", "one\ntwo", "one two"),
    ("# big [l](http://example.org)", "# big [l](http://example.org)",
     "# big [l](http://example.org)", "# big [l](http://example.org)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "in_text", "in_body", "in_subject"), VALUES, ids=[str(row[0]) for row in VALUES]
)
def test_values_become_text(
    notify: NotifyStandIn,
    client: NotificationsAPIClient,
    value: Any,
    in_text: str,
    in_body: str,
    in_subject: str,
) -> None:
    sms, email = text("<((x))>"), letter("<((x))>", subject="<((x))>")
    notify.service.templates.update({sms.id: sms, email.id: email})
    sent = client.send_sms_notification(PHONE, sms.id, {"x": value})
    assert sent["content"]["body"] == f"<{in_text}>"
    content = client.send_email_notification(EMAIL, email.id, {"x": value})["content"]
    assert content["body"] == f"<{in_body}>"
    assert content["subject"] == f"<{in_subject}>"


@pytest.mark.parametrize(
    ("flag", "shown"),
    [
        *[(flag, True) for flag in
          ("true", "True", "YES", "yes", "y", "t", "1", "include", "Show", True, 1)],
        *[(flag, False) for flag in ("false", "no", "0", "maybe", "", "on", False, 0, 2)],
    ],
)  # fmt: skip
def test_a_condition_is_met_by_few_words(
    client: NotificationsAPIClient, flag: Any, shown: bool
) -> None:
    answer = client.send_sms_notification(PHONE, MAYBE.id, {"name": "Ada", "late": flag})
    assert answer["content"]["body"] == f"Hello Ada{' in the evening' if shown else ''}."


@pytest.mark.parametrize("values", [{"name": "Ada"}, {"name": "Ada", "late": None}])
def test_a_condition_must_be_given(client: NotificationsAPIClient, values: Any) -> None:
    _, entries = refusal(client.send_sms_notification, PHONE, MAYBE.id, values)
    message = "Missing personalisation: late"
    assert entries == [{"error": "BadRequestError", "message": message}]


def test_what_is_missing_is_named_in_the_templates_order(client: NotificationsAPIClient) -> None:
    values = {"reference": None, "name": None}
    _, entries = refusal(client.send_email_notification, EMAIL, NAMED.id, values)
    assert entries[0]["message"] == "Missing personalisation: name, reference"


@pytest.mark.parametrize(
    ("typed", "harmless"),
    [
        ("Ada", "Ada"),
        ("see https://evil.example/x now", "see  now"),
        ("www.evil.example", ""),
        ("evil.example", "evil. example"),
        ("# big", r"\# big"),
        ("[l](x)", r"\[l\]\(x\)"),
        ("*a* _b_", r"\*a\* \_b\_"),
    ],
)
def test_what_was_typed_can_be_made_harmless(
    notify: NotifyStandIn, client: NotificationsAPIClient, typed: str, harmless: str
) -> None:
    template = letter("Dear ((some name)) and ((other))")
    notify.service.templates[template.id] = template
    answer = client.send_email_notification(
        EMAIL, template.id, {"some name": typed, "other": "# big"},
        sanitise_content_for=["SomeName"],
    )  # fmt: skip
    assert answer["content"]["body"] == f"Dear {harmless} and # big"
    assert answer["sanitised_content"] == {
        "some name": {"unsanitised": typed, "sanitised": harmless}
    }


@pytest.mark.parametrize("value", [1, True, ["a"], {"a": 1}])
def test_making_harmless_what_is_no_string_is_a_server_error(
    notify: NotifyStandIn, client: NotificationsAPIClient, value: Any
) -> None:
    status, _ = refusal(
        client.send_email_notification, EMAIL, LONG_EMAIL.id, {"words": value},
        sanitise_content_for=["words"],
    )  # fmt: skip
    assert status == 500
    assert notify.messages == []


CONVERTED: list[tuple[str, str, int]] = [
    # what was typed, what a phone shows, in how many parts
    (" “Hi”…\tthere – ŵ ", '"Hi"... there - ŵ', 1),
    ("it’s — so", "it's - so", 1),
    ("日本 😀", "?? ?", 1),
    ("é ā", "é a", 1),
    ("a" * 160, "a" * 160, 1),
    ("a" * 161, "a" * 161, 2),
    ("a" * 306, "a" * 306, 2),
    ("a" * 307, "a" * 307, 3),
    *[(sign * 80, sign * 80, 1) for sign in "€^{}[]~|\\"],
    *[(sign * 81, sign * 81, 2) for sign in "€^{}[]~|\\"],
    *[(letter_ * 70, letter_ * 70, 1) for letter_ in "ŵŷâêîôûŴŶÂÊÎÔÛ"],
    *[(letter_ * 71, letter_ * 71, 2) for letter_ in "ŵŷâêîôûŴŶÂÊÎÔÛ"],
    ("ŵ" * 134, "ŵ" * 134, 2),
    ("ŵ" * 135, "ŵ" * 135, 3),
]


@pytest.mark.parametrize(
    ("typed", "seen", "count"), CONVERTED, ids=[f"{row[0][:12]}-{len(row[0])}" for row in CONVERTED]
)
def test_texts_hold_what_phones_can_show(typed: str, seen: str, count: int) -> None:
    assert as_text_message(typed) == seen
    assert parts(seen) == count


def test_the_answer_has_what_the_phone_will_show_without_the_services_name(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    answer = client.send_sms_notification(PHONE, LONG.id, {"words": "\t“日”  "})
    assert answer["content"]["body"] == '"?"'
    assert notify.messages[0].as_seen == 'Front Desk: "?"'
