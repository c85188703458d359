"""One value after another: kept as ours, or left out with a note that does not repeat it."""

import pytest

from tests.directory.arriving.test_cleaning import cleaned


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
        ("status", "Closed for now", "temporarily closed"),
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
