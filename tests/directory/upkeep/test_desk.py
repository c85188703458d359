"""Editors see what is to be checked, and decide about what others suggest."""

from datetime import date, datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import User
from directory.models import ConfidentialLocation, ProviderLink, Service, Suggestion
from directory.upkeep import suggesting

from .conftest import NOW, TODAY, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
AT = datetime.fromisoformat(NOW)
OLD = date(2024, 1, 1)
DUE = "/cms/directory/due/"
ALL = "/cms/directory/suggestions/"
CHANGES = {
    "summary": ["It helps.", "It helps <b>everyone</b>."],
    "phones": ["01632 960001", "01632 960001\n01632 960002 (text)"],
    "languages": ["", "en,cy"],
}


def one(key, name):
    return f"{DUE}{key}/{name}/"


@pytest.fixture
def line(hub):
    return make("Example line", phone="01632 960001", provider_email="desk@service.example.org")


def suggested(service, changes=CHANGES):
    suggesting.keep_changes(service, changes, AT)
    return Suggestion.objects.get(kind="changes")


def decide(editor, suggestion, does):
    return editor.post(f"{ALL}{suggestion.pk}/", {"does": does}, follow=True)


def log_of(service):
    entries = ModelLogEntry.objects.for_instance(service).order_by("timestamp", "pk")
    return [entry.action for entry in entries if entry.action.startswith("directory.")]


def test_what_is_due_stands_in_order_with_its_state(editor, edie):
    make("Younger", assured_date=date(2026, 8, 1), owner=edie)
    make("Older", assured_date=OLD)
    for number in range(6):
        make(f"Fresh {number}", assured_date=TODAY)
    page = editor.get(DUE).text
    assert page.index("Older") < page.index("Younger")
    assert "Fresh" not in page
    assert "Hidden from the public" in page
    assert "Checked 2 years ago" in page
    mine = editor.get(f"{DUE}?mine=1").text
    assert "Younger" in mine
    assert "Older" not in mine


def test_one_press_says_that_it_is_still_right(editor, edie, line):
    page = editor.post(one(line.pk, "right"), {"next": f"{DUE}?mine=1"}, follow=True)
    assert page.redirect_chain[0][0] == f"{DUE}?mine=1"
    assert "checked today" in page.text
    found = Service.objects.get()
    assert (found.assured_date, found.latest_revision.user) == (TODAY, edie)
    assert log_of(line) == ["directory.checked"]


def test_it_leads_nowhere_else(editor, line):
    page = editor.post(one(line.pk, "right"), {"next": "https://elsewhere.example.org/"})
    assert page["Location"] == DUE


def test_what_cannot_be_checked_says_why(editor, line):
    Service.objects.update(summary="")
    page = editor.post(one(line.pk, "right"), follow=True)
    assert "in one sentence: This field cannot be blank." in page.text
    assert Service.objects.get().assured_date is None


def test_the_service_can_be_asked(editor, line):
    page = editor.post(one(line.pk, "ask"), follow=True)
    assert "gets an email with a link" in page.text
    assert "An email is waiting to be sent" in page.text
    link = ProviderLink.objects.get()
    assert link.asked_at == datetime(2026, 11, 29, 10).astimezone()
    assert link.digest == ""
    silent = make("Silent")
    assert "has nobody to ask" in editor.post(one(silent.pk, "ask"), follow=True).text
    assert ProviderLink.objects.count() == 1


def test_a_suggestion_waits_with_a_count_in_the_menu(editor, line):
    suggested(line)
    suggesting.keep_public(line, "number", AT, "It is 01632 960009")
    assert "Suggestions (2)" in editor.get(DUE).text
    page = editor.get(ALL).text
    assert "The service suggests changes" in page
    assert "The phone number does not work" in page
    assert "01632 960009" not in page


def test_each_change_stands_beside_what_we_say(editor, line):
    waiting = suggested(line)
    page = editor.get(f"{ALL}{waiting.pk}/").text
    assert "It helps &lt;b&gt;everyone&lt;/b&gt;." in page
    assert "<b>everyone" not in page
    assert "English, Welsh" in page
    assert "We changed this since they saw it." not in page
    Service.objects.update(summary="Other words.")
    assert "We changed this since they saw it." in editor.get(f"{ALL}{waiting.pk}/").text


def test_changes_are_published(editor, edie, line):
    first = line.phones.get()
    page = decide(editor, suggested(line), "publish")
    assert "Published." in page.text
    found = Service.objects.get()
    assert found.summary == "It helps <b>everyone</b>."
    assert (found.languages, found.assured_date) == ("en,cy", TODAY)
    assert found.latest_revision.user == edie
    phones = [(phone.number, phone.type) for phone in found.phones.all()]
    assert phones == [("01632 960001", "voice"), ("01632 960002", "text")]
    assert found.phones.first().pk == first.pk
    assert not Suggestion.objects.exists()
    assert log_of(line) == ["directory.suggestion_taken"]


def test_changes_go_into_a_draft(editor, line):
    page = decide(editor, suggested(line), "draft")
    assert page.redirect_chain[-1][0].endswith(f"/edit/{line.pk}/")
    found = Service.objects.get()
    assert (found.summary, found.has_unpublished_changes) == ("It helps.", True)
    draft = found.get_latest_revision_as_object()
    assert draft.summary == "It helps <b>everyone</b>."
    assert [phone.number for phone in draft.phones.all()] == ["01632 960001", "01632 960002"]
    assert found.phones.count() == 1


def test_hours_are_left_for_the_editor(editor, line):
    waiting = suggested(line, CHANGES | {"hours": ["", "Mondays, 9 to 5"]})
    page = decide(editor, waiting, "publish")
    assert "The opening hours are still to be set by you." in page.text
    assert Suggestion.objects.get().changes == {"hours": ["", "Mondays, 9 to 5"]}
    assert "I have dealt with it" in page.text
    assert 'value="publish"' not in page.text
    decide(editor, waiting, "leave")
    assert not Suggestion.objects.exists()


def test_what_is_left_changes_nothing(editor, line):
    decide(editor, suggested(line), "leave")
    assert Service.objects.get().summary == "It helps."
    assert not Suggestion.objects.exists()
    assert log_of(line) == ["directory.suggestion_left"]


def test_nonsense_stays_and_says_why(editor, line):
    waiting = suggested(line, {"summary": ["It helps.", "a" * 500]})
    page = decide(editor, waiting, "publish")
    assert "at most 200 characters" in page.text
    assert Suggestion.objects.exists()
    assert Service.objects.get().summary == "It helps."


def test_a_secret_address_is_neither_shown_nor_taken(editor, line):
    waiting = suggested(line, {"description": ["", "Come to 1 Never Published Lane"]})
    ConfidentialLocation.objects.create(service=line, address_1="1 Never Published Lane")
    page = editor.get(f"{ALL}{waiting.pk}/").text
    assert "It names a secret address" in page
    assert "Never Published" not in page
    assert "That cannot be done here." in decide(editor, waiting, "publish").text
    assert Service.objects.get().description == ""


def test_what_names_a_secret_of_any_service_goes_when_it_is_listed(editor, line):
    other = make("Other line")
    ConfidentialLocation.objects.create(service=other, address_1="1 Never Published Lane")
    suggested(line, {"description": ["", "Come to 1 Never Published Lane"]})
    suggesting.keep_public(line, "place", AT, "They are in 1 Never Published Lane")
    suggesting.keep_public(line, "number", AT, "It is 01632 960009")
    page = editor.get(ALL).text
    assert "What named a secret address was deleted." in page
    assert [each.says for each in Suggestion.objects.all()] == ["It is 01632 960009"]
    assert log_of(line) == ["directory.suggestion_left"] * 2
    assert "was deleted" not in editor.get(ALL).text


def test_a_confirmation_that_an_editor_decides_about(editor, line):
    suggesting.keep_confirmed(line, AT)
    waiting = Suggestion.objects.get()
    assert "Count it as checked" in editor.get(f"{ALL}{waiting.pk}/").text
    decide(editor, waiting, "publish")
    assert Service.objects.get().assured_date == TODAY


def test_who_may_not_publish_makes_drafts_only(line):
    person = User.objects.create_user("dora")
    person.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_service"])
    )
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    assert "It is still right" not in client.get(DUE).text
    client.post(one(line.pk, "right"))
    waiting = suggested(line)
    assert 'value="publish"' not in client.get(f"{ALL}{waiting.pk}/").text
    assert "That cannot be done here." in decide(client, waiting, "publish").text
    assert Service.objects.get().assured_date is None
    decide(client, waiting, "draft")
    assert Service.objects.get().has_unpublished_changes


@pytest.mark.parametrize("rights", [[], ["access_admin"]])
def test_nobody_else_gets_in(line, rights):
    waiting = suggested(line)
    person = User.objects.create_user("stranger")
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    for page in (DUE, ALL, f"{ALL}{waiting.pk}/"):
        assert client.get(page).status_code == 302
    for page in (one(line.pk, "right"), one(line.pk, "ask"), f"{ALL}{waiting.pk}/"):
        assert client.post(page, {"does": "leave"}).status_code == 302
    assert Suggestion.objects.exists()
    assert not ProviderLink.objects.exists()


def test_forms_of_the_desk_need_our_token(edie, line):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(edie, "django.contrib.auth.backends.ModelBackend")
    assert strict.post(one(line.pk, "right")).status_code == 403
    assert strict.get(one(line.pk, "right")).status_code == 405
