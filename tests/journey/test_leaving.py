"""The exit's address: always there, never an error, and nobody waits for it."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from referrals_portal.journey import drafts, leaving
from referrals_portal.models import Draft
from referrals_portal.steps import STEPS
from tests.intake.making import make_user, sign_in
from tests.journey.conftest import at

pytestmark = pytest.mark.django_db

WAYS = [(method, path) for method in ("get", "post", "head") for path in ("/leave", "/leave/")]


def is_the_way_out(response):
    """Assert that an answer leads away and takes everything of ours along; return the cookies."""
    assert response.status_code == 303
    assert response["Location"] == "https://www.bbc.co.uk/weather"
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response.content == b""
    assert all(cookie["max-age"] == 0 for cookie in response.cookies.values())
    return set(response.cookies)


@pytest.mark.parametrize(("method", "path"), WAYS)
def test_every_cookie_of_ours_goes_that_of_staff_too(keys, method, path):
    client = sign_in(make_user("casey", "caseworker"))
    client.get(at(STEPS[0].key))
    ours = {drafts.cookie_name(), settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME}
    assert set(client.cookies) == ours
    assert is_the_way_out(getattr(client, method)(path)) == ours
    assert not Session.objects.exists()


@pytest.mark.parametrize("surface", ["public", "form", "cms", "intake"])
def test_on_every_surface_and_sessions_only_where_there_are_any(settings, surface):
    client = sign_in(make_user("casey", "caseworker"))
    settings.SURFACES = frozenset({surface})
    is_the_way_out(client.post("/leave"))
    assert Session.objects.exists() == (surface in ("public", "form"))


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, ProgrammingError])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_database_that_is_away_keeps_nobody(visitor, monkeypatch, caplog, error, method):
    def away(*args):
        raise error("CANARY in a driver's message")

    visitor.answer(STEPS[0].key)
    monkeypatch.setattr(drafts, "forget", away)
    monkeypatch.setattr(leaving, "_end_session", away)
    assert {"form", "token"} <= is_the_way_out(getattr(visitor.client, method)("/leave"))
    assert caplog.text.count("could not be deleted") == 2
    assert "CANARY" not in caplog.text


def test_nothing_is_asked_of_the_database_before_the_answer_is_sent(visitor, monkeypatch):
    visitor.answer(STEPS[0].key)
    request = HttpRequest()
    request.method = "POST"
    request.COOKIES = {name: cookie.value for name, cookie in visitor.client.cookies.items()}
    with CaptureQueriesContext(connection) as queries:
        response = leaving.leave(request)
    assert len(queries) == 0
    assert Draft.objects.exists()
    # Django's own part would end the test's connection.
    monkeypatch.setattr("django.http.response.HttpResponseBase.close", lambda self: None)
    response.close()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"data": b"x" * 5_000_000, "content_type": "application/x-www-form-urlencoded"},
        {"data": b"\xff\x00", "content_type": "text/plain;charset=utf-9"},
        {"data": {"a": "b"}},
        {"headers": {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}},
        {"headers": {"origin": "null", "referer": "https://evil.example/"}},
        {"headers": {"content-length": "many"}},
        {"headers": {"cookie": "form=é; token=\x01; staff=nonsense"}},
    ],
    ids=["huge", "broken", "multipart", "cross-site", "no origin", "no length", "odd cookies"],
)
def test_nothing_that_is_sent_with_it_keeps_anybody(sent):
    is_the_way_out(Client(enforce_csrf_checks=True).post("/leave", **sent))


def test_it_says_nothing_about_where_it_was_pressed(visitor):
    response = visitor.client.post("/leave?next=https://evil.example")
    assert "evil" not in str(response.headers)
