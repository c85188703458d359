"""``manage.py drill`` itself, for half a minute: real processes, and none of them left."""

import os
import subprocess
import sys

import psutil
import pytest

from tests.machinery.product import KEPT, ROOT

pytestmark = pytest.mark.database
STEPS = 45.0


def drill(*arguments, **more):
    kept = {name: os.environ[name] for name in (*KEPT, "DATABASE_URL") if name in os.environ}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "drill", *arguments],
        env=kept | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"} | more,
        capture_output=True,
        text=True,
        timeout=240,
    )


def test_a_short_one(tmp_path):
    before = {process.pid for process in psutil.process_iter()}
    done = drill("--minutes", "1", "--seed", "7", TMPDIR=str(tmp_path))
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    left = [
        process
        for process in psutil.process_iter()
        if process.pid not in before and str(tmp_path) in str(process.environ())
    ]
    assert (left, list(tmp_path.iterdir())) == ([], []), said


@pytest.mark.parametrize("minutes", ["0", "10", "-1"])
def test_it_is_never_longer_than_ten_minutes(minutes):
    done = drill("--minutes", minutes)
    assert (done.returncode, "--minutes is more than 0" in done.stderr) == (1, True)
