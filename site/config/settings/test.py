"""Tests: production, with the costs that a test does not need taken out and nothing else."""

import os
import tempfile
from pathlib import Path

from config.running.notify import stand_in_templates

# A test never touches the VAR of a developer.
os.environ["VAR"] = os.environ.get("TEST_VAR") or tempfile.mkdtemp(prefix="front-door-test-")
os.environ.setdefault(
    "SECRET_KEY", "a test's key, never used anywhere else, and long enough for it"
)
os.environ.setdefault("KEYS_PASSPHRASE", "a test's passphrase")
os.environ.setdefault("KEYS_RESTRICTED_PASSPHRASE", "the managers' words of a test")
os.environ.setdefault("NOTIFY_RECEIPTS_TOKEN", "a-test-token-for-receipts")
os.environ.setdefault(
    "NOTIFY_API_KEY",
    "test-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222",
)
os.environ.setdefault("MESSAGES", "notify")
os.environ.update(stand_in_templates() | dict(os.environ))

from config.settings.dev import *  # noqa: F403
from config.settings.dev import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
(Path(os.environ["VAR"]) / "static").mkdir(parents=True, exist_ok=True)
