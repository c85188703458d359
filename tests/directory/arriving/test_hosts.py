"""Which addresses may be fetched from: what is not plainly allowed is refused in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.arriving import hosts
from directory.arriving.stops import NotAllowed

ALLOWED = frozenset({"feed.example.org", "feed.example.org:8443"})
PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "url",
    [
        "http://feed.example.org/",
        "ftp://feed.example.org/",
        "file:///etc/passwd",
        "gopher://feed.example.org/",
        "data:application/json,{}",
        "//feed.example.org/",
        "feed.example.org",
        "",
        "https://",
        "https:///",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://017700000001/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[fe80::1%25eth0]/",
        "https://localhost/",
        "https://localhost./",
        "https://feed.example.org./",
        "https://feed.example.org:8080/",
        "https://feed.example.org:99999/",
        "https://feed.example.org:/",
        "https://user@feed.example.org/",
        "https://user:word@feed.example.org/",
        "https://feed.example.org@127.0.0.1/",
        "https://127.0.0.1#@feed.example.org/",
        "https://127.0.0.1\\@feed.example.org/",
        "https://feed.example.org\\@127.0.0.1/",
        "https://feed.example.org#/",
        "https://feed.example.org /",
        " https://feed.example.org/",
        "https://feed.example.org/\r\nHost: 127.0.0.1",
        "https://feed.example.org/a b",
        "https://feed.example.org/\x00",
        "https://feed。example。org/",
        "https://feed\uff0eexample\uff0eorg/",
        "https://ⓕeed.example.org/",
        "https://evil.feed.example.org/",
        "https://feed.example.org.evil.example.com/",
        "https://xn--feed-.example.org/",
        "https://feed.example.org/" + "a" * 2000,
        "http://127.0.0.1/",
        "http://127.0.0.1:8000/",
    ],
)
def test_what_is_not_plainly_allowed_is_refused_in_the_same_words(url):
    with pytest.raises(NotAllowed, match="FEED_HOSTS") as refused:
        hosts.place_of(url, ALLOWED)
    assert str(refused.value) == NotAllowed.SENTENCE


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://feed.example.org", "feed.example.org", "/"),
        ("https://feed.example.org?page=1", "feed.example.org", "/?page=1"),
        ("https://FEED.example.org/a%20b?c=d@e", "feed.example.org", "/a%20b?c=d@e"),
        ("https://feed.example.org:443/a", "feed.example.org", "/a"),
        ("https://feed.example.org:8443/a", "feed.example.org:8443", "/a"),
    ],
)
def test_what_stands_in_the_list_may_be_asked(url, host, path):
    place = hosts.place_of(url, ALLOWED)
    assert (place.host, place.path) == (host, path)


def test_with_no_host_named_nothing_may_be_asked():
    with pytest.raises(NotAllowed):
        hosts.place_of("https://feed.example.org/", ())


def test_this_machine_is_asked_only_by_the_tests_and_only_if_listed():
    at = "http://127.0.0.1:8000/"
    assert hosts.place_of(at, {"127.0.0.1:8000"}, loopback=True).host == "127.0.0.1:8000"
    with pytest.raises(NotAllowed):
        hosts.place_of(at, (), loopback=True)
    with pytest.raises(NotAllowed):
        hosts.place_of("http://feed.example.org/", ALLOWED, loopback=True)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1",
        "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:93.184.215.14", "::7f00:1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1",
        "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
        "2a00:1450::1%eth0", "", "localhost", "2130706433", "0x7f.1", "127.1", "93.184.215.014",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_public_internet_is_refused(address):
    assert not hosts.is_public(address)
    place = hosts.place_of("https://feed.example.org/", ALLOWED)
    with pytest.raises(NotAllowed):
        hosts.chosen_address(place, lambda name, port: [PUBLIC, address])


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2a00:1450:4009:81f::200e"])
def test_an_address_of_the_public_internet_is_used(address):
    place = hosts.place_of("https://feed.example.org/", ALLOWED)
    assert hosts.chosen_address(place, lambda name, port: [address]) == address


@pytest.mark.parametrize("error", [OSError("no such host"), UnicodeError("label too long")])
def test_a_name_that_leads_nowhere_is_refused_in_the_same_words(error):
    def look_up(name, port):
        raise error

    place = hosts.place_of("https://feed.example.org/", ALLOWED)
    with pytest.raises(NotAllowed):
        hosts.chosen_address(place, look_up)
    with pytest.raises(NotAllowed):
        hosts.chosen_address(place, lambda name, port: [])


def test_the_machine_s_resolver_is_asked_once():
    assert hosts.look_up("127.0.0.1", 443) == ["127.0.0.1"]


@given(st.text())
def test_no_text_is_ever_more_than_refused(text):
    with pytest.raises(NotAllowed):
        hosts.place_of(text, ALLOWED)
    assert not hosts.is_public(text) or "." in text or ":" in text
