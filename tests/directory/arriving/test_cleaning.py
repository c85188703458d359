"""What arrives is cleaned into one form, without people in it, whatever it is."""

import string
import uuid

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from directory.arriving.cleaning import clean
from directory.arriving.cleaning.shapes import SERVICE, Shape

FEED = uuid.uuid5(uuid.NAMESPACE_URL, "https://feed.example.org")
ID = "ac148810-d857-441c-9679-408f346de14b"
ODD_ID = "f92ddae3-2007-8cf8-c9eb-0000deadbeef"


def service(**fields):
    return {"id": ID, "name": "Counselling", "organization": {"name": "Example"}} | fields


def cleaned(**fields):
    return clean(service(**fields), FEED)


def names(shape: Shape) -> set[str]:
    inner = (*shape.one.values(), *shape.many.values())
    return {*shape.members, *shape.one, *shape.many}.union(*map(names, inner))


MEMBERS = sorted(names(SERVICE) | {"id", "contacts", "fees", "assurer_email", "address_2"})
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="<>&;/!-apbrli sct#39xé Ã©â€™\x9d\u200bÂ£@.", max_size=60),
    st.sampled_from(
        [
            "10:00",
            "25:99",
            "2026-02-30",
            "0808 1 ext 5",
            "+44 (0)20 7946 0018",
            "MO,XX",
            "first.last@example.org",
            "https://example.org",
            "javascript:alert(1)",
            "1e999",
            "9" * 500,
            "\ud800",
            "active",
            "nan",
            "12",
            "refuge",
            "SO14 7LP",
        ]
    ),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=8)
    ),
    max_leaves=40,
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=600)
@given(st.dictionaries(st.sampled_from(MEMBERS), JSON, max_size=12) | JSON)
@example("x")
@example({"id": ID})
def test_nothing_that_arrives_makes_it_fail_and_what_is_clean_stays_as_it_is(arrived):
    if isinstance(arrived, dict):
        arrived = {"name": "a", "organization": {"name": "b"}} | arrived
    once = clean(arrived, FEED)
    if once.form is None:
        assert once.notes
        return
    assert clean(once.form, FEED)[:2] == (once.form["id"], once.form)
    assert uuid.UUID(once.form["id"])


@given(TEXTS)
def test_text_comes_to_rest(text):
    form = cleaned(description=text, summary=text).form
    assert clean(form, FEED).form == form
    for said in (form.get("description", ""), form.get("summary", "")):
        assert "\x00" not in said
        assert said == said.strip()
        said.encode()


@pytest.mark.parametrize(
    ("arrived", "kept"),
    [
        (None, None),
        ("", None),
        ("   ", None),
        ([], None),
        ({}, None),
        (True, None),
        ("null", None),
        (12, "12"),
        ("one\r\ntwo", "one\ntwo"),
        ("a  b\t c\n\n\n\nd", "a b c\n\nd"),
        ("<p>One &amp; two</p><p>Three</p>", "One & two\n\nThree"),
        ("<ul><li>a<li>b</ul>end", "- a\n- b\n\nend"),
        ("a<br/>b<BR>c", "a\nb\nc"),
        ("<b onclick=x>bold</b> text", "bold text"),
        ("before<script>alert('<p>')</script>after", "beforeafter"),
        ("before<style>p {}", "before"),
        ("a<!-- > secret -->b", "ab"),
        ("a<!-- never closed", "a"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;x", "x"),
        ("&amp;lt;b&amp;gt;x", "x"),
        ("<<b>b>x", "x"),
        ("we <3 you, and 5 < 6 > 4", "we <3 you, and 5 < 6 > 4"),
        ("cafÃ© â€œhelpâ€\x9d Â£5 – donâ€™t", "café “help” £5 – don’t"),
        ("Ã\x83Â©", "é"),
        ("Île, Âge, É", "Île, Âge, É"),
        ("a\x00b\x07c\u202ed\u200be\ufefff\ud800g", "abcdefg"),
        ("Write to jane.doe@example.org or info@example.org", "Write to or info@example.org"),
        ("😀 Привет مرحبا", "😀 Привет مرحبا"),
    ],
)
def test_text_becomes_plain_paragraphs(arrived, kept):
    assert cleaned(description=arrived).form.get("description") == kept


def test_a_long_text_is_cut_between_words():
    form = cleaned(name="word " * 100, summary="x" * 500).form
    assert len(form["name"]) <= 150
    assert form["name"].endswith("word…")
    assert form["summary"] == "x" * 199 + "…"


@pytest.mark.parametrize(
    "arrived",
    [
        "<" * 200_000,
        "<!--" * 40_000,
        "<script>" * 20_000,
        "&amp;" * 20_000,
        "Ã" * 100_000,
        "a@" * 50_000,
        "<a" * 50_000,
        "&" + "amp;" * 24_000,
        "<" * 3000 + "b" + ">" * 3000,
    ],
)
def test_text_that_was_made_to_take_long_does_not(arrived):
    cleaned(description=arrived, name=arrived)


@pytest.mark.parametrize(
    ("arrived", "kept"),
    [
        (ID, ID),
        (ID.upper(), ID),
        (ODD_ID, ODD_ID),
        ("service:17", str(uuid.uuid5(FEED, "service service:17"))),
        (17, str(uuid.uuid5(FEED, "service 17"))),
        ("x" * 400, str(uuid.uuid5(FEED, "service " + "x" * 400))),
    ],
)
def test_an_id_is_kept_if_it_has_the_shape_and_made_of_theirs_if_not(arrived, kept):
    found = cleaned(id=arrived)
    assert found.id == found.form["id"] == kept
    other = uuid.uuid5(uuid.NAMESPACE_URL, "another feed")
    assert (clean(service(id=arrived), other).id == kept) == (kept in (ID, ODD_ID))


def test_without_an_id_the_names_make_one():
    first, same = cleaned(id=None), cleaned(id="")
    assert first.id == same.id == cleaned(id=[]).id
    assert first.id != cleaned(id=None, name="Other").id


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": None}, "no name"),
        ({"organization": None}, "who runs it"),
        ({"organization": {"id": ID}}, "who runs it"),
    ],
)
def test_what_cannot_be_listed_is_not_and_is_not_gone_either(fields, says):
    found = cleaned(**fields)
    assert (found.id, found.form) == (ID, None)
    assert says in found.notes[-1]


@pytest.mark.parametrize("where", ["name", "summary", "description", "term", "place"])
def test_where_a_refuge_is_is_never_taken_over(where):
    place = {
        "name": "Women's refuge" if where == "place" else "House",
        "addresses": [{"address_1": "1 Never Published Lane", "postal_code": "so14 7lp"}],
    }
    fields = {"service_at_locations": [{"location": place}]}
    if where == "term":
        fields["attributes"] = [{"taxonomy_term": {"name": "Refuges"}}]
    elif where != "place":
        fields[where] = "A refuge for women"
    found = cleaned(**fields)
    assert "Never Published" not in str(found)
    assert any("refuge" in note for note in found.notes)
    assert (
        "service_at_locations"
        in cleaned(
            service_at_locations=[{"location": place | {"name": "Hall"}}],
            organization={"name": "Refuge"},
        ).form
    )


def test_a_place_is_in_this_country():
    places = [
        {"location": {"name": "A", "latitude": "50.9", "longitude": -1.4}},
        {"location": {"name": "B", "latitude": 100, "longitude": 101}},
    ]
    here, elsewhere = cleaned(service_at_locations=places).form["service_at_locations"]
    assert (here["location"]["latitude"], here["location"]["longitude"]) == (50.9, -1.4)
    assert set(elsewhere["location"]) == {"location_type", "name"} - {"location_type"}


def test_more_parts_than_any_service_has_are_cut():
    many = [{"number": f"01632 96{number:04}"} for number in range(1000)]
    costs = [{"amount": number} for number in range(1000)]
    form = cleaned(phones=many, cost_options=costs).form
    assert (len(form["phones"]), len(form["cost_options"])) == (200, 200)
    assert set(string.digits) >= set(form["phones"][0]["number"].replace(" ", ""))
