"""The settings of a process that starts: what is wrong is one sentence, never a traceback."""

import subprocess
import sys

import pytest

from config import checks
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
        ("EMAIL_PORT", "smtp", "a whole number"),
        ("EMAIL_SECURITY", "ssl", "none, starttls, tls"),
        ("EMAIL_FROM", "Front Desk", "such as post@"),
        ("EMAIL_FROM", "post@example.org\nBcc: all@example.org", "such as post@"),
        ("POSTCODES_IO_URL", "http://postcodes.example.org", "https://"),
        ("OPERATOR_EMAIL", "CANARY", "one email address"),
        ("FEED_HOSTS", "https://directory.example.org", "names of hosts"),
        ("FEED_HOSTS", "directory.example.org,127.0.0.1", "names of hosts"),
        ("FEED_HOSTS", "*.example.org", "names of hosts"),
        ("FEED_HOSTS", "directory.example.org:0", "names of hosts"),
        ("FEED_HOSTS", "localhost", "names of hosts"),
        ("FEED_HOSTS", "directory.example.org.", "names of hosts"),
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


OURS = "smtp.Backend"
_MAIL = ("EMAIL_BACKEND[26:]", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
MAIL = f"[{', '.join(f'dev.{name}' for name in _MAIL)}]"


@pytest.mark.parametrize(
    ("security", "both"),
    [("none", [False, False]), ("starttls", [True, False]), ("tls", [False, True])],
)
def test_a_mail_server_is_named_by_settings(tmp_path, security, both):
    where = {"EMAIL_HOST": "mail.example.org", "EMAIL_PORT": "587", "EMAIL_SECURITY": security}
    assert start(tmp_path, MAIL, **where).stdout == f"{[OURS, 'mail.example.org', 587, *both]}\n"


def test_how_to_sign_in_there_may_be_in_a_file_and_is_never_sent_in_clear(tmp_path):
    (tmp_path / "words").write_text("CANARY\n", encoding="utf-8")
    who = {"EMAIL_HOST_USER": "desk", "EMAIL_HOST_PASSWORD_FILE": str(tmp_path / "words")}
    refused = start(tmp_path, EMAIL_HOST="mail.example.org", **who)
    assert refused.returncode == 1
    assert refused.stderr.startswith("EMAIL_HOST_USER would travel in clear.")
    assert "CANARY" not in refused.stderr
    secure = {"EMAIL_HOST": "mail.example.org", "EMAIL_SECURITY": "tls"}
    assert start(tmp_path, "dev.EMAIL_HOST_PASSWORD", **who, **secure).stdout == "CANARY\n"
    assert start(tmp_path, "dev.EMAIL_HOST_USER", **who).stdout == "desk\n"


@pytest.mark.parametrize(
    ("sender", "warned"),
    [
        ("Front Desk <post@example.org>", 0),
        ("post@github.example.org", 0),
        ("Anytown Victims' Hub <a@example.org>", 1),
        ("Front Desk <anytown.victims@example.org>", 1),
        ("Front Desk <post@crime.example.org>", 1),
        ("Cymorth i Ddioddefwyr <a@example.org>", 1),
        ("post@localhost", 1),
    ],
)
def test_a_sender_that_tells_who_writes_is_a_warning(settings, sender, warned):
    settings.DEFAULT_FROM_EMAIL = sender
    settings.MESSAGES = "smtp"
    assert len(checks.the_sender_tells_nothing(None)) == warned
    settings.MESSAGES = "notify"
    assert checks.the_sender_tells_nothing(None) == []


@pytest.mark.parametrize(
    ("host", "warned"),
    [
        ("127.0.0.1:8000", 0), ("front.example.org", 0), ("lighthouse.example.org", 0),
        ("hub.example.org", 1), ("victimhelp.example.org", 1), ("cymorth.example.org", 1),
        ("compass-house.example.org", 1), ("CompassHouse.example.org", 1),
    ],
)  # fmt: skip
def test_a_forms_host_that_tells_who_writes_is_a_warning(settings, host, warned):
    settings.HUB, settings.FORM_URL = "kent", f"https://{host}"
    assert len(checks.the_forms_host_tells_nothing(None)) == warned
