"""Settings: each by name or by file; whatever is wrong is one sentence and exit status 1."""

import pytest

from config import env


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
