"""Settings from the environment: each as ``NAME`` or, for secrets, as ``NAME_FILE``.

A setting that is missing or malformed is one helpful sentence and exit status 1, never a
traceback: whoever reads it is starting a server.
"""

import os
import re
import sys
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote, urlsplit

import dj_database_url

SURFACES = ("public", "form", "cms", "intake")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
DATABASES = ("sqlite", "postgres", "postgresql")


def refuse(sentence: str) -> NoReturn:
    """Stop with one sentence for the operator, and exit status 1."""
    sys.stderr.write(sentence + "\n")
    raise SystemExit(1)


def text(name: str, default: str | None = None) -> str:
    """Return the value of ``name``, or of the file that ``name_FILE`` points at.

    Without a default the setting is required. An empty value counts as absent.
    """
    value = os.environ.get(name, "")
    path = os.environ.get(f"{name}_FILE", "")
    if value and path:
        refuse(f"Set either {name} or {name}_FILE, not both.")
    if path:
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            refuse(f"{name}_FILE names {path}, which cannot be read as text.")
    if value:
        return value
    if default is None:
        refuse(f"{name} is not set. Set it, or {name}_FILE; docs/settings.md says what it is for.")
    return default


def token(name: str, shortest: int) -> str:
    """Return a secret of at least ``shortest`` characters, or an empty one where none is set."""
    value = text(name, "")
    if value and len(value) < shortest:
        refuse(f"{name} is too short. Use at least {shortest} random characters.")
    return value


def mailbox(name: str) -> str:
    """Return an email address, or an empty text where none is set."""
    value = text(name, "")
    if value and not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", value):
        refuse(f"{name} is not one email address such as operator@hub.example.org.")
    return value


def words(name: str, default: str) -> list[str]:
    """Return a comma-separated setting as a list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str) -> frozenset[str]:
    """Return host names, each with a port if that is not 443; none where it is not set.

    A name, never an address in figures: what it leads to is judged each time.
    """
    found = frozenset(word.lower() for word in words(name, ""))
    for host in sorted(found):
        plain, _, port = host.partition(":")
        label = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
        named = re.fullmatch(rf"(?:{label}\.)+(?!\d+$|0x){label}", plain) and len(plain) <= 253
        if not named or (":" in host and not re.fullmatch(r"[1-9][0-9]{0,4}", port)):
            refuse(
                f"{name} has {host!r}; it must be names of hosts, such as directory.example.org, "
                "without https:// and with commas between."
            )
    return found


def one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
    """Return a setting that must be one of ``allowed``."""
    value = text(name, default)
    if value not in allowed:
        refuse(f"{name} is {value!r}; it must be one of: {', '.join(allowed)}.")
    return value


def number(name: str, default: int) -> int:
    """Return a whole number, zero or more."""
    value = text(name, str(default))
    if not value.isdecimal():
        refuse(f"{name} is {value!r}; it must be a whole number.")
    return int(value)


def surfaces() -> frozenset[str]:
    """Return the surfaces that this process serves."""
    chosen = words("SURFACES", ",".join(SURFACES))
    unknown = sorted(set(chosen) - set(SURFACES))
    if unknown or not chosen:
        refuse(
            f"SURFACES has {', '.join(unknown) or 'nothing'}; choose from {', '.join(SURFACES)}."
        )
    return frozenset(chosen)


def address(name: str, default: str | None = None) -> str:
    """Return an origin such as ``https://hub.example.org``, without a slash at the end.

    Plain http is accepted for this machine only: the draft's cookie must never travel in clear.
    """
    value = text(name, default).rstrip("/")
    _refuse_unless_safe(name, value)
    if urlsplit(value).path:
        refuse(f"{name} is {value!r}; it must be an address such as https://hub.example.org.")
    return value


def address_if_any(name: str) -> str:
    """Return an origin as `address` does, or an empty text where none is set."""
    return address(name) if text(name, "") else ""


def sender(name: str, default: str) -> str:
    """Return an email address, which may have a name before it: ``Front Desk <post@…>``."""
    value = text(name, default)
    _, found = parseaddr(value)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", found) or "\n" in value or "\r" in value:
        refuse(f"{name} is {value!r}; it must be an address such as post@hub.example.org.")
    return value


def page(name: str, default: str) -> str:
    """Return the whole address of a page somewhere, such as ``https://example.org/weather``."""
    value = text(name, default)
    _refuse_unless_safe(name, value)
    return value


def _refuse_unless_safe(name: str, value: str) -> None:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        refuse(f"{name} is {value!r}; it must be an address such as https://hub.example.org.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        refuse(f"{name} is {value!r}; it must begin with https:// unless it is this machine.")


def database(default: Path) -> dict[str, Any]:
    """Return ``DATABASE_URL`` as Django has it, always with ``OPTIONS``; else SQLite in a file.

    The refusal never repeats the address: a password may be in it.
    """
    url = text("DATABASE_URL", f"sqlite:///{quote(str(default))}")
    found: dict[str, Any] = {"OPTIONS": {}}
    if url.partition("://")[0] in DATABASES:
        with suppress(ValueError):
            found |= dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if not found.get("NAME") and "service" not in found["OPTIONS"]:
        refuse(
            "DATABASE_URL must be the address of a database, such as "
            "postgresql://user:password@host/name or sqlite:////srv/hub/db.sqlite3."
        )
    return found


def folder(name: str, default: Path) -> Path:
    """Return a folder as an absolute path; it need not exist yet."""
    return Path(text(name, str(default))).expanduser().resolve()
