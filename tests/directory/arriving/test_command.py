"""``manage.py directory``: what an operator types and reads; a bad feed leaves all as it was."""

import gzip
import itertools
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from directory.arriving.fetching import Fetcher
from directory.arriving.stops import NotAllowed
from directory.management.commands.directory import Command
from directory.models import ConfidentialLocation, Feed, Service
from tests.directory.arriving.conftest import QUICK
from tests.directory.arriving.feeds import many, v1, v3
from tests.directory.arriving.seen import everything
from tests.directory.conftest import make_service
from tests.standins.feed import Answer, FeedStandIn, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    with FeedStandIn(many(25)) as standing_in:

        def allowed():
            return Fetcher(
                [standing_in.host], loopback=True, limits=QUICK, pause=lambda seconds: None
            )

        monkeypatch.setattr(Command, "fetcher", staticmethod(allowed))
        yield standing_in


def run(*arguments):
    out = StringIO()
    call_command("directory", *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_feed_is_looked_at_tried_copied_and_copied_again(feed):
    assert "version: 3" in run("probe", feed.url)
    assert json.loads(run("probe", feed.url, "--json"))["services"] == 25
    said = run("import", "theirs", "--address", feed.url, "--dry-run")
    assert said.startswith("theirs: 25 services; 25 new.\nNothing was changed")
    assert "New: Service 3 (Organisation 0)" in said
    assert Service.objects.count() == Feed.objects.count() == 0
    assert "Made 25, changed 0" in run("import", "theirs", "--address", feed.url, "--trusted")
    assert Service.objects.public().count() == 25
    feed.services[3] = v3(3, summary="Other words.", last_modified="2026-04-01T00:00:00Z")
    found = json.loads(run("import", "theirs", "--json"))
    assert (found["counts"]["changed"], found["counts"]["unchanged"]) == (1, 24)
    assert found["outcome"]["changed"] == 1
    assert Service.objects.get(name="Service 3").summary == "Other words."
    assert found["peak_mib"] > 1


def test_version_1_is_copied_too(feed):
    feed.version, feed.services = 1, [v1(number) for number in range(12)]
    assert "Made 12" in run("import", "old", "--address", feed.url)
    assert "CANARY" not in str(everything())
    assert run("import", "old").startswith("old: 12 services; 12 as before.")


EVERY_TRICK = {
    "HTML": Answer(b"<html>", kind="text/html"),
    "HTML that says it is JSON": Answer(b"<html>"),
    "200 MB": Answer(itertools.repeat(b" " * 65536, 3200)),
    "a bomb": Answer(gzip.compress(b" " * 200 * 1024**2, 9), headers={"Content-Encoding": "gzip"}),
    "half": Answer(b'{"total_items": 25, "contents": [', length=900),
    "a drip": Answer([b" "] * 20, every=0.05),
    "no answer": Answer(b"{}", before=0.3),
    "elsewhere": Answer(status=302, headers={"Location": "http://127.0.0.1/"}),
    "gone": Answer(status=404),
    "broken": Answer(status=500),
    "another count": says({"total_items": 9, "total_pages": 3, "contents": []}),
    "the first page again": says(
        {"total_items": 25, "total_pages": 3, "contents": many(10), "page_number": 2}
    ),
    "depth": Answer(b"[" * 10_000 + b"]" * 10_000),
    "no services": says({"total_items": 25, "total_pages": 3, "contents": [1, None, "x"]}),
}


@pytest.mark.parametrize("trick", EVERY_TRICK)
@pytest.mark.parametrize("page", [1, 2])
def test_a_feed_that_goes_wrong_changes_nothing_and_is_one_sentence(feed, trick, page):
    run("import", "theirs", "--address", feed.url, "--trusted")
    before = everything()
    feed.services = [v3(n, description="Other words.") for n in range(25)]
    feed.instead[f"/services?page={page}"] = EVERY_TRICK[trick]
    with pytest.raises(CommandError) as stopped:
        run("import", "theirs")
    assert str(stopped.value).count(". ") <= 1
    assert "\n" not in str(stopped.value)
    assert len(str(stopped.value)) < 200
    assert everything() == before
    feed.instead.clear()
    assert "changed 25" in run("import", "theirs")


def test_a_run_that_was_interrupted_is_resumed(feed):
    broken = feed.services[20]["id"]
    feed.instead[f"/services/{broken}"] = Answer(status=500)
    with pytest.raises(CommandError, match="500"):
        run("import", "theirs", "--address", feed.url)
    feed.instead.clear()
    feed.asked.clear()
    assert "Made 25" in run("import", "theirs", "--address", feed.url)
    assert len([path for path in feed.asked if "?" not in path]) == 1 + 5


def test_nothing_is_fetched_until_an_operator_names_the_host(feed, monkeypatch, settings):
    from directory.arriving.fetching import fetcher

    monkeypatch.setattr(Command, "fetcher", staticmethod(fetcher))
    assert not settings.FEED_HOSTS
    for address in (feed.url, "https://127.0.0.1/", "https://feed.example.org/"):
        with pytest.raises(CommandError) as stopped:
            run("probe", address)
        assert str(stopped.value) == NotAllowed.SENTENCE
        with pytest.raises(CommandError, match="FEED_HOSTS"):
            run("import", "theirs", "--address", address)
    assert feed.asked == []


@pytest.mark.parametrize(
    ("arguments", "says_so"),
    [
        (("import", "theirs"), "There is no feed called theirs"),
        (("import", "a/b", "--address", "x"), "a name is letters"),
        (("import", "theirs", "--file", "/nowhere/x.xlsx"), "There is no file x.xlsx"),
        (("import", "theirs", "--file", __file__), "nothing that we read"),
        (("template", "x.csv"), "ends in .xlsx"),
        (("template", "/nowhere/x.xlsx"), "cannot be written"),
        ((), "required"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(feed, arguments, says_so):
    with pytest.raises(CommandError, match=says_so):
        run(*arguments)
    assert Feed.objects.count() == 0


def test_the_template_is_written_once_and_can_be_read(feed, tmp_path):
    path = tmp_path / "services.xlsx"
    assert "Wrote" in run("template", path)
    with pytest.raises(CommandError, match="there already"):
        run("template", path)
    assert run("import", "sheet", "--file", path).startswith("sheet: 0 services; nothing.")


def test_what_could_not_be_read_is_said_with_where(feed, tmp_path):
    """One is one, several are several, and the first ten are named."""
    rows = ["Name,Organisation,Last checked,Youngest age"]
    rows += ["Only one,Org,2026-11-29,200"]
    rows += [f"Service {n},Org,soon,18" for n in range(12)]
    path = tmp_path / "x.csv"
    path.write_text("\n".join(rows))
    said = run("import", "sheet", "--file", path).splitlines()
    assert "An age makes no sense. In 1 service: Only one" in said
    named = "; ".join(f"Service {n}" for n in range(10))
    assert f"A date cannot be read. In 12 services: {named}; and 2 more" in said
    found = json.loads(run("import", "sheet", "--file", path, "--json"))
    assert found["where"]["An age makes no sense."] == ["Only one"]
    assert found["notes"]["A date cannot be read."] == 12


def test_one_service_is_one(feed, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Name,Organisation\nA,B\n")
    assert run("import", "sheet", "--file", path).startswith("sheet: 1 service; 1 new.\n")


def test_a_service_without_a_name_is_known_by_its_id_or_its_number(feed):
    feed.services = [v3(1), v3(2, name="", phones=[{"number": "no"}])]
    said = run("import", "theirs", "--address", feed.url)
    known = feed.services[1]["id"]
    assert f"A telephone number cannot be dialled. In 1 service: {known}" in said
    assert f"Cannot be used (1): {known}: It has no name." in said


def test_no_note_tells_a_secret_address(feed):
    place = make_service("A house")
    ConfidentialLocation.objects.create(service=place, address_1="7 Never Published Row")
    feed.services = [v3(1), v3(2, name="Never Published Row 7", phones=[{"number": "no"}])]
    said = run("import", "theirs", "--address", feed.url)
    assert "A telephone number cannot be dialled. In 1 service: Number 2" in said
    assert "Never Published" not in said


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_columns_that_we_do_not_know_are_named(feed, tmp_path, ending):
    path = tmp_path / f"x.{ending}"
    rows = ["Name", "Organisation", "Colour", "", "<b>Mood"], ["A", "B", "red", "", "good"]
    if ending == "csv":
        path.write_text("\n".join(map(",".join, rows)))
    else:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    sentence = "We did not know these columns, so we left them out: Colour, Mood."
    assert sentence in run("import", "sheet", "--file", path, "--dry-run").splitlines()
    assert json.loads(run("import", "sheet", "--file", path, "--json"))["remarks"] == [sentence]


def test_of_many_columns_some_are_named(feed, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Name,Organisation," + ",".join(f"C{n}" for n in range(12)) + "\nA,B\n")
    assert "left them out: C0, C1" in (said := run("import", "sheet", "--file", path))
    assert "C8, C9 and 2 more.\n" in said


def test_of_our_own_template_nothing_is_unknown(feed, tmp_path):
    path = tmp_path / "services.xlsx"
    run("template", path)
    assert "did not know" not in run("import", "sheet", "--file", path)
