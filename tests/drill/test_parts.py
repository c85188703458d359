"""The parts of the drill that decide: the weather, who was slower, what leaks, the table."""

import random
from datetime import timedelta

import pytest

from config.drill import attacks, forms, leaks, table, weather
from config.drill.forms import Figures
from config.drill.table import Row
from hub.models import Hub
from referrals_portal.messages import receipts


@pytest.mark.parametrize("seed", range(20))
def test_every_fault_rages_and_mostly_two_at_once(seed):
    spells = weather.forecast(random.Random(seed))
    assert {spell.kind for spell in spells} == set(weather.KINDS)
    assert all(timedelta() <= spell.begins < spell.ends <= weather.HOURS for spell in spells)
    minutes = [weather.raging(spells, timedelta(minutes=m)) for m in range(0, 360, 5)]
    assert all(minutes)
    assert sum(len(each) > 1 for each in minutes) > len(minutes) * 0.8
    assert weather.raging(spells, weather.HOURS) == frozenset()


def test_receipts_have_nowhere_to_go_for_longer_than_notify_waits():
    spells = weather.forecast(random.Random(1))
    away = [spell.ends - spell.begins for spell in spells if spell.kind == weather.AWAY]
    assert max(away) > timedelta(minutes=25)


def test_a_seed_can_be_had_again():
    assert weather.forecast(random.Random(5)) == weather.forecast(random.Random(5))
    assert weather.forecast(random.Random(5)) != weather.forecast(random.Random(6))


QUIET = Figures((0.1,) * 40, (0.2,) * 20)


@pytest.mark.parametrize(
    ("raging", "found"),
    [
        (QUIET, 0),
        (Figures((0.2,) * 40, (0.4,) * 20), 0),
        (Figures((0.1,) * 40, (10.0,) * 20), 2),
        (Figures((0.1,) * 40, (0.2,) * 18 + (10.0,) * 2), 1),
        (Figures((5.0,) * 40, (0.2,) * 20), 2),
        (Figures(), 2),
    ],
)
def test_who_was_slower(raging, found):
    assert len(forms.slower(QUIET, raging)) == found


def test_half_a_line_counts_for_nothing():
    lines = ['{"steps": [0.1, 0.2], "sent": 0.3}', '{"refused": "/form/ answered 503."}', '{"st']
    assert forms.read(lines) == Figures((0.1, 0.2), (0.3,), ("/form/ answered 503.",))


@pytest.mark.parametrize(
    ("content", "leaks_it"),
    [
        (b"nothing to see", False),
        (b"x" * leaks.SOME + b"Canary Example", True),
        (b"x" * (leaks.SOME - 5) + b"canary.1@example.org", True),
        (b"to=07700900400", True),
        (b"to 07700 900 400", True),
        (b"+447700900400", True),
    ],
)
def test_what_leaks(tmp_path, content, leaks_it):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "page.css").write_bytes(b"canary { color: yellow }")
    (tmp_path / "log.txt").write_bytes(content)
    assert list(leaks.in_files(tmp_path)) == (["log.txt"] if leaks_it else [])


@pytest.mark.django_db
def test_what_leaks_into_a_table():

    # Nothing of what a hub or a migration brings is taken for a leak.
    assert list(leaks.in_tables()) == []
    Hub.objects.create(slug="x", name="Canary Hub")
    assert list(leaks.in_tables()) == ["hub_hub.name"]


def test_the_table_says_what_is_wrong():
    rows = [Row("a receipt", "answered 401"), Row("six hours", "90 messages", ["doubled"] * 12)]
    lines = table.text(rows).splitlines()
    assert lines[0].split() == ["OK", "a", "receipt", "answered", "401"]
    assert lines[1].startswith("NOT OK  six hours")
    assert lines[2:] == ["        - doubled"] * 10 + ["        - and 2 more"]
    assert (table.all_right(rows), table.all_right(rows[:1])) == (False, True)
    assert not table.all_right([])


def test_forgeries_would_be_believed_if_they_were_true():
    about = attacks.receipt("fd-" + "0" * 32, "5a3a0d3e-0000-4000-8000-000000000000", "delivered")
    forged = [each for each in attacks.by_strangers(about, "t" * 20) if each.body]
    assert {receipts.read(each.body).status for each in forged} == {"delivered"}
