"""What is kept of where a referral came from: enough to count, too little to tell."""

import ipaddress
from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal.journey import arrivals
from referrals_portal.models import Arrival

AT = datetime(2026, 11, 20, 16, 34, 56, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

PREFIXES = [
    ("203.0.113.7", "203.0.113.0/24"),
    ("203.0.113.255", "203.0.113.0/24"),
    ("2001:db8:aaaa:bbcc:1::1", "2001:db8:aaaa:bb00::/56"),
    ("2001:db8:aaaa:bbff::2", "2001:db8:aaaa:bb00::/56"),
    ("::ffff:203.0.113.9", "203.0.113.0/24"),
    ("fe80::1%eth0", "fe80::/56"),
    ("", ""),
    ("unix:", "unix:"),
    ("203.0.113.7'; DROP", "203.0.113.7'; DROP"),
]


def came_from(address, **headers):
    return RequestFactory().post("/form/check/", REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize(("address", "prefix"), PREFIXES)
def test_the_prefix_of_an_address(address, prefix):
    assert arrivals.prefix(address) == prefix


@given(st.ip_addresses(), st.ip_addresses())
def test_two_addresses_are_one_place_exactly_when_their_first_bits_are(one, other):
    def bits(address):
        address = getattr(address, "ipv4_mapped", None) or address
        keep = 24 if address.version == 4 else 56
        return address.version, int(address) >> (address.max_prefixlen - keep)

    same = arrivals.prefix(str(one)) == arrivals.prefix(str(other))
    assert same is (bits(one) == bits(other))
    assert ipaddress.ip_network(arrivals.prefix(str(one)))


def test_the_digest_is_16_bytes_of_the_day_and_the_place(settings):
    today = arrivals.digest("203.0.113.7", AT)
    assert len(today) == 16
    assert arrivals.digest("203.0.113.99", AT) == today
    assert arrivals.digest("203.0.114.7", AT) != today
    assert arrivals.digest("203.0.113.7", AT + DAY) != today
    assert arrivals.digest("203.0.113.7", AT.replace(hour=23, minute=59)) == today
    settings.SECRET_KEY = "another process's key, which cannot make the same digest at all"
    assert arrivals.digest("203.0.113.7", AT) != today


@pytest.mark.django_db
class TestCounting:
    def test_only_this_hour_and_this_place(self):
        for address, at in [
            ("203.0.113.1", AT), ("203.0.113.2", AT), ("198.51.100.1", AT),
            ("203.0.113.1", AT - HOUR), ("203.0.113.1", AT + HOUR),
        ]:  # fmt: skip
            arrivals.note(came_from(address), at)
        assert arrivals.seen(came_from("203.0.113.200"), AT) == arrivals.Seen(2, 3)
        assert arrivals.seen(came_from("192.0.2.1"), AT) == arrivals.Seen(0, 3)

    def test_what_a_client_writes_into_a_header_changes_nothing(self):
        arrivals.note(came_from("203.0.113.1", x_forwarded_for="192.0.2.1"), AT)
        lying = came_from("203.0.113.1", x_forwarded_for="198.51.100.9")
        assert arrivals.seen(lying, AT) == arrivals.Seen(1, 1)

    def test_behind_a_proxy_of_ours_its_word_counts_and_no_other(self, settings):
        settings.TRUSTED_PROXIES = 1
        arrivals.note(came_from("10.0.0.1", x_forwarded_for="192.0.2.1, 203.0.113.1"), AT)
        other = came_from("10.0.0.1", x_forwarded_for="203.0.113.1, 198.51.100.1")
        same = came_from("10.0.0.1", x_forwarded_for="8.8.8.8, 203.0.113.9")
        assert arrivals.seen(other, AT) == arrivals.Seen(0, 1)
        assert arrivals.seen(same, AT) == arrivals.Seen(1, 1)

    def test_the_hour_is_all_that_is_kept_of_the_time(self):
        arrivals.note(came_from("203.0.113.1"), AT)
        assert Arrival.objects.get().hour == AT.replace(minute=0, second=0)

    def test_after_a_day_it_is_forgotten(self):
        for at in (AT - 2 * DAY, AT - DAY, AT - DAY + HOUR, AT):
            arrivals.note(came_from("203.0.113.1"), at)
        assert arrivals.forget(AT) == 2
        assert arrivals.forget(AT) == 0
        assert Arrival.objects.count() == 2
