"""Sessions: a copy of the table opens nothing, and what ends, ends."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory

from accounts.addresses import client_address
from tests.intake.making import make_user, sign_in


def opens(key: str) -> bool:
    """Tell whether the queue opens with this session key."""
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    return thief.get("/intake/").status_code == 200


@pytest.mark.django_db
def test_what_the_database_holds_opens_nothing():
    client = sign_in(make_user("casey", "caseworker"))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    stored = Session.objects.get().session_key
    assert key != stored
    assert opens(key)
    assert not opens(stored)


@pytest.mark.django_db
def test_signing_out_and_leaving_end_it_for_every_copy_of_the_cookie():
    for way in ("/intake/sign-out/", "/leave"):
        client = sign_in(make_user(f"casey{way[1]}", "caseworker"))
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.post(way)
        assert not opens(key)
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "6.6.6.6, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "198.51.100.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_an_address_that_the_client_wrote_itself_counts_for_nothing(
    settings, proxies, forwarded, expected
):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == expected
