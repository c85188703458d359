"""Copies of feeds that were kept before an address became secret say it no more."""

import json
import os

import pytest

from directory.arriving import applying
from directory.arriving.applying.services import Services
from directory.arriving.keeping import Folder
from directory.arriving.reading import files
from directory.arriving.secrets import Secrets
from directory.arriving.stops import Stopped
from directory.models import ConfidentialLocation, Service
from tests.directory.arriving.feeds import many, v3
from tests.directory.arriving.seen import counts
from tests.directory.conftest import make_service

pytestmark = pytest.mark.django_db
MARKS = ("never published", "never  published", "zz1 1bb")
COPIES = ("last", "before", "partly", "arriving")


@pytest.fixture
def house(hub):
    return make_service("A house")


@pytest.fixture
def planted(copy_from, house, tmp_path):
    """Every copy that can be there, of which one service in five says the address."""
    said = [*many(4), v3(4, description="Come to 7 Never Published Row, ZZ1 1BB.")]
    copy_from(said)
    copy_from([said[0] | {"summary": "Other words."}, *said[1:]])
    folder = tmp_path / "feeds" / "theirs"
    for name in ("partly", "arriving"):
        half = b'{"of": "x", "form": {"description": "At Never Published Row'
        (folder / f"{name}.jsonl").write_bytes((folder / "last.jsonl").read_bytes() + half)
    assert all(says_it(folder / f"{name}.jsonl") for name in COPIES)
    return folder


def says_it(path):
    return any(mark in path.read_text().casefold() for mark in MARKS)


def hide(service, **more):
    address = {"address_1": "7 Never Published Row", "postal_code": "ZZ1 1BB"} | more
    return ConfidentialLocation.objects.create(service=service, **address)


def test_no_file_says_what_became_secret(planted, house, django_capture_on_commit_callbacks):
    os.utime(planted / "partly.jsonl", (1_000, 1_000))
    with django_capture_on_commit_callbacks(execute=True):
        hide(house)
    found = [path for path in planted.rglob("*") if path.is_file()]
    assert {path.stem for path in found} >= set(COPIES)
    assert not [path for path in found if says_it(path)]
    assert (planted / "partly.jsonl").stat().st_mtime == 1_000
    rows = [json.loads(row) for row in (planted / "last.jsonl").read_text().splitlines()]
    assert [row["form"].get("name") for row in rows] == [*(f"Service {n}" for n in range(4)), None]


def test_what_says_nothing_secret_stays_as_it_is(
    planted, house, django_capture_on_commit_callbacks
):
    before = {path: path.read_bytes() for path in planted.glob("*.jsonl")}
    with django_capture_on_commit_callbacks(execute=True):
        hide(house, address_1="1 Elsewhere Road", postal_code="")
    assert {path: path.read_bytes() for path in planted.glob("*")} == before | {
        planted / "lock": b""
    }


def test_whoever_goes_back_loses_nothing(
    planted, house, copy_from, django_capture_on_commit_callbacks
):
    """The service that says it is known and not to be used; it is not gone."""
    with django_capture_on_commit_callbacks(execute=True):
        hide(house)
    report = copy_from(files.records(planted / "before.jsonl"))
    assert counts(report) == {"changed": 1, "unchanged": 3, "unusable": 1}
    assert Service.objects.get(name="Service 4").status == "active"
    gone = copy_from(many(4), apply=False)
    assert f"Gone: {v3(4)['id']}" in gone.lines


def test_copies_that_the_editors_process_cannot_reach_are_cleaned_by_the_next_import(
    planted, house, copy_from
):
    hide(house)  # nothing was called after it
    assert says_it(planted / "last.jsonl")
    copy_from(many(5), apply=False)
    assert not [path for path in planted.glob("*") if says_it(path)]


def test_folders_that_cannot_be_written_stop_no_editor(
    planted, house, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def refused(folder, secrets):
        raise PermissionError(13, "no", "7 Never Published Row")

    monkeypatch.setattr(Folder, "forget", refused)
    with django_capture_on_commit_callbacks(execute=True):
        hide(house)
    assert "Copies of the feed theirs may say what is secret now" in caplog.text
    assert "Never" not in caplog.text


def test_an_import_that_is_going_on_does_it_at_its_end(
    planted, house, copy_from, django_capture_on_commit_callbacks
):
    def records():
        yield v3(4, description="Come to 7 Never Published Row.")
        with django_capture_on_commit_callbacks(execute=True):
            hide(house)
        yield v3(1, summary="Other words.")

    with pytest.raises(Stopped, match="became secret meanwhile"):
        copy_from(records(), allow_deletions=True)
    assert Service.objects.get(name="Service 1").summary != "Other words."
    assert not [path for path in planted.glob("*") if says_it(path)]


def test_without_a_secret_nothing_is_read(tmp_path, monkeypatch, house):
    monkeypatch.setattr("directory.arriving.keeping.sha256", None)
    folder = Folder(tmp_path, "theirs")
    folder.last.write_text("{}\n")
    folder.forget(Secrets())


def test_an_address_that_becomes_secret_while_it_applies_is_refused(house, copy_from, monkeypatch):
    real = Services.apply

    def meanwhile(self, plans, marks):
        real(self, plans, marks)
        if not ConfidentialLocation.objects.exists():
            hide(house)

    monkeypatch.setattr(Services, "apply", meanwhile)
    monkeypatch.setattr(applying, "BATCH", 2)
    report = copy_from([*many(4), v3(4, description="Come to 7 Never Published Row.")])
    assert (report.outcome.made, report.outcome.refused) == (4, ["Service 4"])
    assert not Service.objects.filter(name="Service 4").exists()


def test_a_service_with_a_secret_may_get_another_name_meanwhile(house, copy_from):
    """Secret addresses are listed by it."""
    hide(house)
    hide(make_service("B house"), address_1="1 Elsewhere Road", postal_code="")

    def records():
        yield v3(1)
        Service.objects.filter(pk=house.pk).update(name="C house")

    assert copy_from(records()).outcome.made == 1
