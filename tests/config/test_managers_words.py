"""The managers' words: only `manage.py keys` asks for them, and the demonstration's are known."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from config.demo import people
from config.running import preparation, summary
from config.running.notify import Messages
from tests.machinery.product import ROOT, environment

SERVER = """
import os
from config.wsgi import application
from django.conf import settings
held = [str(getattr(settings, name)) for name in dir(settings) if name.isupper()]
print(any("CANARY-words" in value for value in held))
"""


def test_no_server_process_holds_them_even_where_they_are_in_a_file(tmp_path):
    words = tmp_path / "words"
    words.write_text("CANARY-words that are long enough")
    own = {"PYTHONPATH": f"{ROOT}/site:{ROOT}", "KEYS_RESTRICTED_PASSPHRASE_FILE": str(words)}
    done = subprocess.run(
        [sys.executable, "-c", SERVER],
        cwd=ROOT, env=environment(tmp_path, 8000) | own, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "False\n"), done.stderr


@pytest.fixture
def machine(settings, monkeypatch, tmp_path):
    """A machine on which nothing was made yet, with the words in a file, as dev has it."""
    settings.VAR, settings.KEYS_DIR = tmp_path, tmp_path / "keys"
    settings.KEYS_PASSPHRASE = "a passphrase for a process"
    file = tmp_path / "secrets" / "keys-restricted-passphrase"
    file.parent.mkdir()
    file.write_text("the words of this machine alone")
    monkeypatch.delenv("KEYS_RESTRICTED_PASSPHRASE")
    monkeypatch.setenv("KEYS_RESTRICTED_PASSPHRASE_FILE", str(file))
    monkeypatch.setattr(preparation, "_migrate", lambda: None)
    monkeypatch.setattr(preparation, "_collect_static_files", lambda: None)
    monkeypatch.setattr(preparation, "_load_hub", lambda: None)
    # The test's own transaction lives on this connection.
    monkeypatch.setattr(preparation.connection, "close", lambda: None)
    return file


def prepare(*, demo):
    """Make ready without the content itself; return the line about the queue."""
    quietly, made = preparation._quietly, []
    preparation._quietly = lambda *command: (
        made.append(command) or (quietly(*command) if command[0] == "keys" else None)
    )
    try:
        sign_ins = preparation.prepare(demo=demo)
    finally:
        preparation._quietly = quietly
    return summary.lines(Messages("", "", (), {}, {}), sign_ins)[2]


def unlocks(words):
    from referrals_portal.sealing import lending

    try:
        return bool(lending.unlock(words))
    except lending.DoesNotUnlock:
        return False


@pytest.mark.django_db
def test_in_the_demonstration_they_are_its_password_and_that_is_said(machine):
    assert "also unlocks what is restricted" in prepare(demo=True)
    assert unlocks(people.PASSWORD)
    call_command("keys", "rotate")
    assert unlocks(people.PASSWORD), "and the commands know them"


@pytest.mark.django_db
def test_without_it_they_are_this_machine_s_own(machine):
    assert "unlocks" not in prepare(demo=False)
    assert unlocks("the words of this machine alone")
    assert not unlocks(people.PASSWORD)


@pytest.mark.django_db
def test_keys_that_are_there_keep_their_words(machine):
    prepare(demo=False)
    assert "unlocks" not in prepare(demo=True)
    assert machine.read_text() == "the words of this machine alone"


@pytest.mark.django_db
def test_a_file_elsewhere_is_an_operator_s_and_stays(machine, tmp_path_factory, monkeypatch):
    theirs = tmp_path_factory.mktemp("credentials") / "words"
    theirs.write_text("an operator's own words")
    monkeypatch.setenv("KEYS_RESTRICTED_PASSPHRASE_FILE", str(theirs))
    prepare(demo=True)
    assert theirs.read_text() == "an operator's own words"
    assert unlocks("an operator's own words")


def test_the_public_password_is_never_given_where_the_world_can_come(machine, settings):
    settings.HTTPS = True
    people.give_managers_words()
    assert machine.read_text() == "the words of this machine alone"
    assert os.environ["KEYS_RESTRICTED_PASSPHRASE_FILE"] == str(machine)
