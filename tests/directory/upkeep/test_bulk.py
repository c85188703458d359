"""Many services at once: each has a version of its own, and none is refused in silence."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from directory.models import Service

from .conftest import TODAY, make, term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
LIST = "/cms/snippets/directory/service/"


def act(client, name, services, **data):
    query = urlencode([("id", each.pk) for each in services] + [("next", LIST)])
    return client.post(f"/cms/bulk/directory/service/{name}/?{query}", data, follow=True)


@pytest.fixture
def three(hub):
    return [make(name, phone="01632 960001", terms=["Housing"]) for name in ("A", "B", "C")]


def again():
    return list(Service.objects.order_by("name"))


def test_the_list_offers_them_and_they_ask_first(editor, three):
    page = editor.get(LIST).text
    for words in ("Checked today", "Set the status", "Add or take away a term", "Say who keeps"):
        assert words in page
    query = urlencode([("id", each.pk) for each in three[:2]])
    page = editor.get(f"/cms/bulk/directory/service/status/?{query}").text
    assert "Closed for now" in page
    assert ">A</a>" in page
    assert ">C</a>" not in page


def test_checked_today(editor, edie, three):
    page = act(editor, "checked", three[:2])
    assert "2 services were changed." in page.text
    a, b, c = again()
    assert (a.assured_date, b.assured_date, c.assured_date) == (TODAY, TODAY, None)
    assert a.latest_revision.user == edie
    assert a.latest_revision != three[0].latest_revision
    assert [phone.number for phone in a.phones.all()] == ["01632 960001"]


def test_a_status(editor, three):
    act(editor, "status", three, status="temporarily closed")
    assert {each.status for each in again()} == {"temporarily closed"}
    page = act(editor, "status", three, status="nonsense")
    assert "Select a valid choice" in page.text
    assert {each.status for each in again()} == {"temporarily closed"}


def test_a_term_comes_and_goes(editor, three):
    money = term("Money")
    act(editor, "term", three[:1], term=money.pk, does="add")
    act(editor, "term", three[1:], term=term("Housing").pk, does="remove")
    terms = [sorted(each.taxonomy_terms.values_list("name", flat=True)) for each in again()]
    assert terms == [["Housing", "Money"], [], []]
    kept = again()[0].get_latest_revision_as_object()
    assert sorted(each.name for each in kept.taxonomy_terms.all()) == ["Housing", "Money"]


def test_who_keeps_them(editor, edie, three):
    act(editor, "owner", three, owner=edie.pk)
    assert {each.owner for each in again()} == {edie}
    act(editor, "owner", three[:1], owner="")
    assert [each.owner for each in again()] == [None, edie, edie]


def test_one_that_cannot_be_changed_says_why_and_the_others_are(editor, three):
    Service.objects.filter(name="B").update(summary="")
    page = act(editor, "checked", three)
    assert "2 services were changed." in page.text
    assert "“B” was not changed. in one sentence: This field cannot be blank." in page.text
    assert [each.assured_date for each in again()] == [TODAY, None, TODAY]


def test_who_may_not_publish_changes_none(three):
    person = User.objects.create_user("dora")
    person.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_service", "view_service"])
    )
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    query = urlencode([("id", each.pk) for each in three])
    page = client.get(f"/cms/bulk/directory/service/checked/?{query}")
    assert "you may not publish them" in page.text
    act(client, "checked", three)
    assert {each.assured_date for each in again()} == {None}
