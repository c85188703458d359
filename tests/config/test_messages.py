"""The Welsh catalogue is whole: this is what fails when a string of the journey has no Welsh."""

import shutil
from io import StringIO

import pytest
from babel.messages.catalog import Catalog
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext, ngettext

from config.checks import welsh_is_compiled
from config.translating import checking, written
from config.translating.extracting import english

HEAD = written.head(written.path().read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def strings() -> Catalog:
    return english()


def test_every_string_of_the_journey_has_its_welsh(strings):
    text = written.path().read_text(encoding="utf-8")
    assert checking.faults(text, strings) == []
    assert text == written.renewed(text, strings), "Run: manage.py messages"


def test_it_says_that_nobody_reviewed_it():
    assert written.review(HEAD) == "unreviewed"
    assert "NOBODY HAS REVIEWED IT" in HEAD
    assert "NID OES NEB WEDI EI HADOLYGU" in HEAD


def test_no_path_of_a_machine_is_in_it():
    lines = written.path().read_text(encoding="utf-8").splitlines()
    places = [line.split() for line in lines if line.startswith("#: ")]
    assert places
    assert not [place for line in places for place in line[1:] if place.startswith("/")]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("referrals_portal/steps.py", "Are you safe right now?"),
        ("referrals_portal/forms/contact.py", "That email address is too long."),
        ("templates/503.html", "Please try again soon"),
        ("templates/includes/exit.html", "Press Shift 1 more time to leave this site."),
        ("templates/journey/start.html", "Just ask for a call"),
        ("templates/forms/error_summary.html", "There is a problem"),
        ("site/core/components.py", "Error"),
        ("Django", "January"),
    ],
)
def test_strings_are_found_wherever_they_are(strings, file, words):
    assert file in [place for place, _line in strings.get(words).locations]


def test_a_block_of_a_page_is_found_as_django_looks_it_up(strings):
    one = strings.get("Tell %(name)s what you need and how to reach you safely. "
                      "A person will read it and get in touch.")  # fmt: skip
    assert one is not None


def a_catalogue(*entries: str) -> str:
    return "\n\n".join([HEAD, *entries]) + "\n"


def the_english(*strings: str) -> Catalog:
    found = Catalog()
    for words in strings:
        found.add(words, None, [("templates/a.html", 1)])
    return found


PHONE = 'Call <a href=\\"tel:999\\">999</a>, %(name)s.'
ENGLISH = 'Call <a href="tel:999">999</a>, %(name)s.'
WRONG = [
    ("", "has no Welsh."),
    ('msgid "{id}"\nmsgstr ""', "has no Welsh."),
    ('#, fuzzy\nmsgid "{id}"\nmsgstr "{id} x"', "is marked as fuzzy"),
    ('msgid "{id}"\nmsgstr "Ffoniwch <a href=\\"tel:999\\">999</a>."', "lacks '%(name)s'."),
    ('msgid "{id}"\nmsgstr "<a href=\\"tel:999\\">99</a>, %(name)s."', "lacks '999'."),
    ('msgid "{id}"\nmsgstr "<a href=\\"tel:99\\">999</a>, %(name)s."', "lacks '<a href"),
    ('msgid "{id}"\nmsgstr "<a href=\\"tel:999\\">999</a> 2 %(name)s."', "with '2', which"),
    ('msgid "{id}"\nmsgstr "{id} "', "other blanks"),
    ('msgid "{id}"\nmsgstr "{id} %d"', "with '%d', which"),
    ('msgid "{id}"\nmsgstr "{id}"', "is in English"),
    (
        'msgid "{id}"\nmsgstr "{id} x"\n\nmsgid "Old"\nmsgstr "Hen"',
        "“Old” is no longer in the code.",
    ),
    ('msgid "{id}"\nmsgstr "{id} x"\n\n#~ msgid "Old"\n#~ msgstr "Hen"', "“Old” is no longer"),
]


@pytest.mark.parametrize(("entry", "fault"), WRONG)
def test_a_fault_is_a_sentence_that_names_file_and_string(entry, fault):
    found = checking.faults(a_catalogue(entry.replace("{id}", PHONE)), the_english(ENGLISH))
    assert len(found) <= 2
    assert any(fault in each for each in found), found
    assert all("“" in each and each.endswith((".", "it.")) for each in found)


def test_welsh_that_is_the_same_as_the_english_is_right_where_a_translator_says_so():
    entry = '# The same in Welsh.\nmsgid "Roma"\nmsgstr "Roma"'
    assert checking.faults(a_catalogue(entry), the_english("Roma")) == []


def test_a_catalogue_that_says_nothing_about_its_review():
    text = a_catalogue('msgid "Yes"\nmsgstr "Ie"').replace('"X-Review: unreviewed\\n"\n', "")
    assert checking.faults(text, the_english("Yes")) == [
        "django.po does not say in X-Review who reviewed it."
    ]


def test_plurals_have_as_many_forms_as_welsh_has():
    found = Catalog()
    found.add(("%(n)d day", "%(n)d days"), None, [("a.py", 1)])
    entry = 'msgid "%(n)d day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "%(n)d dydd"\nmsgstr[1] ""'
    assert checking.faults(a_catalogue(entry), found) == ["a.py: “%(n)d day” has no Welsh."]


def test_the_command_adds_what_is_new_and_takes_out_what_is_gone(settings, tmp_path):
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(written.path(), folder)
    settings.LOCALE_PATHS = [tmp_path]
    text = written.path().read_text(encoding="utf-8")
    old = text.replace('msgid "Day and night, every day"', 'msgid "Never"')
    written.path().write_text(old, encoding="utf-8")
    said = StringIO()
    with pytest.raises(CommandError, match="2 faults"):
        call_command("messages", "--check", stdout=said)
    assert "directory/hours.py: “Day and night, every day” has no Welsh." in said.getvalue()
    assert written.path().read_text(encoding="utf-8") == old
    with pytest.raises(CommandError, match="1 faults"):
        call_command("messages", stdout=StringIO())
    assert 'msgid "Never"' not in written.path().read_text(encoding="utf-8")


def test_a_catalogue_that_was_never_compiled_is_a_warning(settings, tmp_path):
    assert welsh_is_compiled(None) == []
    settings.LOCALE_PATHS = [tmp_path]
    (warning,) = welsh_is_compiled(None)
    assert warning.id == "config.W001"


def test_the_compiled_catalogue_is_found_under_its_language_code():
    with translation.override("cy"):
        assert gettext("Leave this site") == "Gadael y wefan hon"
        assert gettext("Monday") == "dydd Llun"
        assert gettext("December") == "Rhagfyr"
        for hours in (1, 2, 8, 48):
            assert ngettext("%(n)d hour", "%(n)d hours", hours) == "%(n)d awr"
