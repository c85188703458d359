"""The settings of a process that starts: what is wrong is one sentence, never a traceback."""

import subprocess
import sys

import pytest

from tests.machinery.product import ROOT, environment


def start(tmp_path, show="0", **settings):
    """Read the settings as a process does, and print one of them."""
    return subprocess.run(
        [sys.executable, "-c", f"from config.settings import dev; print({show})"],
        cwd=ROOT,
        env=environment(tmp_path, 8000) | {"PYTHONPATH": f"{ROOT}/site:{ROOT}"} | settings,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DATABASE_URL", "foo", "postgresql://"),
        ("DATABASE_URL", "mysql://user:CANARY@host/name", "postgresql://"),
        ("HUB", "nowhere", "hampshire-and-isle-of-wight"),
        ("NOTIFY_BASE_URL", "notify", "such as https://"),
        ("NOTIFY_RECEIPTS_TOKEN", "short", "at least 10"),
        ("METRICS_TOKEN", "short-CANARY", "at least 20"),
        ("OPERATOR_EMAIL", "CANARY", "one email address"),
        ("OPERATOR_EMAIL", "a@example.org,CANARY@example.org", "one email address"),
    ],
)
def test_a_malformed_setting_stops_the_process_with_a_sentence(tmp_path, name, value, says):
    done = start(tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(name)
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert "CANARY" not in done.stderr


def test_what_a_database_s_address_says_wins_over_our_options(tmp_path):
    url = "postgresql:///hub?options=-c%20statement_timeout%3D9000&connect_timeout=7"
    done = start(
        tmp_path,
        "dev.DATABASES['default']['OPTIONS']",
        DATABASE_URL=url,
        DATABASE_PATIENCE="3000",
    )
    assert "'connect_timeout': 7" in done.stdout
    assert "lock_timeout=3000" in done.stdout
    assert done.stdout.index("statement_timeout=9000") > done.stdout.index("statement_timeout=3000")


def test_a_form_process_needs_no_key_of_notify(tmp_path):
    done = start(tmp_path, "dev.MESSAGES", MESSAGES="notify", SURFACES="public,form")
    assert (done.returncode, done.stdout) == (0, "notify\n")
