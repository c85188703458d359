"""Files that an email links to: what may be sent, and how the rest is refused."""

import base64
import re
from collections.abc import Iterator
from typing import Any

from tests.standins.notify.errors import bad_request, invalid
from tests.standins.notify.services import Service

LARGEST = 2_000_000
LINK = "https://documents.example.org/d/file"


def problems(values: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the shape of a file. Raises ApiError 400 for its name or retention."""
    for value in values.values():
        if _is_file(value):
            _check_name(value.get("filename"))
            _check_confirmation(value.get("confirm_email_before_download"))
            _check_retention(value.get("retention_period"))
            if not isinstance(value["file"], str):
                yield f"{value['file']} is not of type string"


def with_links(values: dict[str, Any]) -> dict[str, Any]:
    """The values with each file's place taken by a link to it."""
    return {name: LINK if _is_file(value) else value for name, value in values.items()}


def check(service: Service, channel: str, values: dict[str, Any]) -> None:
    """Raises ApiError 400 unless this service may send these files this way."""
    files = [value["file"] for value in values.values() if _is_file(value)]
    if files and channel == "sms":
        raise bad_request("Can only send a file by email")
    if files and not service.contact_details:
        raise bad_request(
            "Send files by email has not been set up - add contact details for your service at "
            "https://www.notifications.service.gov.uk"
            f"/services/{service.id}/service-settings/send-files-by-email"
        )
    for encoded in files:
        _check_content(encoded)


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and "file" in value


def _check_name(name: Any) -> None:
    if name is not None and not re.search(r"\.[^.\s]+$", str(name)):
        raise invalid(
            "filename `filename` must end with a file extension. For example, filename.csv"
        )


def _check_confirmation(wanted: Any) -> None:
    if not (wanted is None or isinstance(wanted, bool)):
        raise invalid(
            "confirm_email_before_download Unsupported value for confirm_email_before_download: "
            f"{wanted}. Use a boolean true or false value."
        )


def _check_retention(kept: Any) -> None:
    weeks = re.fullmatch(r"(\d{1,3}) weeks?", str(kept))
    if kept is not None and not (weeks and 1 <= int(weeks[1]) <= 78):
        raise invalid(
            f"retention_period Unsupported value for retention_period: {kept}. "
            "Supported periods are from 1 to 78 weeks."
        )


def _check_content(encoded: str) -> None:
    try:
        content = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise bad_request("Could not decode file - it must be base64 encoded") from error
    if len(content) > LARGEST:
        raise bad_request("File too big - the limit is 2MB")
