"""Where somebody means, whoever knows it; and nothing of what they typed is left anywhere."""

import logging
import time
from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from core import generation
from directory.models import PostcodePoint
from directory.near import stored
from directory.near.finding import Found, Precision, Sources, Unknown, find, read
from directory.near.points import Point

UNIT, MEAN, THEIRS = Point(50.911, -1.41), Point(50.92, -1.42), Point(50.93, -1.43)
OUR_OWN, OF_AREA = Point(50.90, -1.40), Point(50.91, -1.40)


def knows(point):
    return lambda _asked: point


@pytest.mark.parametrize(
    ("typed", "sources", "point", "precision"),
    [
        ("SO14 7DU", Sources(knows(UNIT), knows(MEAN)), UNIT, Precision.POSTCODE),
        ("SO14 7DU", Sources(outward=knows(MEAN)), MEAN, Precision.OUTWARD_CODE),
        ("SO14 7DU", Sources(elsewhere=knows(THEIRS)), OUR_OWN, Precision.OUTWARD_CODE),
        ("SO14", Sources(outward=knows(MEAN), elsewhere=knows(THEIRS)), MEAN, "outward code"),
        ("SO97 7DU", Sources(elsewhere=knows(THEIRS)), THEIRS, Precision.OUTWARD_CODE),
        ("SO97 7DU", Sources(), OF_AREA, Precision.AREA),
        ("SO", Sources(knows(UNIT), knows(MEAN), knows(THEIRS)), OF_AREA, Precision.AREA),
        ("Southampton", Sources(knows(UNIT), knows(MEAN)), OUR_OWN, Precision.TOWN),
    ],
)
def test_the_first_that_knows_wins(typed, sources, point, precision):
    found = read(typed, sources)
    assert (found.point, found.precision) == (point, precision)
    assert found.approximate == (precision != Precision.POSTCODE)


@pytest.mark.parametrize(
    ("typed", "label", "code"),
    [
        ("so14 7du", "SO14, Southampton", "SO14"),
        ("SO51", "SO51, Romsey", "SO51"),
        ("SA61 1AA", "SA61, Haverfordwest", "SA61"),
        ("HU12", "HU12, Hull", "HU12"),
        ("so", "SO, Southampton", "SO"),
        ("romsey", "Romsey, Hampshire", "SO51"),
        ("Hampshire", "Hampshire", ""),
    ],
)
def test_a_label_says_what_was_understood(typed, label, code):
    found = read(typed, Sources())
    assert (found.label, found.code, found.guessed) == (label, code, False)


def test_a_guess_is_told():
    assert read("Rmosey", Sources()).guessed


def test_choices_stand_in_the_order_of_how_near_they_are():
    found = read("Newport", Sources(home=lambda: Point(51.6, -3.0)))
    assert isinstance(found, Unknown)
    assert [choice.label for choice in found.choices][:2] == [
        "Newport, Gwent",
        "Newport, Pembrokeshire",
    ]
    for choice in found.choices:
        assert read(choice.label, Sources()) == choice


NONSENSE = [
    "", "   ", "x", "🏠🏠🏠", "' OR 1=1 --", "'; DROP TABLE directory_service; --", "%", "\\",
    "\x00",
    "SO14" * 2500, "a" * 10_000, "Ж" * 100, "<script>", "ZZ1 1ZZ",
    "\u0661\u0662\u0663", "NaN", "{{ 7*7 }}", "../..",
]  # fmt: skip


@pytest.mark.parametrize("typed", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_unknown_and_quick(typed):
    began = time.perf_counter()
    assert read(typed, Sources()) == Unknown()
    assert time.perf_counter() - began < 0.1


@given(st.text(max_size=120))
def test_anything_may_be_typed(typed):
    found = read(typed, Sources())
    places = found.choices if isinstance(found, Unknown) else (found,)
    assert all(place.point.is_in_the_uk() and place.label for place in places)


def keep(code, point, outward=""):
    PostcodePoint.objects.create(
        code=code, outward=outward, latitude=point.latitude, longitude=point.longitude,
        source="ONSPD", as_of=date(2026, 2, 1),
    )  # fmt: skip


def warm_up():
    """Let memory read what it keeps."""
    find("SO1")
    find("Newport")


@pytest.fixture
def imported(hub):
    keep("SO14", MEAN)
    keep("SO147DU", UNIT, "SO14")
    keep("SO147DX", THEIRS, "SO14")
    stored.imported.forget()
    generation.bump()
    warm_up()


def test_an_imported_postcode_is_exact_and_its_neighbour_has_the_mean(imported):
    assert find("SO14 7DU") == Found(UNIT, "SO14, Southampton", "postcode", False, "SO14")
    assert find("so147dx").point == THEIRS
    assert find("SO14 7ZZ").point == find("SO14").point == MEAN
    assert find("SO15 1AA").precision == Precision.OUTWARD_CODE


def test_no_query_holds_a_whole_postcode_or_a_name(imported):
    with CaptureQueriesContext(connection) as queries:
        for typed in ("SO14 7DU", "Winchester", "Newport", "nowhere at all", "SO15"):
            find(typed)
    said = [query["sql"].upper() for query in queries]
    assert len(said) == 1
    assert "SO14" in said[0]
    assert not any(word in said[0] for word in ("7DU", "WINCHESTER", "NEWPORT", "NOWHERE"))


def test_without_whole_postcodes_nothing_is_asked_of_the_database(hub):
    keep("SO14", MEAN)
    generation.bump()
    warm_up()
    with CaptureQueriesContext(connection) as queries:
        assert find("SO14 7DU").point == MEAN
        assert find("SO14").point == MEAN
    assert len(queries) == 0


def test_while_the_database_is_down_our_own_points_stand(imported, monkeypatch, caplog):
    def down(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(PostcodePoint.objects, "filter", down)
    assert find("SO14 7DU").point == MEAN
    stored.imported.forget()
    assert find("SO14 7DU").point == OUR_OWN
    assert caplog.text == ""


def test_nothing_typed_is_logged(imported, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    for typed in ("SO14 7DU", "Winchester", "canary"):
        find(typed)
    assert caplog.text == ""


def test_the_nearest_to_the_hub_is_the_first_choice(imported):
    assert find("Newport").choices[0].label == "Newport, Isle of Wight"
    assert find("Whitchurch").choices[0].label == "Whitchurch, Hampshire"
