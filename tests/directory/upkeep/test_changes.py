"""What a service may ask us to change, as text: compared, read and put in."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Phone, Service
from directory.upkeep.changes import NAMES, difference, numbers_in, put_in, said, shown

pytestmark = pytest.mark.once
SAYS = st.fixed_dictionaries(dict.fromkeys(NAMES, st.text(max_size=20)))


@given(SAYS, SAYS)
def test_a_difference_is_what_is_said_otherwise_and_nothing_else(before, after):
    found = difference(before, after)
    assert difference(before, before) == {}
    for name in NAMES:
        same = before[name].strip() == after[name].strip()
        assert (name in found) is not same
        if name in found:
            assert found[name] == [before[name], after[name].strip()]


@given(SAYS)
def test_nothing_but_the_fields_of_the_form_can_be_set(after):
    service = Service(name="Line", status="active", is_national_helpline=False)
    foreign = {"name": ["", "x"], "status": ["", "defunct"], "is_national_helpline": ["", "1"]}
    put_in({**foreign, "summary": ["", after["summary"]], "hours": ["", "x"]})(service)
    assert (service.name, service.status, service.is_national_helpline) == ("Line", "active", False)
    assert service.summary == after["summary"]


NUMBERS = st.lists(
    st.tuples(
        st.from_regex(r"0[1-9][0-9]{3} [0-9]{6}", fullmatch=True), st.sampled_from(Phone.Type)
    ),
    max_size=10,
    unique_by=lambda each: each[0],
)


@given(NUMBERS)
def test_numbers_come_back_as_they_were_said(numbers):
    text = "\n".join(f"{number} (text)" if kind == "text" else number for number, kind in numbers)
    assert numbers_in(text) == numbers
    service = Service()
    service.phones, service.schedules = [], []
    put_in({"phones": ["", text]})(service)
    assert said(service)["phones"] == text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        ("  01632 960001  \n\n", [("01632 960001", "voice")]),
        ("01632   960001", [("01632 960001", "voice")]),
        ("85258 text", [("85258", "text")]),
        ("85258 (Text)", [("85258", "text")]),
        ("07700 900123(tecst)", [("07700 900123", "text")]),
    ],
)
def test_numbers_are_read_as_people_write_them(text, numbers):
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    "text",
    ["ask", "01632-960001", "01632 960001, 01632 960002", "text", "(text)", "1" * 30,
     "\n".join(["01632 960001"] * 11)],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValidationError):
        numbers_in(text)


@given(st.sampled_from(sorted(NAMES)), st.text(max_size=30))
def test_any_value_can_be_shown(name, value):
    assert isinstance(shown(name, value), str)
