"""The shape of a request: every fault of it at once, in Notify's words."""

import json
import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.standins.notify import files
from tests.standins.notify.errors import bad_request, invalid
from tests.standins.notify.recipients import RecipientError, check_email, check_phone

RECIPIENT = {"email": "email_address", "sms": "phone_number"}
STATUSES = [
    "cancelled",
    "created",
    "sending",
    "sent",
    "delivered",
    "pending",
    "failed",
    "technical-failure",
    "temporary-failure",
    "permanent-failure",
    "pending-virus-check",
    "validation-failed",
    "virus-scan-failed",
    "returned-letter",
    "accepted",
    "received",
]
TYPES = ["sms", "email", "letter"]

Check = Callable[[Any], str | None]


def parse(raw: bytes) -> Any:
    """The JSON of a request's body. Raises ApiError 400."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise bad_request("Invalid JSON supplied in POST data") from error


def check_post(channel: str, data: Any, now: datetime) -> dict[str, Any]:
    """The body of a POST for "email" or "sms", if it is well-formed. Raises ApiError 400."""
    recipient = RECIPIENT[channel]
    checks: dict[str, Check] = {
        recipient: _email if channel == "email" else _phone,
        "template_id": _uuid,
        "personalisation": _personalisation,
        "reference": _reference,
        "scheduled_for": lambda value: _scheduled(value, now),
    }
    if channel == "email":
        checks["email_reply_to_id"] = _uuid
        checks["one_click_unsubscribe_url"] = _https
        checks["sanitise_content_for"] = _names
    else:
        checks["sms_sender_id"] = _uuid
    return check_object(data, checks, required=(recipient, "template_id"))


def check_preview(data: Any) -> dict[str, Any]:
    """The body of a template's preview, if it is well-formed. Raises ApiError 400."""
    return check_object(data, {"personalisation": _personalisation})


def check_object(
    data: Any, checks: dict[str, Check], required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The object, if every field passes its check, none is missing and none is unknown."""
    if not isinstance(data, dict):
        raise invalid(_not_of_type(data, "object"))
    problems = [
        f"{name} {problem}"
        for name, check in checks.items()
        if name in data and (problem := check(data[name]))
    ]
    problems += [f"{name} is a required property" for name in required if name not in data]
    if unknown := [name for name in data if name not in checks]:
        verb = "was" if len(unknown) == 1 else "were"
        listed = ", ".join(unknown)
        problems.append(f"Additional properties are not allowed ({listed} {verb} unexpected)")
    if problems:
        raise invalid(*problems)
    return data


def check_id(value: str, name: str) -> str:
    """An id from an address, in its usual form. Raises ApiError 400."""
    if _uuid(value):
        raise invalid(f"{name} is not a valid UUID")
    return str(uuid.UUID(value))


def one_of(value: str, name: str, allowed: list[str]) -> str:
    """A word from an address. Raises ApiError 400 when it is not among those allowed."""
    if value not in allowed:
        raise invalid(f"{name} {value} is not one of [{', '.join(allowed)}]")
    return value


def _not_of_type(value: Any, name: str) -> str:
    shown = value if isinstance(value, str) else repr(value).replace("'", "")
    return f"{shown} is not of type {name}"


def _uuid(value: Any) -> str | None:
    try:
        uuid.UUID(value)
    except (TypeError, ValueError, AttributeError):
        return "is not a valid UUID"
    return None


def _email(value: Any) -> str | None:
    return _recipient(value, check_email)


def _phone(value: Any) -> str | None:
    return _recipient(value, check_phone)


def _recipient(value: Any, check: Callable[[str], object]) -> str | None:
    if not isinstance(value, str):
        return _not_of_type(value, "string")
    try:
        check(value)
    except RecipientError as error:
        return str(error)
    return None


def _reference(value: Any) -> str | None:
    if not isinstance(value, str):
        return _not_of_type(value, "string")
    return f"{value} is too long" if len(value) > 1000 else None


def _https(value: Any) -> str | None:
    if isinstance(value, str) and re.match(r"https://[^\s/]", value):
        return None
    return "is not a valid https url"


def _names(value: Any) -> str | None:
    if not isinstance(value, list):
        return _not_of_type(value, "array")
    wrong = next((item for item in value if not isinstance(item, str)), None)
    return None if all(isinstance(i, str) for i in value) else _not_of_type(wrong, "string")


def _personalisation(value: Any) -> str | None:
    if not isinstance(value, dict):
        return _not_of_type(value, "object")
    return next(files.problems(value), None)


def _scheduled(value: Any, now: datetime) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        return _not_of_type(value, "string")
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return (
            "datetime format is invalid. It must be a valid ISO8601 date time format, "
            "https://en.wikipedia.org/wiki/ISO_8601"
        )
    when = when.replace(tzinfo=when.tzinfo or UTC)
    if when < now:
        return "datetime can not be in the past"
    if when - now > timedelta(hours=24):
        return "datetime can only be 24 hours in the future"
    return None
