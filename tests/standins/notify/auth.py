"""Who is calling: Notify's tokens, checked in Notify's order and refused in its words."""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from typing import Any

from tests.standins.notify.clock import Clock
from tests.standins.notify.errors import ApiError
from tests.standins.notify.services import ApiKey, Service

BOUND = 30
NOT_A_TOKEN = (
    "Invalid token: make sure your API token matches the example at "
    "https://docs.notifications.service.gov.uk/rest-api.html#authorisation-header"
)
NOT_FOUND = "Invalid token: API key not found"
CLOCK = "Error: Your system clock must be accurate to within 30 seconds"


def authenticate(
    header: str | None, services: Mapping[str, Service], clock: Clock
) -> tuple[Service, ApiKey]:
    """The service and key behind an Authorization header.

    Raises ApiError 401 without a bearer token, 403 for anything wrong with the token.
    """
    token = _bearer(header)
    head, claims, signed, signature = _parse(token)
    service = _service(claims, services)
    keys = [key for key in service.keys if key.known_at(clock.now())]
    if not keys:
        raise _forbidden("Invalid token: service has no API keys")
    if not service.active:
        raise _forbidden("Invalid token: service is archived")
    if head.get("alg") != "HS256":
        raise _forbidden("Invalid token: algorithm used is not HS256")
    key = _signer(keys, signed, signature)
    _check_times(claims, clock.wall())
    if key.revoked_at is not None:
        raise _forbidden("Invalid token: API key revoked")
    return service, key


def _forbidden(message: str) -> ApiError:
    return ApiError(403, "AuthError", message)


def _bearer(header: str | None) -> str:
    if not header:
        raise ApiError(401, "AuthError", "Unauthorized: authentication token must be provided")
    if header[:7].lower() != "bearer ":
        raise ApiError(401, "AuthError", "Unauthorized: authentication bearer scheme must be used")
    return header[7:]


def _parse(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    try:
        head, claims, signature = token.encode("ascii").split(b".")
        parsed = json.loads(_decode(head)), json.loads(_decode(claims))
        if not all(isinstance(part, dict) for part in parsed):
            raise ValueError("a token's parts are objects")
        return *parsed, head + b"." + claims, _decode(signature)
    except (ValueError, RecursionError) as error:
        raise _forbidden(NOT_A_TOKEN) from error


def _decode(part: bytes) -> bytes:
    return base64.b64decode(part + b"=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _service(claims: dict[str, Any], services: Mapping[str, Service]) -> Service:
    if "iss" not in claims:
        raise _forbidden("Invalid token: iss field not provided")
    try:
        service_id = str(uuid.UUID(str(claims["iss"])))
    except ValueError as error:
        raise _forbidden("Invalid token: service id is not the right data type") from error
    if service_id not in services:
        raise _forbidden("Invalid token: service not found")
    return services[service_id]


def _signer(keys: list[ApiKey], signed: bytes, signature: bytes) -> ApiKey:
    for key in keys:
        expected = hmac.new(key.secret.encode(), signed, hashlib.sha256).digest()
        if hmac.compare_digest(expected, signature):
            return key
    raise _forbidden(NOT_FOUND)


def _check_times(claims: dict[str, Any], now: float) -> None:
    if "exp" in claims and not _number(claims["exp"], NOT_A_TOKEN) > now - BOUND:
        raise _forbidden(NOT_A_TOKEN)
    if "iat" not in claims:
        raise _forbidden(NOT_FOUND)
    if abs(_number(claims["iat"], CLOCK) - int(now)) > BOUND:
        raise _forbidden(CLOCK)


def _number(value: Any, refusal: str) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise _forbidden(refusal) from error
