"""Headers of every answer, error pages, and being alive and ready."""

import pytest
from django.db import OperationalError
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/nothing/", "/form/nothing/", "/get-help/", "/readyz", "/healthz"]
)
def test_nothing_private_may_be_stored(keys, path):
    response = Client().get(path)
    assert "no-store" in response["Cache-Control"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies or path == "/get-help/"


def test_the_policy_allows_only_our_own_files(keys):
    policy = Client().get("/get-help/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy.replace("'self'", "")


@pytest.mark.parametrize("path", ["/no/such/page/", "/services/no-such-service/", "/media/x.jpg"])
def test_a_page_that_is_not_there_says_whom_to_ring(path):
    response = Client().get(path)
    assert response.status_code == 404
    assert "0808 178 1641" in response.content.decode()
    assert "/leave" in response.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a b", "@evil.example"])
def test_a_forged_host_is_refused(host):
    assert (
        Client(raise_request_exception=False).get("/get-help/", headers={"host": host}).status_code
        == 400
    )


def test_alive_needs_nothing_and_ready_needs_keys(keys):
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/readyz").status_code == 200
    (keys / "pins.json").unlink()
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/", "/services/", "/what-happens-next/"])
def test_a_database_that_is_away_is_a_page_with_the_number(monkeypatch, caplog, path):
    def away(*args, **kwargs):
        raise OperationalError("CANARY")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    response = Client().get(path)
    assert response.status_code == 503
    assert "0808 178 1641" in response.content.decode()
    assert "CANARY" not in response.content.decode()
    assert [each.name for each in caplog.records] == ["front_door.guard"]


def test_the_start_page_works_while_the_database_is_away(monkeypatch, keys):
    def away(*args, **kwargs):
        raise OperationalError("CANARY")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    response = Client().get("/get-help/")
    assert response.status_code == 200
    assert "999" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/cms/users",
        "/cms/users/",
        "/cms/users/1/",
        "/cms/users/add/",
        "/cms/groups/",
        "/cms/groups/1/",
        "/cms/bulk/accounts/user/delete/",
    ],
)
def test_the_cms_has_no_administration_of_accounts(path, admin_client):
    assert admin_client.get(path).status_code == 404
    assert admin_client.post(path).status_code == 404


def test_a_header_cannot_move_the_site(keys):
    moved = Client().get("/get-help/", SCRIPT_NAME="/evil").content.decode()
    assert 'href="/form/"' in moved
    assert "/evil" not in moved


def test_the_cms_has_a_policy_too():
    policy = Client().get("/cms/login/")["Content-Security-Policy"]
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


def test_nobody_can_fill_the_disk_through_a_search():
    body = b"q=" + b"x" * 70_000
    kind = "application/x-www-form-urlencoded"
    assert Client().post("/services/", body, content_type=kind).status_code == 413
