"""A list of services from the directory on its way into the form."""

import re
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from hub.loading import load
from referrals_portal.forms.shortlist import listed as told_apart
from referrals_portal.journey import drafts
from tests.directory.conftest import make_service

LIST = {"keep": ["first", "second", "nobody"]}


@pytest.fixture
def listed(keys, db):
    load("hampshire-and-isle-of-wight")
    for name in ("First", "Second", "Third"):
        make_service(name)


def post(browser, address, data, **headers):
    """Send a form as a browser does."""
    body = urlencode(data, doseq=True)
    kind = "application/x-www-form-urlencoded"
    return browser.post(address, body, content_type=kind, headers=headers)


def token(page):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]


def begin(browser, keep, way=""):
    """Post a list to the start page, and press the button there."""
    start = post(browser, "/get-help/", {"keep": keep})
    return post(browser, f"/form/{way}", {"keep": keep, "csrfmiddlewaretoken": token(start)})


def shortlist(browser):
    """Return the services in the visitor's form, as only their cookie opens it."""
    cookies = {name: cookie.value for name, cookie in browser.cookies.items()}
    return drafts.read(SimpleNamespace(COOKIES=cookies), timezone.now()).answers["shortlist"][
        "services"
    ]


def test_the_start_page_names_what_comes_along(listed):
    browser = Client(enforce_csrf_checks=True)
    page = post(browser, "/get-help/", LIST)

    assert "<li>First</li><li>Second</li>" in page.text
    assert re.findall(r'name="keep" value="([^"]*)"', page.text) == ["first", "second"]
    assert "Third" not in page.text


def test_it_is_in_the_form_and_nowhere_else(listed):
    browser = Client(enforce_csrf_checks=True)
    gone = begin(browser, LIST["keep"])

    assert gone.status_code == 303
    assert "first" not in gone.url
    assert not any("First" in str(cookie) for cookie in browser.cookies.values())
    assert shortlist(browser) == ["First", "Second"]


def go_on(browser, keep, way_on="same", way=""):
    """Bring another list where a form was begun, and press one of the two buttons."""
    page = begin(browser, keep, way)
    assert "A form was begun on this device" in page.text
    fields = {"keep": keep, "way_on": way_on, "csrfmiddlewaretoken": token(page)}
    return post(browser, f"/form/{way}", fields)


def test_another_list_is_added_once_they_say_that_it_is_theirs(listed):
    browser = Client(enforce_csrf_checks=True)
    begin(browser, ["first"])
    assert go_on(browser, ["third", "first"], way="?way=call").status_code == 303

    assert shortlist(browser) == ["First", "Third"]


def test_whoever_it_is_not_begins_a_new_one_with_their_list(listed):
    browser = Client(enforce_csrf_checks=True)
    begin(browser, ["first"])
    assert go_on(browser, ["third"], way_on="new").status_code == 303

    assert shortlist(browser) == ["Third"]


def test_a_list_that_is_gone_takes_nothing_with_it(listed):
    browser = Client(enforce_csrf_checks=True)
    begin(browser, ["first"])
    start = post(browser, "/get-help/", {"keep": ["first"]})
    post(browser, "/form/", {"keep": ["nobody"], "csrfmiddlewaretoken": token(start)})

    assert shortlist(browser) == ["First"]


def test_another_tab_that_is_quicker_is_no_fault(listed, monkeypatch):
    browser = Client(enforce_csrf_checks=True)
    begin(browser, ["first"])
    save, failed = drafts.save, []

    def once_stale(*args, **kwargs):
        if not failed:
            failed.append(True)
            raise drafts.Stale
        return save(*args, **kwargs)

    monkeypatch.setattr(drafts, "save", once_stale)
    assert go_on(browser, ["second"]).status_code == 303
    assert shortlist(browser) == ["First", "Second"]


def test_where_another_tab_is_quicker_every_time_they_are_asked_again(listed, monkeypatch):
    browser = Client(enforce_csrf_checks=True)
    begin(browser, ["first"])

    def stale(*args, **kwargs):
        raise drafts.Stale

    monkeypatch.setattr(drafts, "save", stale)
    page = go_on(browser, ["second"])
    assert page.status_code == 200
    assert 'name="keep" value="second"' in page.text
    monkeypatch.undo()
    fields = {"keep": "second", "way_on": "same", "csrfmiddlewaretoken": token(page)}
    post(browser, "/form/", fields)
    assert shortlist(browser) == ["First", "Second"]


def test_namesakes_are_told_apart_by_whose_they_are(listed):
    other = make_service("First", org="Another Charity")
    browser = Client(enforce_csrf_checks=True)
    begin(browser, ["first", other.slug, "second"])

    assert shortlist(browser) == ["First, Example organisation", "First, Another Charity", "Second"]
    assert told_apart(["First", "First, Another Charity", "First, Nobody"]) == [
        "First",
        "First, Another Charity",
    ]
    other.live = False
    other.save()
    assert told_apart(["First, Example organisation", "First, Another Charity"]) == [
        "First, Example organisation"
    ]


@pytest.mark.parametrize("slug", ["a\x00b", "\x00", "x" * 500, "' OR 1=1"])
def test_what_is_no_service_is_passed_over(listed, slug):
    browser = Client(enforce_csrf_checks=True)
    assert post(browser, "/get-help/", {"keep": [slug, "first"]}).status_code == 200
    assert begin(browser, [slug, "first"]).status_code == 303
    assert shortlist(browser) == ["First"]


@pytest.mark.parametrize("origin", ["https://elsewhere.example.org", "null"])
def test_what_another_website_sends_is_not_looked_at(listed, origin):
    browser = Client(enforce_csrf_checks=True)
    page = post(browser, "/get-help/", LIST, origin=origin)

    assert page.status_code == 200
    assert "First" not in page.text
    assert not page.cookies
    found = post(browser, "/services/", {"q": "canary"}, origin=origin)
    assert "canary" not in found.text


def test_from_another_of_our_own_origins_it_comes_along(listed, settings):
    settings.FORM_URL = "https://form.example.org"
    for origin in ("null", settings.SITE_URL, "https://form.example.org"):
        page = post(Client(), "/get-help/", LIST, origin=origin)
        assert "First" in page.text


def test_a_list_of_nothing_begins_an_ordinary_form(listed):
    browser = Client(enforce_csrf_checks=True)
    page = post(browser, "/get-help/", {"keep": ["nobody"]})

    assert "the services on your list" not in page.text
    assert "Answer a few questions" in page.text
