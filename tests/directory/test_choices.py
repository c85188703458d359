"""The plain choices of the search: what they leave, how many, and why it was found."""

import re
from datetime import time

import pytest

from directory.models import Location, Phone, Schedule, Service, ServiceAtLocation

from .conftest import make_service, make_term

SOUTHAMPTON, PORTSMOUTH = (50.90, -1.40), (50.80, -1.09)


def at(service, point):
    place = Location.objects.create(name="Hall", latitude=point[0], longitude=point[1])
    service.service_at_locations = [ServiceAtLocation(location=place)]
    service.save()


def test_a_place_may_stand_among_the_words(visitor, listed):
    page = ask(visitor, q="help near SO14")
    assert "Near SO14" in page
    assert 'value="help near SO14"' in page
    assert "Which place do you mean?" in ask(visitor, q="scam in Newport")


@pytest.fixture
def listed(hub):
    fraud = make_term("Fraud", "Tricked out of money.", other_words="scam, told me to pay")
    abuse = make_term("Domestic abuse", "At home.", other_words="beaten up by my ex, husband")
    women = make_term("Women", "For women.", purpose="audience")
    talk = make_term("Counselling", "Talking.", purpose="help")
    rows = {
        "Money": ([fraud], {"is_free": True, "languages": "en,pl"}),
        "Home": ([abuse, women, talk], {"minimum_age": 18, "channels": "online"}),
        "Young": ([abuse, talk], {"maximum_age": 17, "is_free": True}),
    }
    for name, (terms, fields) in rows.items():
        service = make_service(name, **fields)
        service.taxonomy_terms = terms
        service.save()
    money, home = (Service.objects.get(name=name) for name in ("Money", "Home"))
    at(money, SOUTHAMPTON)
    at(home, PORTSMOUTH)
    money.phones = [Phone(number="01632 960001"), Phone(number="07700 900301", type="text")]
    money.schedules = [Schedule(byday="MO", opens_at=time(9), closes_at=time(17))]
    money.save()


def ask(visitor, **asked):
    page = visitor.post("/services/", asked)
    assert page.status_code == 200
    return page.text


def names(page):
    found = page.partition('id="results"')[2].partition("See all services")[0]
    return re.findall(r'formaction="/services/[^"]*/">([^<]+)</button>', found)


def counts(page):
    """Each choice's value with its count."""
    rows = r'id="([a-z]+-[^"]+)"(?: *name="[^"]*")[^>]*>\s*<label[^>]*>[^<(]*<span[^>]*>\((\d+)\)'
    return {value: int(number) for value, number in re.findall(rows, page)}


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"happened": ["fraud"]}, ["Money"]),
        ({"happened": ["fraud", "domestic-abuse"]}, ["Home", "Money", "Young"]),
        ({"happened": ["domestic-abuse"], "help": ["counselling"]}, ["Home", "Young"]),
        ({"happened": ["domestic-abuse"], "for": ["women"]}, ["Home"]),
        ({"happened": ["fraud"], "for": ["women"]}, []),
        ({"age": ["13_17"]}, ["Money", "Young"]),
        ({"age": ["18_25", "under_13"]}, ["Home", "Money", "Young"]),
        ({"language": ["pl"]}, ["Money"]),
        ({"channel": ["telephone"]}, ["Money"]),
        ({"channel": ["text"]}, ["Money"]),
        ({"channel": ["online"]}, ["Home"]),
        ({"channel": ["in_person"]}, ["Money"]),
        ({"free": ["yes"]}, ["Money", "Young"]),
        ({"open": ["now"]}, ["Money"]),
        ({"q": "husband", "free": ["yes"]}, ["Young"]),
    ],
)
def test_they_leave_what_fits(visitor, listed, time_machine, asked, left):
    time_machine.move_to("2026-11-23T10:00Z")
    page = ask(visitor, **asked)

    assert sorted(names(page)) == left
    address = "&".join(f"{key}={value}" for key in asked if key != "q" for value in asked[key])
    if "q" not in asked:
        assert sorted(names(visitor.get(f"/services/?{address}").text)) == left


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"happened-fraud": 1, "happened-domestic-abuse": 2, "free-yes": 2, "for-women": 1}),
        # Its own group does not narrow a choice: ticking another there adds to what is left.
        ({"happened": ["fraud"]}, {"happened-domestic-abuse": 2, "free-yes": 1, "for-women": None}),
        ({"q": "husband"}, {"happened-domestic-abuse": 2, "happened-fraud": None, "free-yes": 1}),
    ],
)
def test_each_says_how_many_it_would_leave(visitor, listed, asked, expected):
    page = ask(visitor, **asked) if asked else visitor.get("/services/").text
    shown = counts(page)

    assert {choice: shown.get(choice) for choice in expected} == expected


def test_what_is_ticked_stays_ticked_though_nothing_is_left(visitor, listed):
    page = ask(visitor, happened=["fraud"], **{"for": ["women"]})

    assert "We found nothing for this." in page
    assert re.search(r'id="for-women"[^>]* checked', page)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("beaten up by my ex", "it is about Domestic abuse"),
        ("Husband!", "it is about Domestic abuse"),
        ("scam", "it is about Fraud"),
        ("helps", "it says helps"),
    ],
)
def test_it_says_why(visitor, listed, words, why):
    assert why in " ".join(ask(visitor, q=words).split())


@pytest.mark.parametrize(
    ("words", "meant"),
    [("huband", "husband"), ("counceling", "counselling"), ("moneyy", "money"), ("scma", "scam")],
)
def test_a_slip_is_forgiven_and_said(visitor, listed, words, meant):
    page = ask(visitor, q=words)

    assert f"We looked for {meant}." in page
    assert names(page)


class TestNearAPlace:
    def test_who_is_near_comes_first_and_who_is_far_not_at_all(self, visitor, listed):
        assert names(ask(visitor, postcode="SO14", within="10")) == ["Money", "Young"]
        assert names(ask(visitor, postcode="PO1", within="10")) == ["Home", "Young"]
        assert names(ask(visitor, postcode="so14 0aa", within="25"))[0] == "Money"
        assert set(names(ask(visitor, postcode="LA1", within="any"))) == {"Money", "Home", "Young"}

    def test_it_says_what_it_understood_and_how_far(self, visitor, listed):
        page = ask(visitor, postcode="Southampton")

        assert "Near Southampton" in page
        assert "Distances are only about right." in page
        assert "miles away" in page or "a mile away" in page

    def test_of_several_places_they_choose(self, visitor, listed):
        page = ask(visitor, postcode="Newport", q="scam")
        choices = re.findall(r'name="postcode" value="(Newport[^"]+)"', page)

        assert len(choices) > 1
        assert "Which place do you mean?" in page
        assert "Which place" not in ask(visitor, postcode=choices[0], q="scam")

    def test_elsewhere_another_hub_is_named_and_nobody_is_refused(self, visitor, listed):
        page = ask(visitor, postcode="LS1", within="any")

        assert names(page)
        assert "This place is not in Hampshire and the Isle of Wight." in page
        page = ask(visitor, postcode="YO1", within="any")
        assert "The hub for this place is" in page
        assert "You can use this list too" in page
        assert "The hub for this place" not in ask(visitor, postcode="SO14")


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "💔 👩‍🚒 नमस्ते مرحبا 你好"},
        {"q": "x " * 100},
        {"q": "y" * 5000},
        {"q": "'; DROP TABLE directory_service; --"},
        {"q": 'NEAR("a" OR b) AND NOT c* ^d {e} (('},
        {"postcode": "💔"},
        {"postcode": "1" * 5000},
        {"postcode": "' OR 1=1"},
        {"page": "1000000000"},
        {"within": "-1", "postcode": "SO14"},
        {"within": "1e9", "postcode": "SO14"},
        {"happened": ["nothing", "../", "x" * 5000] * 500},
        {"age": ["\x00"], "language": ["'"]},
        {"keep": ["x"] * 2000},
    ],
)
def test_whatever_comes_is_answered_with_help(visitor, listed, asked):
    response = visitor.post("/services/", asked)

    assert response.status_code in (200, 413)  # a body that no form of ours sends
    assert "0808 178 1641" in response.text
