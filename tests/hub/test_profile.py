"""A profile is one hub's stated facts; a broken one names the file, the key and the remedy."""

from datetime import date, time
from pathlib import Path

import pytest

from hub import profile
from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period
from hub.profile import Partner, ProfileError
from hub.rules import MARKERS

GOOD = """
as_of = 2026-01-31
name = "Example Hub"
area = "Anytown"

[contact]
phone = "01632 960001"

[[standards]]
what = "first_contact"
starts = "received"
unit = "hours"
number = 24
priority = "standard"
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch):
    """A function that writes a profile called "example" and loads it."""
    monkeypatch.setattr(profile, "FOLDER", tmp_path)
    profile.load.cache_clear()

    def write(text: str) -> profile.Profile:
        (tmp_path / "example.toml").write_text(text, encoding="utf-8")
        profile.load.cache_clear()
        return profile.load("example")

    yield write
    profile.load.cache_clear()


def test_what_is_not_stated_has_a_defined_meaning(write):
    hub = write(GOOD)

    assert (hub.name, hub.as_of, hub.phone) == ("Example Hub", date(2026, 1, 31), "01632 960001")
    assert (hub.email, hub.website, hub.delivered_by, hub.places) == ("", "", "", ())
    assert hub.hours == WEEKDAYS_NINE_TO_FIVE
    assert hub.hours_are_assumed


def test_stated_hours_are_not_assumed(write):
    hub = write(GOOD + '[[opening_hours]]\nday = "saturday"\nopens = "10:00"\ncloses = "14:30"\n')

    assert hub.hours == (Period(5, time(10), time(14, 30)),)
    assert not hub.hours_are_assumed


def test_the_hub_of_hampshire_and_the_isle_of_wight_is_as_its_sources_state():
    hub = profile.load("hampshire-and-isle-of-wight")

    assert hub.phone == "0808 178 1641"
    assert hub.email == "hub.hiow@victimsupport.org.uk"
    assert [place.town for place in hub.places] == [
        "Isle of Wight", "Portsmouth", "Southampton", "Basingstoke",
    ]  # fmt: skip
    assert hub.hours_are_assumed


@pytest.mark.parametrize("slug", profile.slugs())
def test_every_profile_that_ships_can_be_used(slug):
    assert profile.load(slug).slug == slug


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('name = "Example Hub"', "", ["name is missing; add it"]),
        ('area = "Anytown"', "", ["area is missing; add it"]),
        ("as_of = 2026-01-31", "", ["as_of is missing; add it"]),
        ("as_of = 2026-01-31", 'as_of = "January"', ["as_of must be a date such as 2026-01-31"]),
        ('name = "Example Hub"', "name = ", ["Invalid value"]),
        ("[contact]", "[contct]", ["contct is unknown; use contact."]),
        ('area = "Anytown"', 'aria = "Anytown"', ["aria is unknown; use area."]),
        (
            "[contact]",
            'deliverd_by = "A"\n[contact]',
            ["deliverd_by is unknown; use delivered_by."],
        ),
        ("[contact]", '[contact]\nzzz = "1"', ["contact.zzz is unknown; use phone or email"]),
        ("phone =", "fone =", ["contact.fone is unknown; use phone."]),
        ("number = 24", "numbr = 24", ["numbr is unknown; use number."]),
        ("number = 24", "number = 0", ["standards, number 1", "number", "at least 1"]),
        ("number = 24", 'number = "24"', ["standards, number 1", "number", "whole number"]),
        ("number = 24", "number = true", ["standards, number 1", "number", "whole number"]),
        ('unit = "hours"', 'unit = "days"', ["unit must be one of", "hours"]),
        ('priority = "standard"', 'priority = "high"', ["priority must be one of", "enhanced"]),
        ('starts = "received"', "", ["starts must be one of", "crime_recorded"]),
        ('what = "first_contact"', 'what = "call"', ["what must be one of", "first_contact"]),
    ],
)
def test_a_broken_fact_names_file_key_and_remedy(write, before, after, words):
    assert before in GOOD
    with pytest.raises(ProfileError) as refused:
        write(GOOD.replace(before, after))

    for word in ("example.toml", *words):
        assert word in str(refused.value)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            '[[opening_hours]]\nday = "monday"\nopens = "9am"\ncloses = "17:00"',
            ["opening_hours, number 1: opens must be a time", "09:00"],
        ),
        (
            '[[opening_hours]]\nday = "someday"\nopens = "09:00"\ncloses = "17:00"',
            ["opening_hours, number 1: day must be one of monday, tuesday"],
        ),
        (
            '[[opening_hours]]\nday = "monday"\nopens = "17:00"\ncloses = "09:00"',
            ["opening_hours, number 1: closes must be later than opens"],
        ),
        ('[[opening_hours]]\nday = "monday"\ncloses = "17:00"', ["opens is missing; add it"]),
        ('[[places]]\nname = "The Library"', ["town is missing; add it"]),
        ('[[enhanced_when]]\nage_bands = ["under_13"]', ["enhanced_when, number 1", "reason"]),
        ('[[enhanced_when]]\nreason = "A reason."', ["name at least one of", "crime_types"]),
        ('[[enhanced_when]]\nreason = "A reason."\nmood = ["sad"]', ["mood is unknown", "sources"]),
        (
            '[[enhanced_when]]\nreason = "A reason."\nage_bands = ["child"]',
            ["age_bands has child", "not a known value"],
        ),
        (
            '[[enhanced_when]]\nreason = "A reason."\nmarkers = ["repeat", "afraid"]',
            ["markers has afraid", "not a known value"],
        ),
        ('[[partners]]\nname = "A refuge"', ["key is missing; add it"]),
        ('[[partners]]\nkey = "refuge"', ["name is missing; add it"]),
        (
            '[[partners]]\nkey = "refuge"\nname = "A refuge"\nphone = "01632 960001"',
            ["partners.phone is unknown; use key or name or what"],
        ),
    ],
)
def test_a_broken_part_names_file_key_and_remedy(write, more, words):
    with pytest.raises(ProfileError) as refused:
        write(f"{GOOD}\n{more}\n")

    for word in ("example.toml", *words):
        assert word in str(refused.value)


def test_a_profile_without_any_standard_promises_nothing_and_is_refused(write):
    with pytest.raises(ProfileError, match=r"example\.toml: standards: there must be at least one"):
        write(GOOD.partition("[[standards]]")[0])


def test_an_unknown_hub_lists_the_known_ones(write):
    write(GOOD)
    with pytest.raises(ProfileError, match=r"called 'nowhere'\. There are: example\."):
        profile.load("nowhere")


@pytest.mark.parametrize("slug", ["../example", "/etc/passwd", "", "example.toml"])
def test_a_slug_is_never_a_path(write, slug):
    write(GOOD)
    with pytest.raises(ProfileError, match="There is no hub called"):
        profile.load(slug)


def test_partners_are_named_in_their_order(write):
    named = '[[partners]]\nkey = "refuge"\nname = "A refuge"\nwhat = "A safe place to live."\n'
    hub = write(GOOD + named + '[[partners]]\nkey = "advice"\nname = "Advice"\n')
    assert hub.partners == (
        Partner("refuge", "A refuge", "A safe place to live."),
        Partner("advice", "Advice", ""),
    )
    assert write(GOOD).partners == ()


def test_a_rule_may_name_every_marker(write):
    markers = ", ".join(f'"{marker}"' for marker in MARKERS)
    hub = write(GOOD + f'[[enhanced_when]]\nreason = "A reason."\nmarkers = [{markers}]\n')
    assert hub.rules["enhanced_when"][0]["markers"] == list(MARKERS)
