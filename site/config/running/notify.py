"""Where messages go while the product runs on one machine: to a stand-in, unless told otherwise."""

import os
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from config.running import ports
from referrals_portal.messages.catalogue import settings_named

STAND_IN = "tests.standins.notify"
STAND_IN_IDS = uuid.UUID("5a3a0d3e-0001-4000-8000-000000000000")


def template_id(name: str) -> str:
    """Return the id that a template has in the stand-in, which knows every one of ours."""
    return str(uuid.uuid5(STAND_IN_IDS, name))


def stand_in_templates() -> dict[str, str]:
    """Return the settings that name the stand-in's templates."""
    return {f"NOTIFY_TEMPLATE_{name}": template_id(name) for name in settings_named()}


@dataclass(frozen=True, slots=True)
class Messages:
    """What the processes need for messages.

    ``go_to`` is an address, empty where nothing is sent; ``remark`` explains it in a few words.
    ``command`` starts the stand-in, or is empty where there is none; ``environment`` is for every
    process and ``secrets`` for the worker and the stand-in.
    """

    go_to: str
    remark: str
    command: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)


def messages(port: int) -> Messages:
    """Return how messages are sent, ``port`` being the one that the product itself serves on."""
    given = os.environ.get
    if given("MESSAGES", "notify") != "notify":
        return Messages("", f"no stand-in, because MESSAGES is {given('MESSAGES')}")
    if given("NOTIFY_BASE_URL") or given("NOTIFY_BASE_URL_FILE"):
        environment = {"MESSAGES": "notify"}
        return Messages(settings.NOTIFY_BASE_URL, "as you chose", environment=environment)
    return _stand_in(port)


def _stand_in(port: int) -> Messages:
    own = ports.a_free_one(port + 1)
    receipts = f"http://{ports.LOOPBACK}:{port}/messages/receipts/"
    return Messages(
        go_to=f"http://{ports.LOOPBACK}:{own}/",
        remark="what would have been sent; nothing really is",
        command=(sys.executable, "-m", STAND_IN, "--port", str(own), "--receipts-url", receipts),
        environment={
            "MESSAGES": "notify",
            "NOTIFY_BASE_URL": f"http://{ports.LOOPBACK}:{own}",
            **{name: os.environ.get(name) or value for name, value in stand_in_templates().items()},
        },
        secrets={"NOTIFY_API_KEY": settings.NOTIFY_API_KEY or _own_key()},
    )


def _own_key() -> str:
    """Return a key that only this installation's stand-in knows, made once."""
    path = Path(settings.VAR) / "secrets" / "notify-api-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(f"stand_in-{uuid.uuid4()}-{uuid.uuid4()}", encoding="ascii")
    return path.read_text(encoding="ascii")
