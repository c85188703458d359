"""Runs: each may be repeated, interrupted, tried and taken back, and asks before much is gone."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import generation
from core.models import ContentGeneration
from directory.arriving.applying.services import Services
from directory.arriving.keeping import Folder
from directory.arriving.reading import files
from directory.arriving.stops import FeedLies, Stopped
from directory.models import Service
from tests.directory.arriving.feeds import many, v3
from tests.directory.arriving.seen import counts, everything
from tests.directory.arriving.test_cleaning import JSON, MEMBERS

pytestmark = pytest.mark.django_db


def test_a_second_run_changes_nothing(copy_from):
    copy_from(many(7))
    before = everything()
    report = copy_from(many(7))
    assert counts(report) == {"unchanged": 7}
    after = everything()
    assert after[:5] == before[:5]


def test_order_and_the_feed_s_own_stamp_are_no_change(copy_from):
    copy_from(many(3))
    assert counts(copy_from([v3(n, last_modified="2026-05-01T00:00:00Z") for n in (2, 0, 1)])) == {
        "unchanged": 3
    }


def test_what_is_gone_is_not_listed_and_comes_back(copy_from):
    copy_from(many(10))
    report = copy_from(many(9))
    assert (counts(report), report.outcome.gone) == ({"unchanged": 9, "gone": 1}, 1)
    assert Service.objects.get(name="Service 9").status == "inactive"
    assert counts(copy_from(many(9))) == {"unchanged": 9}
    assert counts(copy_from(many(10))) == {"unchanged": 9, "new": 1}
    assert Service.objects.get(name="Service 9").status == "active"


@pytest.mark.parametrize(("left", "asks"), [(8, False), (7, True), (0, True)])
def test_more_than_a_fifth_gone_asks_first(copy_from, left, asks):
    copy_from(many(10))
    before = everything()
    if not asks:
        copy_from(many(left))
        return
    with pytest.raises(Stopped, match=rf"{10 - left} of 10 .* --allow-deletions"):
        copy_from(many(left))
    assert everything() == before
    assert copy_from(many(left), allow_deletions=True).outcome.gone == 10 - left
    assert Service.objects.count() == 10


def test_what_cannot_be_used_any_more_stays_as_it_is(copy_from):
    copy_from(many(5))
    report = copy_from([*many(4), v3(4, name=None)])
    assert counts(report) == {"unchanged": 4, "unusable": 1}
    assert report.left_out == [f"{v3(4)['id']}: It has no name."]
    assert Service.objects.get(name="Service 4").status == "active"


def test_a_dry_run_says_what_would_change_and_changes_nothing(copy_from):
    copy_from(many(5))
    before = everything()
    changed = [v3(0, phones=[{"number": "01632 960009"}]), *many(4)[1:], v3(8, name="Fresh")]
    report = copy_from(changed, apply=False)
    assert everything() == before
    assert report.outcome is None
    assert report.lines == [
        "New: Fresh (Organisation 2)",
        "Changed: Service 0",
        "  telephone numbers: from “01632 960001; voice” to “01632 960009; voice”",
        "Gone: Service 4",
    ]
    assert copy_from(changed).outcome.changed == 1


def test_the_last_copy_can_be_applied_again(copy_from, tmp_path):
    copy_from(many(3))
    copy_from([v3(n, name=f"Nonsense {n}") for n in range(3)])
    before = tmp_path / "feeds" / "theirs" / "before.jsonl"
    assert copy_from(files.records(before)).outcome.changed == 3
    assert Service.objects.filter(name__startswith="Service").count() == 3
    assert before.parent.stat().st_mode & 0o077 == 0


def test_two_services_with_one_id_stop_the_run(copy_from):
    with pytest.raises(Stopped, match="the same id"):
        copy_from([v3(1), v3(2) | {"id": v3(1)["id"].upper()}])
    assert Service.objects.count() == 0


def test_more_services_than_there_are_stop_the_run(copy_from, monkeypatch):
    monkeypatch.setattr("directory.arriving.keeping.MOST_SERVICES", 3)
    copy_from([v3(n) for n in range(3)])
    with pytest.raises(FeedLies, match="more services than there are in the country"):
        copy_from([v3(n) for n in range(4)])
    assert Service.objects.count() == 3


def test_a_batch_raises_the_content_generation_once(copy_from, monkeypatch):
    monkeypatch.setattr("directory.arriving.applying.BATCH", 10)
    generation.bump()
    before = ContentGeneration.objects.get(pk=1).number
    copy_from(many(25))
    assert ContentGeneration.objects.get(pk=1).number == before + 3


def test_a_run_that_was_interrupted_while_applying_goes_on(copy_from, monkeypatch):
    monkeypatch.setattr("directory.arriving.applying.BATCH", 10)
    apply, calls = Services.apply, []

    def dies(self, *args):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the lights went out")
        return apply(self, *args)

    monkeypatch.setattr(Services, "apply", dies)
    with pytest.raises(RuntimeError):
        copy_from(many(25))
    assert Service.objects.count() == 10
    report = copy_from(many(25))
    assert counts(report) == {"unchanged": 10, "new": 15}
    assert Service.objects.count() == 25


def test_two_runs_of_one_feed_do_not_meet(copy_from, tmp_path):
    with (
        Folder(tmp_path, "theirs").held(),
        pytest.raises(Stopped, match="Another import"),
    ):
        copy_from(many(1))
    assert copy_from(many(1)).outcome.made == 1


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.dictionaries(st.sampled_from(MEMBERS), JSON, max_size=12), max_size=3))
def test_whatever_arrives_can_be_applied(copy_from, arrived):
    records = [
        {"name": "a", "organization": {"name": "b"}, "id": str(number)} | record
        for number, record in enumerate(arrived)
    ]
    with transaction.atomic():
        try:
            copy_from(records, allow_deletions=True)
            again = copy_from(records, allow_deletions=True)
            assert set(counts(again)) <= {"unchanged", "unusable"}
        except Stopped:
            pass
        transaction.set_rollback(True)
