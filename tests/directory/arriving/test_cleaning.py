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
    ("email", "kept"),
    [
        ("info@example.org", True),
        ("MAILTO@example.org", True),
        ("mailto:help@example.org", True),
        ("duty.team@example.org", True),
        ("victim-support@example.org", True),
        ("hub.hiow@example.org", True),
        ("jane.doe@example.org", False),
        ("Jane.Doe2@example.org", False),
        ("j.doe@example.org", False),
        ("jane_doe@example.org", False),
        ("jane-anne.doe@example.org", False),
        ("jane.doe@EXAMPLE.org", False),
        ("not an address", False),
        ("a@b", False),
        ("infø@example.org", False),
    ],
)
def test_a_shared_mailbox_is_kept_and_a_person_s_is_not(email, kept):
    found = cleaned(email=email, organization={"name": "Example", "email": email})
    assert ("email" in found.form, "email" in found.form["organization"]) == (kept, kept)
    if not kept:
        assert found.notes
        assert email not in " ".join(found.notes)


def test_staff_are_nowhere_in_what_is_kept():
    staff = {"name": "CANARY Name", "email": "canary.name@example.org", "title": "Reception"}
    mobile, desk = {"number": "07700 900123"}, {"number": "023 8000 0000"}
    found = cleaned(
        assurer_email="canary.name@example.org",
        contacts=[staff | {"phones": [mobile, desk]}],
        pc_metadata={"assured_by": "CANARY"},
        description="Ask for CANARY.Name@example.org.",
        service_at_locations=[
            {"location": {"name": "Hall", "addresses": [{"attention": "CANARY", "city": "Leeds"}]}}
        ],
        organization={"name": "Example", "contacts": [staff], "pc_editor": "CANARY"},
    )
    assert "canary" not in str(found).lower()
    assert "07700" not in str(found)
    assert found.form["phones"] == [
        {"number": "023 8000 0000", "type": "voice", "description": "Reception"}
    ]


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("0808 2000 247", ["0808 2000 247"]),
        ("(023) 8000-0000", ["023 8000 0000"]),
        ("+44 (0)20 7946 0018", ["+44 20 7946 0018"]),
        ("0044 20 7946 0018", ["+44 20 7946 0018"]),
        ("tel:+442079460018", ["+442079460018"]),
        ('"+44 1632 960001"', ["+44 1632 960001"]),
        (8081689111, ["8081689111"]),
        ("999", ["999"]),
        ("116 123", ["116 123"]),
        ("01632 960001 / 01632 960002", ["01632 960001", "01632 960002"]),
        ("01632 960001 or 01632 960001", ["01632 960001"]),
        ("call the office", []),
        ("0", []),
        ("1" * 40, []),
        ("javascript:1", []),
        ("٠١٢٣٤٥٦", []),
    ],
)
def test_a_number_is_kept_as_it_can_be_dialled(number, kept):
    found = cleaned(phones=[{"number": number}])
    assert [phone["number"] for phone in found.form.get("phones", [])] == kept
    assert bool(found.notes) == (not kept)


def test_an_extension_is_said_and_not_dialled():
    form = cleaned(phones=[{"number": "01632 960001 ext. 12", "description": "Desk"}]).form
    assert form["phones"] == [
        {"number": "01632 960001", "type": "voice", "description": "Desk, extension 12"}
    ]
    assert "phones" not in cleaned(phones=[{"number": "01632 960001", "type": "fax"}]).form


@pytest.mark.parametrize(
    ("member", "arrived", "kept"),
    [
        ("url", "www.example.org/a", "https://www.example.org/a"),
        ("url", "http://example.org", "http://example.org"),
        ("url", "javascript:alert(1)", None),
        ("url", "data:text/html,x", None),
        ("url", "ftp://example.org", None),
        ("url", "//example.org", None),
        ("url", "https://user@example.org/", None),
        ("url", "https://example.org/" + "a" * 300, None),
        ("url", "none yet", None),
        ("minimum_age", "18", 18),
        ("minimum_age", 18.0, 18),
        ("minimum_age", "eighteen", None),
        ("minimum_age", -1, None),
        ("minimum_age", float("inf"), None),
        ("minimum_age", float("nan"), None),
        ("minimum_age", True, None),
        ("assured_date", "2026-03-15", "2026-03-15"),
        ("assured_date", "2026-03-15T10:30:45.123Z", "2026-03-15"),
        ("assured_date", "5/3/2026", "2026-03-05"),
        ("assured_date", "2026-02-30", None),
        ("assured_date", "0000-00-00", None),
        ("status", "Active", "active"),
        ("status", "temporarily_closed", "temporarily closed"),
        ("status", "archived", "inactive"),
        ("status", None, "active"),
        ("fees", "Free", None),
        ("pc_anything", "x", None),
    ],
)
def test_a_value_is_read_or_left_out(member, arrived, kept):
    assert cleaned(**{member: arrived}).form.get(member) == kept


@pytest.mark.parametrize(
    ("arrived", "kept"),
    [
        ({"byday": "MO,tu", "opens_at": "9:00", "closes_at": "17:00:00"}, "MO,TU 09:00 17:00"),
        (
            {"byday": "Monday, Friday", "opens_at": "9am", "closes_at": "5.30pm"},
            "MO,FR 09:00 17:30",
        ),
        ({"byday": ["SU"], "opens_at": "09:00Z", "closes_at": "24:00"}, "SU 09:00 23:59"),
        ({"byday": "2MO,-1FR", "opens_at": "0930", "closes_at": "12pm"}, "-1FR,2MO 09:30 12:00"),
        ({"byday": "someday", "opens_at": "25:00"}, "None"),
    ],
)
def test_hours_are_read_in_many_ways(arrived, kept):
    (found,) = cleaned(schedules=[arrived]).form.get("schedules", [{}])
    said = [found[name] for name in ("byday", "opens_at", "closes_at") if name in found]
    assert (" ".join(said) or "None") == kept


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
