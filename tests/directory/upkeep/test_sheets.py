"""The list goes out as a spreadsheet and comes back, and nothing changes before it was shown."""

import io
import re
import zipfile
from datetime import time

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from directory.arriving.columns import COLUMNS
from directory.models import ConfidentialLocation, Organisation, Phone, Schedule, Service
from directory.upkeep.sheets import files
from directory.upkeep.sheets.cells import CELLS, IDENTIFIER

from .conftest import make, term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
PAGE = "/cms/directory/spreadsheet/"


@pytest.fixture
def line(hub):
    service = make(
        "Example line", terms=["Housing"], description="=1+1\nSecond line",
        languages="en,pl", channels="telephone", is_free=True, minimum_age=16,
        summary="@someone helps.",
    )  # fmt: skip
    service.phones = [
        Phone(number="01632 960001", description="Office"),
        Phone(number="07700 900123", type="text"),
    ]
    service.schedules = [
        Schedule(byday="MO,TU,WE,TH,FR", opens_at=time(9), closes_at=time(17), notes="Ring twice"),
        Schedule(notes="Closed in August"),
        Schedule(notes="Ask for Welsh"),
    ]
    service.save()
    service.save_revision().publish()
    return Service.objects.get()


def downloaded(client):
    page = client.get(f"{PAGE}download/")
    assert page.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(page.content))


def changed(book, row=2, **cells):
    """Set cells, by heading with its spaces as underscores."""
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for name, value in cells.items():
        sheet.cell(row, headings[name.replace("_", " ")]).value = value
    return book


def upload(client, book):
    file = io.BytesIO()
    book.save(file)
    return send(client, file.getvalue())


def send(client, data):
    return client.post(PAGE, {"file": SimpleUploadedFile("services.xlsx", data)})


def apply(client, page, does="publish"):
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.text)[1]
    return client.post(f"{PAGE}apply/", {"sealed": sealed, "does": does}, follow=True)


def test_the_columns_are_those_of_the_import():
    assert set(CELLS) < {column.heading for column in COLUMNS}


def test_what_goes_out_and_comes_back_unchanged_changes_nothing(editor, line):
    make("Drafted").unpublish()
    page = upload(editor, downloaded(editor))
    assert "2 rows say what we say already." in page.text
    assert "Nothing has changed, and there is nothing to put in." in page.text
    assert 'name="sealed"' not in page.text


def test_no_cell_is_a_formula_and_none_is_a_secret(editor, line):
    ConfidentialLocation.objects.create(service=line, address_1="1 Never Published Lane")
    sheet = downloaded(editor).worksheets[0]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    texts = [str(cell.value) for row in sheet for cell in row]
    assert "=1+1\nSecond line" in texts
    assert "Never Published" not in " ".join(texts)
    risky = [cell for row in sheet for cell in row if str(cell.value).startswith(("=", "@"))]
    assert len(risky) == 2
    assert all(cell.quotePrefix for cell in risky)


CHANGES = {
    "Name": "Changed line",
    "What_it_is_about": "Housing; Money",
    "Telephone": "01632 960001; 01632 960002",
    "Number_for_texts": "",
    "Opening_hours": "Monday to Friday 09:00-17:00; Sunday 10:00-12:00",
    "Free": "no",
    "Languages": "English; Welsh",
    "How_people_get_the_help": "telephone; online",
    "Youngest_age": 18,
    "Status": "Closed for now",
    "Last_checked": "2026-11-20",
    "What_it_does": "",
}


def test_the_difference_is_shown_first_and_then_published(editor, edie, line):
    term("Money")
    phone = line.phones.first()
    page = upload(editor, changed(downloaded(editor), **CHANGES))
    assert "1 row can be put in. Nothing has changed yet." in page.text
    assert "something wrong" not in page.text
    assert Service.objects.get().name == "Example line"
    assert "1 service was changed." in apply(editor, page).text

    found = Service.objects.get()
    assert (found.name, found.slug) == ("Changed line", line.slug)
    assert sorted(each.name for each in found.taxonomy_terms.all()) == ["Housing", "Money"]
    assert [each.number for each in found.phones.all()] == ["01632 960001", "01632 960002"]
    assert (found.phones.first().pk, found.phones.first().description) == (phone.pk, "Office")
    hours = [(each.byday, each.notes) for each in found.schedules.all()]
    assert hours == [
        ("MO,TU,WE,TH,FR", "Ring twice"), ("SU", ""),
        ("", "Closed in August"), ("", "Ask for Welsh"),
    ]  # fmt: skip
    assert (found.is_free, found.languages, found.channels) == (False, "en,cy", "telephone,online")
    assert (found.minimum_age, found.status, str(found.assured_date)) == (
        18, "temporarily closed", "2026-11-20"
    )  # fmt: skip
    assert found.description == ""
    assert found.latest_revision.user == edie
    again = upload(editor, downloaded(editor))
    assert "1 row says what we say already." in again.text


def test_or_it_goes_into_drafts(editor, line):
    page = upload(editor, changed(downloaded(editor), Name="Changed line"))
    apply(editor, page, "draft")
    found = Service.objects.get()
    assert (found.name, found.has_unpublished_changes) == ("Example line", True)
    assert found.get_latest_revision_as_object().name == "Changed line"


def test_an_unknown_row_is_a_new_draft_and_a_missing_one_no_deletion(editor, line):
    Organisation.objects.create(name="Other trust")
    book = downloaded(editor)
    book.worksheets[0].delete_rows(2)
    changed(
        book, Identifier="made up", Name="New line", Organisation="Other trust",
        In_one_sentence="It helps.", Telephone="01632 960009",
    )  # fmt: skip
    page = upload(editor, book)
    assert "New line (new)" in page.text
    apply(editor, page)
    new = Service.objects.get(name="New line")
    assert not new.live
    assert [each.number for each in new.get_latest_revision_as_object().phones.all()] == [
        "01632 960009"
    ]
    assert Service.objects.get(pk=line.pk).live


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Name": ""}, "name: This field cannot be blank."),
        ({"Telephone": "ask"}, "Telephone: “ask” is not a number."),
        ({"Opening_hours": "when we can"}, "Opening hours: Write days and times"),
        ({"Opening_hours": "Monday 17:00-09:00"}, "Opening hours: Write days and times"),
        ({"Organisation": "Nobody"}, "There is no organisation of this name."),
        ({"What_it_is_about": "Nothing"}, "There is no term “Nothing”."),
        ({"Free": "perhaps"}, "Write yes or no"),
        ({"Status": "open"}, "Write one of: active"),
        ({"Youngest_age": "old"}, "Write a number."),
        ({"Last_checked": "last week"}, "Write the day as 2026-11-29."),
        ({"Languages": "Klingon"}, "We do not know “Klingon”."),
        ({"Youngest_age": 80, "Oldest_age": 20}, "must not be below the youngest"),
        ({"In_one_sentence": "=1+1"}, "In one sentence: a formula is not read."),
        ({"What_it_does": "At 1 Never Published Lane"}, "This is a secret address."),
    ],
)
def test_a_fault_is_named_by_row_and_column_and_nothing_is_offered(editor, line, cells, words):
    ConfidentialLocation.objects.create(service=line, address_1="1 Never Published Lane")
    page = upload(editor, changed(downloaded(editor), **cells))
    assert words in page.text
    assert "Row 2, " in page.text or "Row 2:" in page.text
    assert 'name="sealed"' not in page.text


def test_what_is_wrong_comes_first_then_what_would_change_and_the_buttons_last(editor, line):
    make("Second line")
    book = changed(downloaded(editor), Name="Changed line")
    changed(book, row=3, Telephone="ask")
    page = upload(editor, book).text.partition("<main")[2]
    order = [
        "1 row with something wrong</h2>",
        "Row 3, Second line: <strong>Telephone: “ask” is not a number.",
        "1 row that says something else",
        "<td>Changed line</td>",
        "1 row can be put in. Nothing has changed yet.",
        "1 row with something wrong is left out.",
        "shows them to nobody until an editor publishes each one",
        'value="publish"',
        'value="draft"',
    ]
    assert [words for words in order if words not in page] == []
    assert [page.rindex(words) for words in order] == sorted(page.rindex(words) for words in order)


def test_one_service_in_two_rows_is_a_fault(editor, line):
    book = changed(downloaded(editor), row=3, Identifier=str(line.pk), Name="Twice")
    assert "This service stands in two rows." in upload(editor, book).text


def test_columns_that_are_not_read_are_named_and_the_identifier_is_needed(editor, line):
    book = downloaded(editor)
    book.worksheets[0].cell(1, 40).value = "Postcode"
    assert "These columns are not read here: Postcode" in upload(editor, book).text
    book.worksheets[0].cell(1, 1).value = "Key"
    assert "There is no column “Identifier”" in upload(editor, book).text


def test_what_somebody_changed_meanwhile_stays(editor, line):
    page = upload(editor, changed(downloaded(editor), Name="Changed line"))
    Service.objects.update(name="Meanwhile")
    assert "Somebody changed it meanwhile: Name." in apply(editor, page).text
    assert Service.objects.get().name == "Meanwhile"


def bomb(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Identifier,Name\n", "no spreadsheet"),
        (b"", "no spreadsheet"),
        (bomb(empty="x"), "no spreadsheet"),
        (b"a" * (files.LARGEST + 1), "too large"),
        (bomb(zeros="0" * (files.LIMITS.unpacked + 1)), "too much packed"),
    ],
)
def test_what_is_no_spreadsheet_or_too_much_is_one_sentence(editor, line, data, words):
    assert words in send(editor, data).text
    assert Service.objects.count() == 1


def test_words_that_stand_for_words_are_refused(editor, line):
    """A file of a few letters that unfolds to a gigabyte."""
    file = io.BytesIO()
    changed(downloaded(editor), Name="x").save(file)
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.infolist():
            data = old.read(each)
            if each.filename.endswith("sheet1.xml"):
                data = (
                    b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + data.split(b"?>")[-1]
                )
            new.writestr(each.filename, data)
    assert "no spreadsheet" in send(editor, out.getvalue()).text


def test_what_was_shown_to_another_or_made_up_is_not_applied(editor, line):
    page = upload(editor, changed(downloaded(editor), Name="Changed line"))
    other = User.objects.create_superuser("sam")
    client = Client()
    client.force_login(other, "django.contrib.auth.backends.ModelBackend")
    assert "too long ago" in apply(client, page).text
    assert "too long ago" in editor.post(f"{PAGE}apply/", {"sealed": "x"}, follow=True).text
    assert Service.objects.get().name == "Example line"


def test_who_may_not_publish_or_add_makes_drafts_of_what_is_there(line):
    person = User.objects.create_user("dora")
    person.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_service"])
    )
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    book = changed(downloaded(client), Name="Changed line")
    changed(book, row=3, Name="New", Organisation="Example organisation", In_one_sentence="x")
    page = upload(client, book)
    assert "You may not add services." in page.text
    assert 'value="publish"' not in page.text
    apply(client, page, "publish")
    assert Service.objects.get().name == "Example line"
    assert Service.objects.get().get_latest_revision_as_object().name == "Changed line"


def test_only_editors_get_it(hub):
    for page in (PAGE, f"{PAGE}download/"):
        assert Client().get(page).status_code == 302


def test_the_identifier_is_the_first_column(editor, line):
    sheet = downloaded(editor).worksheets[0]
    assert sheet["A1"].value == IDENTIFIER
    assert sheet["A2"].value == str(line.pk)
