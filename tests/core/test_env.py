"""Settings: each by name or by file; whatever is wrong is one sentence and exit status 1."""

from pathlib import Path

import pytest

from config import env

DEFAULT = Path("/srv/a hub #1/db.sqlite3")


def refused(capsys, call):
    with pytest.raises(SystemExit) as stop:
        call()
    assert stop.value.code == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_a_value_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from a file\n")
    monkeypatch.setenv("EXAMPLE_FILE", str(tmp_path / "secret"))
    assert env.text("EXAMPLE") == "from a file"


def test_an_empty_value_is_an_absent_one(monkeypatch):
    monkeypatch.setenv("EXAMPLE", "")
    assert env.text("EXAMPLE", "default") == "default"


@pytest.mark.parametrize(
    ("given", "call", "says"),
    [
        ({}, lambda: env.text("EXAMPLE"), "EXAMPLE is not set"),
        ({"EXAMPLE_FILE": "/nowhere/at/all"}, lambda: env.text("EXAMPLE"), "cannot be read"),
        ({"EXAMPLE": "a", "EXAMPLE_FILE": "b"}, lambda: env.text("EXAMPLE"), "not both"),
        ({"SURFACES": "public,kitchen"}, env.surfaces, "kitchen"),
        ({"SURFACES": ","}, env.surfaces, "choose from"),
        ({"EXAMPLE": "http://hub.example.org"}, lambda: env.address("EXAMPLE"), "https://"),
        ({"EXAMPLE": "hub.example.org"}, lambda: env.address("EXAMPLE"), "such as https://"),
        ({"EXAMPLE": "https://a.example.org/path"}, lambda: env.address("EXAMPLE"), "such as"),
        ({"EXAMPLE": "fax"}, lambda: env.one_of("EXAMPLE", ("notify", "none"), "none"), "notify"),
        ({"EXAMPLE": "https://[::1"}, lambda: env.address("EXAMPLE"), "such as https://"),
        ({"EXAMPLE": "short"}, lambda: env.token("EXAMPLE", 10), "at least 10"),
        ({"DATABASE_URL": "foo"}, lambda: env.database(DEFAULT), "such as postgresql://"),
        ({"DATABASE_URL": "mysql://h/name"}, lambda: env.database(DEFAULT), "such as postgresql:"),
        ({"DATABASE_URL": "postgres://h:port/n"}, lambda: env.database(DEFAULT), "postgresql://"),
        ({"DATABASE_URL": "postgresql://host"}, lambda: env.database(DEFAULT), "postgresql://"),
        ({"EXAMPLE": "javascript:alert(1)"}, lambda: env.page("EXAMPLE", ""), "such as"),
    ],
)
def test_what_is_wrong_is_one_sentence(monkeypatch, capsys, given, call, says):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert says in refused(capsys, call)


@pytest.mark.parametrize(
    "address", ["https://hub.example.org", "http://127.0.0.1:8000", "http://localhost"]
)
def test_an_address_is_https_or_this_machine(monkeypatch, address):
    monkeypatch.setenv("EXAMPLE", address + "/")
    assert env.address("EXAMPLE") == address


def test_a_refused_database_does_not_show_its_password(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "mysql://user:CANARY@host/name")
    assert "CANARY" not in refused(capsys, lambda: env.database(DEFAULT))


def test_without_an_address_the_database_is_the_file_whatever_its_name(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert env.database(DEFAULT)["NAME"] == str(DEFAULT)


def test_a_connection_is_asked_whether_it_is_still_there(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://user@host/hub?sslmode=require")
    database = env.database(DEFAULT)
    assert database["CONN_HEALTH_CHECKS"]
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_a_token_may_be_absent_and_may_be_long(monkeypatch):
    monkeypatch.delenv("EXAMPLE", raising=False)
    assert env.token("EXAMPLE", 10) == ""
    monkeypatch.setenv("EXAMPLE", "0123456789")
    assert env.token("EXAMPLE", 10) == "0123456789"
