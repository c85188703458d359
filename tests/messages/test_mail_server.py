"""Each way in which a real mail server can answer, fail, or be listened to."""

import ipaddress
import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from referrals_portal.messages import smtp as our_smtp
from referrals_portal.messages.carrier import Letter
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.smtp import Smtp
from tests.messages.conftest import EMAIL
from tests.standins.smtp import DRIBBLE, DROP, DROP_AFTER, HANG, STEPS

LETTER = Letter("CONFIRMATION", "email", "fd-x", "en", EMAIL, {"reference": "K7RM", "from": ""})
LONG = "250 " + "x" * 9000
CONVERSATIONS = [
    *[(step, "421 come back", Outcome.UNAVAILABLE) for step in STEPS if step != "ehlo"],
    *[(step, DROP, Outcome.UNAVAILABLE) for step in ("connect",)],
    *[(step, DROP, Outcome.UNCERTAIN) for step in ("mail", "rcpt", "data", "content")],
    *[(step, HANG, Outcome.UNCERTAIN) for step in ("mail", "rcpt", "data", "content")],
    ("connect", HANG, Outcome.UNAVAILABLE),
    ("connect", "554 not you", Outcome.UNAVAILABLE),
    ("mail", "553 not you", Outcome.REFUSED),
    ("rcpt", "550 no such user", Outcome.BAD_RECIPIENT),
    ("rcpt", "450 later", Outcome.UNAVAILABLE),
    ("data", "451 later", Outcome.UNAVAILABLE),
    ("data", "554 no", Outcome.REFUSED),
    ("content", "554 spam", Outcome.REFUSED),
    ("content", "452 disk full", Outcome.UNAVAILABLE),
    ("content", DROP_AFTER, Outcome.UNCERTAIN),
    ("content", "what?", Outcome.UNCERTAIN),
    ("content", "200 fine", Outcome.UNCERTAIN),
    ("content", LONG, Outcome.UNCERTAIN),
    ("quit", DROP, Outcome.HANDED_OVER),
    ("quit", HANG, Outcome.HANDED_OVER),
    ("quit", "what?", Outcome.HANDED_OVER),
    ("quit", LONG, Outcome.HANDED_OVER),
]


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(our_smtp, "TIMEOUT", 0.3)


@pytest.mark.parametrize(("step", "answer", "outcome"), CONVERSATIONS)
def test_each_way_in_which_a_mail_server_can_fail(mail_server, step, answer, outcome):
    """What it may have taken in is never reported as surely not taken."""
    mail_server.faults = {step: answer}
    assert Smtp().send(LETTER).outcome is outcome
    if mail_server.taken:
        assert outcome in (Outcome.UNCERTAIN, Outcome.HANDED_OVER)


@pytest.mark.parametrize(
    ("step", "outcome"),
    [
        ("connect", Outcome.UNAVAILABLE),
        *[(step, Outcome.UNCERTAIN) for step in ("mail", "content")],
        ("quit", Outcome.HANDED_OVER),
    ],
)
def test_one_that_dribbles_does_not_hold_us(mail_server, monkeypatch, step, outcome):
    monkeypatch.setattr(our_smtp, "WHOLE", 0.25)
    mail_server.faults, started = {step: DRIBBLE}, time.monotonic()
    assert Smtp().send(LETTER).outcome is outcome
    assert time.monotonic() - started < 1.5


def test_an_email_has_one_recipient_and_a_sender_that_says_nothing(mail_server):
    assert Smtp().send(LETTER).outcome is Outcome.HANDED_OVER
    (taken,) = mail_server.taken
    assert taken.to == (EMAIL,)
    assert "From: Front Desk <post@example.org>" in taken.text
    assert "Auto-Submitted: auto-generated" in taken.text
    assert "Message-ID: <fd-x@example.org>" in taken.text


def test_where_nobody_listens(settings, mail_server):
    settings.EMAIL_PORT = 1
    assert Smtp().send(LETTER).outcome is Outcome.UNAVAILABLE


SIGNING_IN = [
    ("right", None, Outcome.HANDED_OVER),
    ("wrong", None, Outcome.WRONG_KEY),
    ("right", "454 not now", Outcome.UNAVAILABLE),
    ("no mail server knows ŵ", None, Outcome.NOT_READY),
]


@pytest.mark.parametrize(("password", "answer", "outcome"), SIGNING_IN)
def test_signing_in(settings, mail_server, password, answer, outcome):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "desk", password
    mail_server.password = "right"
    mail_server.faults = {"auth": answer} if answer else {}
    assert Smtp().send(LETTER).outcome is outcome
    assert len(mail_server.taken) == (outcome is Outcome.HANDED_OVER)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1 that nobody else has signed, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example.org")])
    place = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(place, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path_factory.mktemp("certificate") / "mail.pem"
    path.write_bytes(signed.public_bytes(pem) + key.private_bytes(pem, *plain))
    return path


@pytest.fixture(params=["starttls", "tls"])
def secured(request, settings, mail_server, certificate):
    """Our settings want it secure; the server is, too."""
    mail_server.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    mail_server.tls.load_cert_chain(certificate)
    settings.EMAIL_USE_TLS = request.param == "starttls"
    settings.EMAIL_USE_SSL = mail_server.tls_at_once = request.param == "tls"
    return mail_server


def test_where_it_is_secure_nothing_is_said_in_clear(secured, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert Smtp().send(LETTER).outcome is Outcome.HANDED_OVER
    assert [taken.secure for taken in secured.taken] == [True]
    assert {verb for verb, secure in secured.heard if not secure} <= {"ehlo", "starttls"}


def test_a_server_that_nobody_vouches_for_is_told_nothing(secured):
    assert Smtp().send(LETTER).outcome is Outcome.UNAVAILABLE
    assert not {verb for verb, _ in secured.heard} & {"auth", "mail", "rcpt", "data"}


def test_a_server_that_does_not_speak_it_is_told_nothing(secured):
    secured.tls, secured.tls_at_once = None, False
    assert Smtp().send(LETTER).outcome is Outcome.UNAVAILABLE
    assert not {verb for verb, _ in secured.heard} & {"auth", "mail", "rcpt", "data"}
