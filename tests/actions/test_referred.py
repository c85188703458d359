"""What may be said of somebody whom others referred: every fault is named, and nobody's data."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal.actions.referred import KEYS, read
from referrals_portal.safe_contact import SafeContact
from tests.actions.sending_others import LINE, person

AT = datetime(2026, 11, 25, 12, 34, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({"source": None}, "source: is missing."),
        ({"reference": " "}, "reference: is missing."),
        ({"crime_types": []}, "crime_types: is missing."),
        ({"crime_types": ["canary"]}, "crime_types: what is given is unknown; use domestic_abuse"),
        ({"crime_types": "burglary"}, "crime_types: must be a list."),
        ({"source": "canary"}, "source: what is given is unknown; use self"),
        ({"source": "self"}, "source: people who come by themselves fill in the form."),
        ({"safe_channels": ["canary"]}, "safe_channels: what is given is unknown"),
        ({"phone": "canary 12"}, "phone: is no telephone number that we can call."),
        ({"phone": "999"}, "phone: is no telephone number that we can call."),
        ({"phone": "0909 8790001"}, "phone: is no telephone number that we can call."),
        ({"phone": 7700900345}, "phone: must be a text of at most 40 characters."),
        ({"email": "canary"}, "email: is no email address."),
        ({"name": "x" * 81}, "name: must be a text of at most 80 characters."),
        ({"name": "canary\x00"}, "name: has characters that cannot be read."),
        ({"language": "fr"}, "language: must be en or cy."),
        ({"crime_recorded_at": "yesterday"}, "crime_recorded_at: must be a moment of this century"),
        ({"crime_recorded_at": "2027-01-01T00:00:00+00:00"}, "crime_recorded_at: is in the future"),
        ({"received_at": AT.isoformat()}, "received_at: is not known; there are source,"),
        ({"birthday": "canary"}, "birthday: is not known"),
        ({"Canary Person": "x"}, "One key: is not known"),
        ({"outcode": "canary canary"}, "outcode: must be the first part of a postcode"),
    ],
)
def test_a_fault_is_one_sentence_without_a_word_of_what_was_given(changes, begins):
    found, faults = read(LINE | changes, AT)
    assert found is None
    assert len(faults) == 1
    assert faults[0].startswith(begins)
    assert faults[0].endswith(".")
    assert "canary" not in faults[0].lower()


def test_all_faults_are_named():
    assert len(read({"name": 1, "phone": "x", "other": 1}, AT)[1]) == 6
    assert read([], AT)[1] == ['It must be an object, such as {"source": "police"}.']


VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=3)


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(), VALUES, max_size=8))
def test_whatever_is_sent_there_is_somebody_or_a_fault(changes):
    found, faults = read(LINE | changes, AT)
    assert (found is None) == bool(faults)
    assert all(fault.endswith(".") and "\n" not in fault for fault in faults)


def test_what_is_left_out_is_not_known():
    found = person(AT, name=None, phone=None, email=None, address=None)
    assert (found.name, found.phone, found.language) == ("", "", "en")
    assert found.facts.safe_channels is None
    assert found.facts.offer_accepted_at is None


class TestHowTheyMayBeReached:
    def test_of_whom_nobody_could_ask_nothing_is_safe_and_nothing_is_ruled_out(self):
        safe = SafeContact.from_answers(person(AT).answers)
        assert safe.unasked
        assert not any(map(safe.may, ("call", "text", "email", "letter")))
        assert not safe.nothing_is_safe
        assert safe.ruled_out == {}
        assert not safe.may_say_who

    def test_what_was_not_given_is_ruled_out(self):
        safe = SafeContact.from_answers(person(AT, email=None).answers)
        assert safe.ruled_out == {"email": "not_given"}

    def test_what_the_feed_says_is_safe_staff_may_do_and_no_machine(self):
        given = person(AT, safe_channels=["telephone", "email"])
        safe = SafeContact.from_answers(given.answers)
        assert [way for way in ("call", "text", "email", "letter") if safe.may(way)] == [
            "call",
            "email",
        ]
        assert not safe.may_leave_voicemail
        assert not safe.a_machine_may("email")
        assert safe.is_safe_now("call", AT + timedelta(hours=1))

    def test_a_child_whom_others_refer_does_not_ask_alone(self):
        assert not SafeContact.from_answers(person(AT, age_band="under_13").answers).child_alone
