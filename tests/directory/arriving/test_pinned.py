"""Over https the name is what is proved and asked for, and the address is the one looked up."""

import datetime
import ssl
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from directory.arriving.fetching import Fetcher
from directory.arriving.stops import NotAllowed, Unreachable
from tests.directory.arriving.conftest import QUICK
from tests.standins.feed import FeedStandIn

NAME = "feed.example.org"


def certificate(folder, *names):
    """A server's context with a certificate of its own for these names, and who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    itself = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test")])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder(itself, itself, key.public_key(), 1, now - day, now + day)
        .add_extension(x509.SubjectAlternativeName(list(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "both.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cafile=str(path))


def fetch(feed, trust, **named):
    fetching = Fetcher(
        [f"{NAME}:{feed.port}"],
        trust=trust,
        look_up=lambda name, port: ["127.0.0.1"],
        limits=QUICK,
        pause=lambda seconds: None,
        **{"loopback": True} | named,
    )
    with fetching:
        return fetching.json(f"https://{NAME}:{feed.port}/", "it")


def test_the_name_is_proved_and_asked_for_at_the_address(tmp_path):
    server, trust = certificate(tmp_path, x509.DNSName(NAME))
    asked = []
    server.sni_callback = lambda sock, name, context: asked.append(name)
    with FeedStandIn([], tls=server) as feed:
        assert fetch(feed, trust)["version"] == "HSDS-UK-3.0"
        assert feed.hosts == [f"{NAME}:{feed.port}"]
    assert asked == [NAME]


@pytest.mark.parametrize(
    "name", [x509.DNSName("other.example.org"), x509.IPAddress(ip_address("127.0.0.1"))]
)
def test_another_name_or_the_bare_address_proves_nothing(tmp_path, name):
    server, trust = certificate(tmp_path, name)
    with FeedStandIn([], tls=server) as feed:
        with pytest.raises(Unreachable):
            fetch(feed, trust)
        assert feed.asked == []


def test_a_certificate_that_nobody_vouches_for_proves_nothing(tmp_path):
    server, _ = certificate(tmp_path, x509.DNSName(NAME))
    with FeedStandIn([], tls=server) as feed:
        with pytest.raises(Unreachable):
            fetch(feed, None)
        assert feed.asked == []


def test_a_name_that_leads_to_this_machine_is_not_even_connected_to(tmp_path):
    server, trust = certificate(tmp_path, x509.DNSName(NAME))
    with FeedStandIn([], tls=server) as feed:
        with pytest.raises(NotAllowed):
            fetch(feed, trust, loopback=False)
        assert feed.asked == []
