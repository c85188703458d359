"""The visitor's list: in the bodies of pages, on paper, and in the form that asks for help."""

import re

import pytest
from django.test import Client

from .conftest import make_service

KEPT = {"keep": ["first", "second"]}


@pytest.fixture
def listed(hub):
    make_service("First", phone="01632 960001", url="https://example.org/first")
    make_service("Second", application_process="Just come.")
    make_service("Third", live=False)


def kept(response):
    return re.findall(r'name="keep" value="([^"]*)"', response.text)


def test_a_service_is_put_on_it_and_taken_off(visitor, listed):
    page = visitor.post("/services/", {"add": "first"})
    assert kept(page) == ["first"]
    assert "Look at my list (1 service)" in page.text
    page = visitor.post("/services/second/", {"keep": ["first"], "add": "second"})
    assert set(kept(page)) == {"first", "second"}
    page = visitor.post("/services/list/", KEPT | {"drop": "first"})
    assert kept(page) == ["second"]


@pytest.mark.parametrize("address", ["/services/", "/services/first/"])
def test_pressing_leads_back_to_the_same_place_and_says_so(visitor, listed, address):
    page = visitor.post(address, {"add": "first"})
    assert page.text.count('id="here"') == 1
    assert f'formaction="{address}#here" name="drop" value="first"' in page.text
    assert "It is on your list." in page.text
    assert "It is off your list." in visitor.post(address, {"keep": "first", "drop": "first"}).text
    assert 'id="here"' not in visitor.post(address, {"keep": "first"}).text


def test_it_goes_along_with_a_search_and_comes_back(visitor, listed):
    asked = KEPT | {"q": "first", "postcode": "SO14", "within": "10", "age": ["18_25"]}
    page = visitor.post("/services/first/", asked | {"page": "1"})

    for name, value in (("q", "first"), ("postcode", "SO14"), ("within", "10"), ("age", "18_25")):
        assert f'name="{name}" value="{value}"' in page.text
    assert "Back to what you found" in page.text
    assert 'name="robots" content="noindex"' in page.text


@pytest.mark.parametrize("address", ["/services/", "/services/first/", "/services/list/"])
def test_nothing_keeps_it(listed, address):
    """No cookie, no cache, no address; and the next visitor sees nothing of it."""
    browser = Client(enforce_csrf_checks=True)
    page = browser.post(address, KEPT | {"q": "canary"})

    assert page["Cache-Control"] == "no-store, private"
    assert not page.cookies
    assert not re.search(r'(href|action)="[^"]*(canary|keep|second/\?)', page.text)
    assert kept(browser.get(address)) == []


def test_the_sheet_names_no_hub_unless_asked(visitor, listed):
    page = visitor.post("/services/list/", KEPT)
    sheet = page.text.partition('<div class="sheet">')[2].partition('class="panel')[0]

    assert "<title>List</title>" in page.text
    for words in ("First", "01632 960001", "https://example.org/first", "Second", "Just come."):
        assert words in sheet
    assert "Victim Care Hub" not in sheet
    named = visitor.post("/services/list/", KEPT | {"named": "yes"}).text
    assert "<strong>Victim Care Hub</strong> 0808 178 1641" in named


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (["third", "nobody", "first"], ["First"]),
        (["first", "first"], ["First"]),
        (["' OR 1=1", "../../", "x" * 500, "\x00", "FIRST"], []),
        ([f"s-{number}" for number in range(500)] + ["first"], []),
    ],
)
def test_only_what_is_listed_stands_on_it(visitor, listed, typed, left):
    page = visitor.post("/services/list/", {"keep": typed})

    assert page.status_code == 200
    assert re.findall(r"<h2>([^<]+)</h2>\s*<p>It helps", page.text) == left


def test_an_empty_one_says_what_to_do(visitor, listed):
    assert "There is nothing on your list yet." in visitor.get("/services/list/").text


def test_a_service_named_like_a_page_gets_another_address(visitor):
    assert make_service("List").slug == "list-2"
    assert make_service("Check").slug == "check-2"
