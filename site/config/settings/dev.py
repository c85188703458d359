"""Development and `make run`: production, with every required setting filled in on this machine.

Works with no environment at all. What the environment does give is used instead.
"""

import os
import secrets
from pathlib import Path

# What this machine keeps is its owner's alone: the database, secrets, keys, uploads.
os.umask(0o077)

_ROOT = Path(__file__).resolve().parents[3]
_VAR = Path(os.environ.get("VAR") or _ROOT / "var").expanduser().resolve()


def _kept_secret(name: str) -> str:
    """Return this machine's own secret of that name, made once and kept in ``VAR``."""
    return _kept_in(name).read_text(encoding="utf-8").strip()


def _kept_in(name: str) -> Path:
    """Return the file with this machine's own secret of that name, made once."""
    path = _VAR / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(secrets.token_urlsafe(64), encoding="utf-8")
        path.chmod(0o600)
    return path


def _default(name: str, value: str) -> None:
    """Fill in a setting that the environment names neither directly nor by file."""
    if not os.environ.get(name) and not os.environ.get(f"{name}_FILE"):
        os.environ[name] = value


_default("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT') or 8000}")
_default("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver")
_default("SECRET_KEY", _kept_secret("secret-key"))
_default("KEYS_PASSPHRASE", _kept_secret("keys-passphrase"))
if not os.environ.get("KEYS_RESTRICTED_PASSPHRASE"):
    words = str(_kept_in("keys-restricted-passphrase"))
    os.environ.setdefault("KEYS_RESTRICTED_PASSPHRASE_FILE", words)
_default("NOTIFY_RECEIPTS_TOKEN", _kept_secret("receipts-token"))

from config.settings.production import *  # noqa: E402, F403
