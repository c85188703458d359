"""What every answer carries: open to all, kept where it may be, and a fault is JSON too."""

import json
import logging

import pytest
from django.db import OperationalError

from core import generation, kept
from directory.oruk import rows
from tests.directory.conftest import make_service

PATHS = ("", "/services", "/service_at_locations", "/taxonomies", "/taxonomy_terms",
         "/organizations", "/openapi.json", "/package.zip")  # fmt: skip


def is_open(response):
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    return True


@pytest.mark.parametrize("path", PATHS)
class TestEveryAddress:
    def test_is_open_and_kept_a_minute(self, reader, rich, path):
        response = reader.ask(path)

        assert is_open(response)
        assert response["Cache-Control"] == "public, max-age=60"
        assert response["ETag"].startswith('W/"')

    def test_made_of_something_old_it_is_not_kept(self, reader, rich, path, monkeypatch):
        """The database goes away between two parts: what is told then must not be told again."""
        monkeypatch.setattr(kept, "is_old", lambda: True)
        response = reader.ask(path)

        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response

    def test_is_not_sent_twice(self, reader, rich, path, django_assert_num_queries):
        tag = reader.ask(path)["ETag"]
        with django_assert_num_queries(0):
            response = reader.client.get(f"/oruk/v3{path}", headers={"if-none-match": tag})

        assert response.status_code == 304
        assert is_open(response)
        assert response["ETag"] == tag
        assert response["Cache-Control"] == "public, max-age=60"
        assert not response.content

    def test_is_sent_again_when_something_changed(self, reader, rich, path):
        tag = reader.ask(path)["ETag"]
        rich.save()
        response = reader.client.get(f"/oruk/v3{path}", headers={"if-none-match": tag})

        assert response.status_code == 200
        assert response["ETag"] != tag

    def test_has_a_head(self, reader, rich, path):
        response = reader.client.head(f"/oruk/v3{path}")

        assert response.status_code == 200
        assert is_open(response)
        assert not response.content

    def test_says_what_it_takes(self, reader, path):
        headers = {"origin": "https://example.org", "access-control-request-method": "GET"}
        response = reader.client.options(f"/oruk/v3{path}", headers=headers)

        assert response.status_code == 204
        assert is_open(response)
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_changes_nothing(self, reader, path, method):
        reader.client.handler.enforce_csrf_checks = True
        response = getattr(reader.client, method)(f"/oruk/v3{path}")

        assert response.status_code == 405
        assert is_open(response)
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert json.loads(response.content)["status"] == 405


def test_two_addresses_have_two_tags(reader, hub):
    tags = {reader.ask("/services", page=page)["ETag"] for page in (1, 2, 3)}

    assert len(tags) == 3


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/services", {"search": "fraud"}), ("/service_at_locations", {"postcode": "SO14 1AA"})],
)
def test_what_was_typed_is_kept_by_nobody(reader, rich, path, asked):
    response = reader.ask(path, **asked)

    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    assert is_open(response)


@pytest.mark.parametrize(
    ("path", "status"), [("/nope", 404), ("/services/abc", 404), ("/services?page=x", 400),
                         ("/services/a/b", 404), ("//", 404), ("/services//", 404)],
)  # fmt: skip
def test_what_is_not_there_is_said_in_json(reader, hub, path, status):
    response = reader.client.get(f"/oruk/v3{path}")

    assert response.status_code == status
    assert is_open(response)
    assert response["Cache-Control"] == "no-store"
    assert json.loads(response.content)["status"] == status


def test_other_addresses_are_not_ours(reader, hub):
    for path in ("/oruk/v30", "/oruk/v3x/services", "/oruk", "/services/"):
        assert "Access-Control-Allow-Origin" not in reader.client.get(path)


@pytest.mark.parametrize(
    ("fault", "status"), [(RuntimeError("secret words"), 500), (OperationalError("gone"), 503)]
)
def test_a_fault_of_ours_is_said_in_json(reader, rich, monkeypatch, caplog, fault, status):
    def fail(*_args, **_kwargs):
        raise fault

    monkeypatch.setattr(rows, "services", fail)
    with caplog.at_level(logging.ERROR):
        response = reader.ask("/services", search="line")

    assert response.status_code == status
    assert is_open(response)
    assert response["Cache-Control"] == "no-store"
    assert b"secret words" not in response.content
    assert "line" not in caplog.text.replace("lineno", "").split("Traceback")[0]
    assert response.has_header("Retry-After") == (status == 503)


def test_a_cookie_of_somebodys_changes_nothing(reader, rich):
    plain = reader.ask("/services").content
    reader.client.cookies["staff"] = "x"
    reader.client.cookies["token"] = "y"
    response = reader.ask("/services")

    assert is_open(response)
    assert response.content == plain


def test_an_edit_shows_after_the_generation(reader, hub):
    make_service("One")
    before = generation.current()
    assert reader.names() == {"One"}
    make_service("Two")

    assert generation.current() > before
    assert reader.names() == {"One", "Two"}
