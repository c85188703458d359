"""Questions inside a choice: asked with it, required with it, and forgotten without it."""

import pytest

from referrals_portal.forms.access import AccessForm
from referrals_portal.forms.call import CallForm
from referrals_portal.forms.safe import CallingForm
from referrals_portal.forms.staff import StaffForm
from referrals_portal.forms.told import ToldForm
from referrals_portal.forms.who import AgreedForm
from referrals_portal.steps import CALL, STEPS

CALLED = {"name": "Ash", "phone": "07700 900302", "say_who": "no", "voicemail": "no"}
TUESDAY = {"days": ["1"], "start": "10:00", "end": "12:00"}
ANSWERED = {"voicemail": "no", "withheld": "no"}

INSIDE = [
    # the form, the choice, what stands inside it, and what else is answered
    (AgreedForm, {"agrees": "yes"}, {"contact_whom": "me", "their_word": "kite"}, {}),
    (CallForm, {"when": "at_times"}, TUESDAY, CALLED),
    (CallingForm, {"say_who": "no"}, {"answer_with": "the dentist"}, ANSWERED),
    (AccessForm, {"access": ["interpreter"]}, {"language": "Polish"}, {}),
    (StaffForm, {"knows": "yes"}, {"whom": "a cousin"}, {}),
    (ToldForm, {"reported": "yes"}, {"crime_reference": "TEST/1/26"}, {}),
]
OTHERWISE = [
    (AgreedForm, {"agrees": "no"}),
    (AgreedForm, {"agrees": "not_sure"}),
    (CallForm, {"when": "yes"}),
    (CallingForm, {"say_who": "yes"}),
    (AccessForm, {"access": []}),
    (AccessForm, {"access": ["bsl", "welsh"]}),
    (StaffForm, {"knows": "no"}),
    (ToldForm, {"reported": "no"}),
    (ToldForm, {"reported": "someone_else_did"}),
    (ToldForm, {"reported": "not_sure"}),
]
OF = {form: (inside, also) for form, _, inside, also in INSIDE}


def test_every_form_that_hides_questions_is_here():
    hiding = {step.form for step in (CALL, *STEPS) if step.form.reveals}
    assert hiding == set(OF)


@pytest.mark.parametrize(("form", "choice", "inside", "also"), INSIDE)
def test_what_was_answered_inside_the_choice_is_kept(form, choice, inside, also):
    filled = form(choice | inside | also)
    assert filled.is_valid(), filled.errors
    assert {name: filled.cleaned_data[name] for name in inside} == inside


@pytest.mark.parametrize(("form", "choice"), OTHERWISE)
def test_what_was_answered_inside_another_choice_is_forgotten(form, choice):
    inside, also = OF[form]
    filled = form(choice | inside | also)
    assert filled.is_valid(), filled.errors
    for name, value in inside.items():
        assert filled.cleaned_data[name] == type(value)(), name


@pytest.mark.parametrize(("form", "choice"), OTHERWISE)
def test_what_is_wrong_out_of_sight_stops_nobody(form, choice):
    """A control character or an hour that is none, left behind in a choice that is closed."""
    inside, also = OF[form]
    wrong = {name: "\x07" if isinstance(value, str) else ["9"] for name, value in inside.items()}
    assert form(choice | wrong | also).is_valid()


@pytest.mark.parametrize(
    ("form", "choice", "missing", "sentence"),
    [
        (AgreedForm, {"agrees": "yes"}, "contact_whom", "Choose who we should contact."),
        (CallForm, {"when": "at_times"} | CALLED, "days", "Choose the days."),
        (CallForm, {"when": "at_times"} | CALLED, "start", "Choose from when it is safe."),
        (CallForm, {"when": "at_times"} | CALLED, "end", "Choose until when it is safe."),
        (AccessForm, {"access": ["interpreter"]}, "language", "Enter the language"),
    ],
)
def test_what_the_choice_needs_is_asked_for_once(form, choice, missing, sentence):
    errors = form(choice).errors[missing]
    assert len(errors) == 1
    assert sentence in errors[0]


def test_a_choice_that_is_none_is_said_once():
    assert AgreedForm({"agrees": "yes", "contact_whom": "x"}).errors["contact_whom"] == [
        "Choose who we should contact."
    ]


@pytest.mark.parametrize("form", OF)
def test_before_a_choice_is_made_nothing_that_was_typed_is_lost(form):
    """The page comes back with its error, and with everything that stood on it."""
    inside, also = OF[form]
    filled = form(inside | also)
    if form is not AccessForm:
        assert not filled.is_valid()
    for name, value in inside.items():
        assert filled[name].value() == value


@pytest.mark.parametrize(
    ("start", "end", "fine"),
    [("10:00", "12:00", True), ("12:00", "10:00", False), ("10:00", "10:00", False),
     ("00:00", "23:59", True), ("23:00", "23:59", True)],
)  # fmt: skip
def test_a_time_ends_after_it_begins(start, end, fine):
    when = {"when": "at_times", "days": ["1"], "start": start, "end": end}
    assert CallForm(when | CALLED).is_valid() is fine
