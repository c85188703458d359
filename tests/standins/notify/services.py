"""Services of Notify and their keys: who may call, and what they may send."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.standins.notify.templates import DEFAULTS, Template

SERVICE_ID = "5a3a0d3e-0002-4000-8000-000000000001"
SECRETS = {
    "normal": "5a3a0d3e-0003-4000-8000-000000000001",
    "team": "5a3a0d3e-0003-4000-8000-000000000002",
    "test": "5a3a0d3e-0003-4000-8000-000000000003",
}
LABELS = {"normal": "LIVE", "team": "TEAM", "test": "TEST"}
REVOKED_IS_REMEMBERED = timedelta(days=7)


@dataclass
class ApiKey:
    """One key: its type says what becomes of a message."""

    name: str
    secret: str
    type: str = "normal"
    revoked_at: datetime | None = None

    def known_at(self, now: datetime) -> bool:
        """Whether Notify still recognises the key, if only to say that it was revoked."""
        return self.revoked_at is None or now - self.revoked_at < REVOKED_IS_REMEMBERED


@dataclass
class Service:
    """One service: its keys, templates, senders and permissions.

    Permissions: email, sms, international_sms, sms_to_uk_landlines.
    """

    id: str = SERVICE_ID
    name: str = "Front Desk"
    active: bool = True
    trial: bool = False
    keys: list[ApiKey] = field(default_factory=list)
    permissions: set[str] = field(default_factory=lambda: {"email", "sms"})
    guest_list: set[str] = field(default_factory=set)
    reply_to_ids: set[str] = field(default_factory=set)
    sms_senders: dict[str, str] = field(default_factory=dict)
    default_sms_sender: str = "FrontDesk"
    contact_details: str | None = None
    templates: dict[str, Template] = field(default_factory=lambda: dict(DEFAULTS))

    @property
    def from_email(self) -> str:
        """The address an inbox shows."""
        return f"{self.name.lower().replace(' ', '.')}@notify.example.org"

    def api_key(self, type_: str = "normal") -> str:
        """The key string of the first key of a type, as a client is given it."""
        key = next(key for key in self.keys if key.type == type_)
        return f"{key.name}-{self.id}-{key.secret}"


def service_of(api_key: str | None = None) -> Service:
    """A service with one key of each type.

    The normal key and the service's id are those of `api_key`
    (``<name>-<service uuid>-<secret uuid>``) where one is given.
    Raises ValueError when it does not have that shape.
    """
    service = Service(keys=[ApiKey(f"front_desk_{t}", secret, t) for t, secret in SECRETS.items()])
    if api_key is not None:
        name, service_id, secret = api_key[:-74], api_key[-73:-37], api_key[-36:]
        uuid.UUID(service_id), uuid.UUID(secret)
        service.id = service_id
        service.keys[0] = ApiKey(name, secret)
    return service
