"""A profile is one hub's stated facts; a broken one names the file, the key and the remedy."""

from datetime import date, time
from pathlib import Path

import pytest

from hub import profile
from hub.entitlement import BY_THE_CODE
from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period
from hub.profile import ProfileError

GOOD = """
as_of = 2026-01-31
name = "Example Hub"
force_area = "Anytown"

[contact]
phone = "01632 960001"

[[standards]]
what = "first_contact"
unit = "hours"
number = 24
"""
OURS = """
[[rules]]
when = { markers = ["repeat"] }
then = { priority = "enhanced" }
reason = "Somebody comes back to them."
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
    assert (hub.email, hub.website, hub.delivered_by, hub.model, hub.places) == ("", "", "", "", ())
    assert hub.area == hub.force_area == "Anytown"
    assert hub.languages == ("en",)
    assert hub.hours == WEEKDAYS_NINE_TO_FIVE
    assert hub.hours_are_assumed
    assert hub.rules.triage
    assert hub.rules.takes("self")
    assert hub.rules.takes("court")
    assert hub.rules.team("") is None
    (standard,) = hub.rules.standards
    assert (standard.starts, standard.channels, standard.priority) == ("received", (), "")


def test_without_a_rule_about_priority_those_of_the_code_stand(write):
    assert write(GOOD).document["rules"] == BY_THE_CODE
    assert write(GOOD + OURS).document["rules"] == [
        {
            "when": {"markers": ["repeat"]},
            "then": {"priority": "enhanced"},
            "reason": "Somebody comes back to them.",
        }
    ]


def test_stated_hours_are_not_assumed(write):
    hub = write(GOOD + '[[opening_hours]]\nday = "saturday"\nopens = "10:00"\ncloses = "14:30"\n')

    assert hub.hours == (Period(5, time(10), time(14, 30)),)
    assert not hub.hours_are_assumed


def test_facts_that_are_older_than_a_year_are_to_be_checked(write):
    hub = write(GOOD)
    assert not hub.is_old(date(2027, 1, 31))
    assert hub.is_old(date(2027, 2, 1))


def test_agencies_are_every_kind_of_organisation(write):
    rules = write('routes = ["police", "agencies"]\n' + GOOD).rules
    assert all(rules.takes(source) for source in ("police", "health", "court", "other"))
    assert not any(rules.takes(source) for source in ("self", "family", "other_hub"))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            'name = "Example Hub"',
            "",
            ["“what the hub calls itself” (name) is missing; add text in quotation marks"],
        ),
        ('force_area = "Anytown"', "", ["(force_area) is missing; add text"]),
        ("as_of = 2026-01-31", "", ["(as_of) is missing; add a date"]),
        ("as_of = 2026-01-31", "as_of = 2026-01-31T09:00:00", ["(as_of) must be a date"]),
        ("as_of = 2026-01-31", 'as_of = "January"', ["(as_of) must be a date", "2026-01-31"]),
        ('name = "Example Hub"', "name = ", ["Invalid value"]),
        ('name = "Example Hub"', 'name = "  "', ["(name) must be text"]),
        ("[contact]", "[contct]", ["contct is unknown; use contact."]),
        ('force_area = "Anytown"', 'force_aria = "Anytown"', ["force_aria is unknown; use force"]),
        ("[contact]", '[contact]\nzzz = "1"', ["contact.zzz is unknown; use email or phone"]),
        ("phone =", "fone =", ["contact.fone is unknown; use phone."]),
        (
            "number = 24",
            "numbr = 24",
            ["promises (standards), number 1: numbr is unknown; use number."],
        ),
        (
            "number = 24",
            "number = 0",
            ["number 1: “how many of those hours or days” (number) must be a whole number"],
        ),
        ("number = 24", 'number = "24"', ["promises (standards), number 1: ", "not '24'"]),
        ("number = 24", "number = true", ["promises (standards), number 1: ", "whole number"]),
        ('unit = "hours"', 'unit = "days"', ["(unit) must be one of hours, working_days"]),
        ('unit = "hours"', 'unit = "hours"\nstarts = "then"', ["(starts) must be one of received"]),
        ('what = "first_contact"', 'what = "call"', ["(what) must be one of", "first_contact"]),
        (
            "[contact]",
            'languages = ["fr"]\n[contact]',
            ["(languages) cannot be 'fr'; use en, cy"],
        ),
        ("[contact]", 'languages = "cy"\n[contact]', ["(languages) must be a list"]),
        ("[contact]", "triage = 1\n[contact]", ["(triage) must be true or false"]),
        ("[contact]", "teams = 1\n[contact]", ["(teams) must be any number of parts"]),
        ("[contact]", "retention = 1\n[contact]", ["retention must be a part of its own"]),
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
            ["opening_hours, number 1: “from” (opens) must be a time", 'such as "09:00"'],
        ),
        (
            '[[opening_hours]]\nday = "someday"\nopens = "09:00"\ncloses = "17:00"',
            ["opening_hours, number 1: “day of the week” (day) must be one of monday, tuesday"],
        ),
        (
            '[[opening_hours]]\nday = "monday"\nopens = "17:00"\ncloses = "09:00"',
            ["opening_hours, number 1: closes must be later than opens"],
        ),
        (
            '[[opening_hours]]\nday = "monday"\ncloses = "17:00"',
            ["number 1: “from” (opens) is missing"],
        ),
        (
            '[[places]]\nname = "The Library"',
            ["places, number 1: “the town or area” (town) is missing"],
        ),
        (
            '[[rules]]\nwhen = {}\nthen = {priority = "enhanced"}',
            ["rules, number 1: “why, in a sentence that staff read” (reason) is"],
        ),
        ('[[rules]]\nwhen = {}\nreason = "A."\nthen = {prio = "a"}', ["then.prio is unknown"]),
        (
            '[[rules]]\nwhen = {mood = ["sad"]}\nreason = "A."\nthen = {priority = "enhanced"}',
            ["rules, number 1: when.mood is unknown"],
        ),
        (
            '[[rules]]\nwhen = {markers = ["afraid"]}\nreason = "A."\nthen = {handling = "close"}',
            ["(when.markers) cannot be 'afraid'; use repeat, "],
        ),
        (
            '[[teams]]\nkey = "Case Team"\nname = "A"',
            ["teams, number 1: ", "(key) must be at most 40"],
        ),
        ('[[specialists]]\nname = "A refuge"', ["specialists, number 1: ", "(key) is missing"]),
        (
            '[[specialists]]\nkey = "refuge"\nname = "A refuge"\nphone = "01632 960001"',
            ["specialists, number 1: phone is unknown"],
        ),
        # The clock of a telephone is text, without a zone.
        (
            '[[opening_hours]]\nday = "monday"\nopens = 09:00:00\ncloses = "17:00"',
            ["number 1: “from” (opens) must be a time in quotation marks", "not 09:00:00."],
        ),
        (
            '[[opening_hours]]\nday = "monday"\nopens = "09:00"\ncloses = "17:00Z"',
            ["number 1: “until” (closes) must be a time", "not '17:00Z'"],
        ),
        (
            '[[opening_hours]]\nday = "monday"\nopens = "09:00"\ncloses = "09:00"',
            ["opening_hours, number 1: closes must be later than opens"],
        ),
        # First parts of postcodes as they are kept, or nobody ever lives there.
        *(
            (
                f'[[rules]]\nwhen = {{outcodes = ["ZZ1", "{typed}"]}}\nreason = "A."\n'
                'then = {priority = "enhanced"}',
                ["“their postcode begins with any of these” (when.outcodes)", '["ZZ1", "ZZ2"]'],
            )
            for typed in ("po1", "PO1 2AB", "PO12AB", "Portsmouth", "PO1, PO2", "1PO", "POR")
        ),
        # No period is longer than anybody keeps anything, nor overflows the calendar.
        ("[retention]\nsupported_years = 31", ["from 1 to 30, not 31."]),
        ("[retention]\nnot_reached_months = 121", ["from 1 to 120, not 121."]),
        ("[retention]\nnot_taken_up_weeks = 521", ["from 1 to 520, not 521."]),
        ("[messages]\nafter_attempts = 21", ["from 1 to 20, not 21."]),
        (
            "[retention]\nsupported_years = 0",
            ["where support was given, in years” (retention.supported_years) must be a whole"],
        ),
    ],
)
def test_a_broken_part_names_file_key_and_remedy(write, more, words):
    with pytest.raises(ProfileError) as refused:
        write(f"{GOOD}\n{more}\n")

    for word in ("example.toml", *words):
        assert word in str(refused.value)


@pytest.mark.parametrize("typed", ["P", "PO", "PO1", "PO12", "EC1A"])
def test_beginnings_of_postcodes(write, typed):
    rule = f'[[rules]]\nwhen = {{outcodes = ["{typed}"]}}\nreason = "A."\n'
    (read, *_) = write(GOOD + rule + 'then = {priority = "enhanced"}').rules.rules
    assert read.when["outcodes"] == {typed}


def test_everything_that_is_wrong_is_said_at_once(write):
    with pytest.raises(ProfileError) as refused:
        write(GOOD.replace("number = 24", "").replace('name = "Example Hub"', ""))
    assert len(str(refused.value).splitlines()) == 2


def test_a_file_that_is_no_text_is_refused(write, tmp_path):
    write(GOOD)
    (tmp_path / "example.toml").write_bytes(b'name = "\xff"')
    profile.load.cache_clear()
    with pytest.raises(ProfileError, match=r"example\.toml"):
        profile.load("example")


def test_an_unknown_hub_lists_the_known_ones(write):
    write(GOOD)
    with pytest.raises(ProfileError, match=r"called 'nowhere'\. There are: example\."):
        profile.load("nowhere")


@pytest.mark.parametrize("slug", ["../example", "/etc/passwd", "", "example.toml"])
def test_a_slug_is_never_a_path(write, slug):
    write(GOOD)
    with pytest.raises(ProfileError, match="There is no hub called"):
        profile.load(slug)


def test_partners_are_the_specialists_outside_the_hub_in_their_order(write):
    named = '[[specialists]]\nkey = "refuge"\nname = "A refuge"\nwhat = "A safe place to live."\n'
    ours = '[[specialists]]\nkey = "fraud"\nname = "Our fraud worker"\nours = true\n'
    hub = write(GOOD + named + ours + '[[specialists]]\nkey = "advice"\nname = "Advice"\n')
    assert [(each.key, each.what) for each in hub.rules.partners] == [
        ("refuge", "A safe place to live."),
        ("advice", ""),
    ]
    assert write(GOOD).rules.partners == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"triage = {'[' * 5000}", "parts are within parts too often"),
        (f"triage = 0x{'f' * 5000}", "must be true or false, not so large a number"),
        (f"triage = {'1' * 5000}", "value error"),
        ("opens = [", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path, monkeypatch, text, said):
    (tmp_path / "hostile.toml").write_text(text)
    monkeypatch.setattr(profile, "FOLDER", tmp_path)
    with pytest.raises(profile.ProfileError) as wrong:
        profile.load("hostile")
    assert str(wrong.value).startswith("hostile.toml: ")
    if said != "value error":
        assert said in str(wrong.value)
