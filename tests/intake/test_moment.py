"""A date and a time as staff type them, and what comes back where it cannot be."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from hub.opening import LONDON
from referrals_portal.intake.moment import MomentField, MomentInput, read_moment, read_time


class Form(forms.Form):
    """One moment."""

    when = MomentField("When?")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2:30pm", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("2.30 p.m.", time(14, 30)),
        ("2PM", time(14)),
        (" 2 pm ", time(14)),
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("09:05", time(9, 5)),
        ("12am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("Midday", time(12)),
        ("noon", time(12)),
        ("00:00", time(0)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, read):
    assert read_time(typed) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2:30", "am or pm"),
        ("2", "am or pm"),
        ("14", "am or pm"),
        ("14:30pm", "like this"),
        ("0am", "like this"),
        ("25:00", "like this"),
        ("12:60", "like this"),
        ("2:3pm", "like this"),
        ("half past two", "like this"),
        ("midnight", "like this"),
    ],
)
def test_what_is_no_time_or_could_be_two_is_said(typed, said):
    with pytest.raises(forms.ValidationError, match=said):
        read_time(typed)


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        (("27", "", "2026", "2pm"), "day, the month and the year"),
        (("", "", "", "2pm"), "day, the month and the year"),
        (("27", "11", "26", "2pm"), "four numbers"),
        (("27", "11", "2126", "2pm"), "four numbers"),
        (("31", "11", "2026", "2pm"), "no such date"),
        (("29", "2", "2027", "2pm"), "no such date"),
        (("x", "11", "2026", "2pm"), "no such date"),
        (("27", "11", "2026", ""), "Enter the time"),
        # Clocks go forward at 1am on 28 March 2027, and back at 2am on 31 October.
        (("28", "3", "2027", "1:30am"), "forward"),
        (("31", "10", "2027", "1:30am"), "back"),
    ],
)
def test_what_is_no_moment_is_said(boxes, said):
    with pytest.raises(forms.ValidationError, match=said):
        read_moment(*boxes)


@pytest.mark.parametrize(
    ("boxes", "moment"),
    [
        (("28", "3", "2027", "12:59am"), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (("28", "3", "2027", "2am"), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (("31", "10", "2027", "12:59am"), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (("31", "10", "2027", "2am"), datetime(2027, 10, 31, 2, tzinfo=UTC)),
        (("1", "07", "2027", "14.30"), datetime(2027, 7, 1, 13, 30, tzinfo=UTC)),
    ],
)
def test_it_is_the_time_in_london(boxes, moment):
    assert read_moment(*boxes) == moment


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.times())
def test_what_the_boxes_show_is_read_as_the_same(day, at):
    # In the two hours at which clocks change nothing is read at all.
    moment = datetime.combine(day, at.replace(hour=max(at.hour, 2), second=0, microsecond=0))
    moment = moment.replace(tzinfo=LONDON)
    assert read_moment(*MomentInput().decompress(moment)) == moment


def test_what_was_typed_comes_back_and_the_error_leads_to_the_first_box():
    form = Form({"when_day": "31", "when_month": "11", "when_year": "2026", "when_time": "<2pm"})
    drawn = str(form)
    assert re.findall(r'id="(id_when\w*)"', drawn) == [
        "id_when", "id_when_month", "id_when_year", "id_when_time",
    ]  # fmt: skip
    assert re.findall(r'value="([^"]*)"', drawn) == ["31", "11", "2026", "&lt;2pm"]
    assert drawn.count("govuk-input--error") == 4
    assert "There is no such date" in drawn
    assert Form({}).errors["when"] == ["Enter a date and a time, such as 27 11 2026 and 2:30pm."]
