"""What our forms look like to a browser, a screen reader and someone who types `<script>`."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from core.components import heading_field
from core.renderer import GovukRenderer, error_summary
from core.templatetags.govuk import error_summary as error_summary_tag
from core.templatetags.govuk import questions

NASTY = '"><script>alert(1)</script>'
WAYS = [("call", "Phone"), ("email", "Email"), ("none", "None of these")]


class Base(forms.Form):
    default_renderer = GovukRenderer


class Contact(Base):
    reveals = {"channels": {"call": ["phone"], "email": ["email"]}}
    dividers = {"channels": {"none": "or"}}
    hints = {"channels": {"call": "We hide our number."}}
    channels = forms.MultipleChoiceField(
        label="How may we reach you?", choices=WAYS, widget=forms.CheckboxSelectMultiple
    )
    phone = forms.CharField(
        label="Phone number",
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(label="Email address", required=False)


class Story(Base):
    words = forms.CharField(
        label="In a few words",
        help_text="Only if you want to.",
        max_length=100,
        widget=forms.Textarea(attrs={"spellcheck": "false"}),
    )


class Who(Base):
    who = forms.ChoiceField(
        label="Who is this for?", choices=[("me", "Me"), ("other", NASTY)], widget=forms.RadioSelect
    )


class Elements(HTMLParser):
    """Every element as (tag, attributes), and the text of each textarea."""

    def __init__(self, markup: str):
        super().__init__(convert_charrefs=True)
        self.found, self.text, self.inside = [], "", False
        self.feed(str(markup))

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.inside = tag == "textarea"

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "textarea"

    def handle_data(self, data):
        self.text += data if self.inside else ""

    def all(self, tag, **wanted):
        return [a for t, a in self.found if t == tag and wanted.items() <= a.items()]

    def one(self, tag, **wanted):
        (only,) = self.all(tag, **wanted)
        return only


def test_a_text_input_says_what_it_is_and_is_described_by_its_hint_and_error():
    class Name(Base):
        name = forms.CharField(
            label="Name",
            help_text="Any name will do.",
            max_length=5,
            widget=forms.TextInput(
                attrs={"autocomplete": "name", "class": "govuk-input--width-20"}
            ),
        )

    page = Elements(Name({"p-name": "too long a name"}, prefix="p"))
    field = page.one("input")
    assert field["id"] == "id_p-name"
    assert field["name"] == "p-name"
    assert field["value"] == "too long a name"
    assert field["autocomplete"] == "name"
    assert field["aria-describedby"] == "id_p-name-hint id_p-name-error"
    assert {"govuk-input", "govuk-input--error", "govuk-input--width-20"} <= set(
        field["class"].split()
    )
    assert not {"maxlength", "required"} & field.keys()
    assert page.one("label")["for"] == "id_p-name"
    assert page.one("div", id="id_p-name-hint")
    assert page.one("p", id="id_p-name-error")["class"] == "govuk-error-message"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (forms.EmailField(), {"type": "email"}),
        (forms.CharField(widget=forms.TextInput(attrs={"type": "tel"})), {"type": "tel"}),
        (forms.IntegerField(), {"type": "text", "inputmode": "numeric"}),
        (forms.CharField(widget=forms.PasswordInput), {"type": "password"}),
    ],
)
def test_each_kind_of_input_has_its_keyboard(field, expected):
    form = type("One", (Base,), {"one": field})({"one": "12"})
    assert expected.items() <= Elements(form).one("input").items()


def test_a_password_is_never_sent_back():
    form = type("One", (Base,), {"one": forms.CharField(widget=forms.PasswordInput)})
    assert "secret" not in str(form({"one": "secret"}))


@pytest.mark.parametrize("typed", ["\nfirst\n  second", "a\r\nb", "</textarea><script>", "&#10;"])
def test_a_textarea_gives_back_exactly_what_was_typed(typed):
    page = Elements(Story({"words": typed}))
    # A browser drops one line break at the start of a textarea.
    assert page.text.removeprefix("\n") == typed.replace("\r\n", "\n")
    assert page.one("textarea")["spellcheck"] == "false"
    assert not page.all("script")


def test_a_textarea_inside_a_choice_is_not_indented():
    class Inside(Base):
        reveals = {"more": {"yes": ["words"]}}
        more = forms.ChoiceField(choices=[("yes", "Yes")], widget=forms.RadioSelect)
        words = forms.CharField(widget=forms.Textarea)

    page = Elements(Inside({"more": "yes", "words": "one\ntwo\nthree"}))
    assert page.text.removeprefix("\n") == "one\ntwo\nthree"


def test_radios_are_a_fieldset_with_the_question_as_its_legend():
    page = Elements(Who({"step-who": "me"}, prefix="step"))
    assert page.one("fieldset")
    assert page.one("legend")
    first, second = page.all("input", type="radio")
    assert (first["id"], second["id"]) == ("id_step-who", "id_step-who-2")
    assert "checked" in first
    assert "checked" not in second


def test_follow_up_questions_stand_inside_their_choice_and_nowhere_else():
    page = Elements(Contact({"channels": ["call"], "phone": "07700 900123"}))
    call, email, none = page.all("input", type="checkbox")
    assert call["data-aria-controls"] == "conditional-id_channels"
    assert email["data-aria-controls"] == "conditional-id_channels-2"
    assert "data-aria-controls" not in none
    assert len(page.all("input", name="phone")) == 1
    shown, hidden = (
        page.all("div", id="conditional-id_channels")[0],
        page.all("div", id="conditional-id_channels-2")[0],
    )
    assert "govuk-checkboxes__conditional--hidden" not in shown["class"]
    assert "govuk-checkboxes__conditional--hidden" in hidden["class"]
    assert page.one("input", name="phone")["value"] == "07700 900123"


def test_none_of_these_stands_apart_and_is_exclusive():
    page = Elements(Contact())
    assert page.one("div", **{"class": "govuk-checkboxes__divider"})
    assert page.one("input", value="none")["data-behaviour"] == "exclusive"
    assert page.one("input", value="call")["aria-describedby"] == "id_channels-item-hint"


def test_one_checkbox_has_no_fieldset():
    form = type("One", (Base,), {"agree": forms.BooleanField(label="I agree")})
    page = Elements(form({"agree": "yes"}))
    assert "checked" in page.one("input", id="id_agree")
    assert not page.all("fieldset")


def test_a_select_keeps_its_choice():
    field = forms.ChoiceField(choices=[("", "Choose"), ("1", "One"), ("2", NASTY)])
    page = Elements(type("One", (Base,), {"one": field})({"one": "2"}))
    assert "selected" in page.one("option", value="2")
    assert "selected" not in page.one("option", value="1")
    assert not page.all("script")


def test_hidden_fields_are_drawn_once_without_a_label():
    form = type("One", (Base,), {"token": forms.CharField(widget=forms.HiddenInput)})
    page = Elements(form(initial={"token": "abc"}))
    assert page.one("input", type="hidden")["value"] == "abc"
    assert not page.all("label")


def test_a_widget_of_another_make_still_has_its_label_hint_and_error():
    field = forms.FileField(label="A file", help_text="Any kind.")
    page = Elements(type("One", (Base,), {"one": field})({}))
    assert page.one("label")["for"] == page.one("input", type="file")["id"] == "id_one"
    assert page.one("p", id="id_one-error")


@pytest.mark.parametrize("place", ["label", "help_text", "initial"])
def test_nothing_that_is_typed_or_translated_becomes_markup(place):
    page = Elements(type("One", (Base,), {"one": forms.CharField(**{place: NASTY})})())
    assert not page.all("script")


def test_choices_and_errors_are_escaped():
    form = Who({"who": NASTY})
    assert "<script>" not in str(form) + str(error_summary_tag(form))


def test_help_may_hold_markup_only_when_it_says_that_it_is_safe():
    link = format_html('<a href="{}">here</a>', "/x")
    page = Elements(type("One", (Base,), {"one": forms.CharField(help_text=link)})())
    assert page.one("a")["href"] == "/x"


def test_the_only_question_is_the_heading_with_the_reason_under_it():
    page = Elements(questions(Who(), title="Who", why="To ask the right things."))
    assert len(page.all("h1")) == 1
    assert page.one("fieldset")["aria-describedby"] == "id_who-hint"
    assert page.one("span", **{"class": "hint-line hint-line--why"})


def test_of_several_questions_none_is_the_heading():
    class Two(Base):
        one = forms.CharField()
        two = forms.CharField()

    drawn = questions(Two(), title=NASTY, why=NASTY)
    assert heading_field(Two()) is None
    assert heading_field(Contact()) == "channels"
    assert len(Elements(drawn).all("h1")) == 1
    assert not Elements(drawn).all("script")


def test_without_a_page_a_form_has_no_heading():
    assert not Elements(Who()).all("h1")


def test_the_error_summary_leads_to_the_first_control_of_each_question():
    class Step(Contact):
        who = Who.base_fields["who"]
        token = forms.CharField(widget=forms.HiddenInput)

        def clean(self):
            self.add_error(None, mark_safe("Something is <b>missing</b>."))

    form = Step({}, prefix="s")
    targets = [error["href"] for error in error_summary(form)]
    assert targets == ["#id_s-channels", "#id_s-channels", "#id_s-who", "#id_s-channels"]
    assert error_summary(form)[0]["text"] == "Something is missing."
    ids = {attrs.get("id") for _, attrs in Elements(form).found}
    assert {target[1:] for target in targets} <= ids


def test_a_form_without_errors_has_no_summary():
    assert error_summary(Who()) == []
    assert error_summary_tag(Who()) == ""


@pytest.mark.parametrize("form", [Contact(), Who(), Story()])
def test_no_style_or_script_is_inline(form):
    found = Elements(form).found
    assert not [tag for tag, _ in found if tag in ("script", "style")]
    assert not [name for _, attrs in found for name in attrs if name == "style" or name[:2] == "on"]


def test_a_single_widget_and_the_forms_of_the_cms_are_left_to_django():
    assert Elements(Story()["words"]).one("textarea")["maxlength"] == "100"
