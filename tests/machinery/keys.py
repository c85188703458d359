"""Keys of a test's own, made once for all tests and copied for each."""

import shutil
from pathlib import Path

import pytest
from django.test import override_settings

from referrals_portal.sealing import keepers

PASSPHRASE = "a passphrase for tests"
WORDS = "the managers' words of a test"


@pytest.fixture(scope="session")
def first_keys(tmp_path_factory) -> Path:
    """A folder with a whole set of keys, and the recovery kit beside it."""
    folder = tmp_path_factory.mktemp("keys")
    with override_settings(KEYS_DIR=folder / "keys", KEYS_PASSPHRASE=PASSPHRASE):
        (folder / "kit.txt").write_text(keepers.create())
    return folder


@pytest.fixture
def keys(settings, first_keys, tmp_path) -> Path:
    """Keys in a folder of the test's own, which it may harm."""
    settings.KEYS_DIR, settings.KEYS_PASSPHRASE = tmp_path / "keys", PASSPHRASE
    shutil.copytree(first_keys / "keys", settings.KEYS_DIR)
    return settings.KEYS_DIR


@pytest.fixture
def kit(keys, first_keys) -> str:
    """The text of the recovery kit of `keys`."""
    return (first_keys / "kit.txt").read_text()
