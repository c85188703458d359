"""``manage.py drill`` itself, for as short as it can be: real processes, and none of them left."""

import os
import subprocess
import sys

import psutil
import pytest
from django.core.management import CommandError, call_command

from tests.machinery.product import KEPT, ROOT

LONGEST = 300.0
"""Seconds. It takes a minute and a half where the machine has nothing else to do."""
LET_IN = ("doubled", "outside", "by a way", "too fast", "it was kept", "became", "leak")
"""What no drill may ever say, however little time it had."""


def drill(*arguments, **more):
    kept = {name: os.environ[name] for name in (*KEPT, "DATABASE_URL") if name in os.environ}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "drill", *arguments],
        env=kept | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"} | more,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )


def ours(folder):
    """Processes that were started for a drill in a folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("TMPDIR") == str(folder):
                found.append(process)
        except psutil.Error:
            continue
    return found


@pytest.mark.database
def test_the_shortest_one(tmp_path):
    done = drill("--minutes", "0.5", "--seed", "7", TMPDIR=str(tmp_path))
    said = done.stdout + done.stderr
    rows = done.stdout.splitlines()
    attacks = [row for row in rows if "a receipt: " in row]
    assert len(attacks) == 17, said
    assert all(row.startswith("OK") for row in attacks), said
    assert any("six hours of faults, seed 7" in row for row in rows), said
    wrong = [row for row in rows if row.startswith(" ")]
    assert not [row for row in wrong if row.strip(" -").startswith(LET_IN)], said
    assert all(row.startswith("OK") for row in rows if "leaks: " in row), said
    assert done.returncode == any(row.startswith("NOT OK") for row in rows), said
    assert (ours(tmp_path), list(tmp_path.iterdir())) == ([], []), said


@pytest.mark.parametrize("minutes", [0, 10, -1])
def test_it_is_never_longer_than_ten_minutes(minutes):
    with pytest.raises(CommandError, match="--minutes is more than 0"):
        call_command("drill", minutes=minutes)
