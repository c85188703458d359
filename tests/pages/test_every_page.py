"""What every page of the website promises, whatever is written on it."""

from urllib.parse import urlsplit

import pytest

from tests.pages.outline import Outline

pytestmark = pytest.mark.once

ADDRESSES = [
    "/",
    "/how-we-can-help/",
    "/what-happens-next/",
    "/families-and-friends/",
    "/where-we-are/",
    "/where-we-are/isle-of-wight/",
    "/where-we-are/portsmouth/",
    "/where-we-are/southampton/",
    "/where-we-are/basingstoke/",
    "/for-professionals/",
    "/your-rights/",
    "/privacy-and-cookies/",
    "/accessibility/",
]
# Not pages of the website; their own tests say that they are there.
ELSEWHERE = ("/get-help/", "/services/", "/static/", "/leave")


def test_the_addresses_are_all_the_pages_there_are(served):
    assert set(served) == set(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_the_same_for_everyone_and_leaves_nothing_behind(served, address):
    first, again = served[address]
    for response in (first, again):
        assert response.status_code == 200
        assert not response.cookies
        assert response["Vary"] == "Accept-Encoding"
        assert response["Cache-Control"].startswith("public, max-age=0")
        assert response["Content-Security-Policy"]
    assert first.content == again.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_fetches_nothing_from_elsewhere_and_runs_nothing_of_its_own(served, address):
    outline = Outline(served[address][0].text)
    assert outline.fetched
    for fetched in outline.fetched:
        assert fetched.startswith("/")
        assert not fetched.startswith("//")
    assert outline.inline == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_headings_are_an_outline(served, address):
    outline = Outline(served[address][0].text)
    assert outline.headings.count(1) == 1
    assert outline.headings[0] == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(below - above <= 1 for above, below in steps)
    assert len(outline.ids) == len(set(outline.ids))


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_links_lead_somewhere(served, address):
    outline = Outline(served[address][0].text)
    for href in outline.links:
        parts = urlsplit(href)
        if parts.scheme:
            assert parts.scheme in ("tel", "mailto", "https"), href
        elif href.startswith("#"):
            assert href[1:] in outline.ids, href
        elif not href.startswith(ELSEWHERE):
            assert href in served, href


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_says_how_to_reach_the_hub_how_to_leave_and_what_to_do_in_danger(served, address):
    page = served[address][0].text
    assert "0808 178 1641" in page
    assert 'action="/leave"' in page
    assert 'href="tel:999"' in page


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_has_the_way_to_the_other_pages(served, address):
    links = Outline(served[address][0].text).links
    assert {"/how-we-can-help/", "/services/", "/accessibility/"} <= set(links)


def test_a_page_costs_no_query_the_second_time(visitor, django_assert_max_num_queries):
    visitor.get("/how-we-can-help/")
    with django_assert_max_num_queries(1):  # the content generation, at most once a second
        visitor.get("/how-we-can-help/")


def test_a_tracking_query_string_changes_nothing(visitor):
    plain, tracked = visitor.get("/"), visitor.get("/?utm_source=example")
    assert tracked.status_code == 200
    assert not tracked.cookies
    assert plain.text == tracked.text


def test_robots_are_asked_to_stay_out_of_the_form(visitor):
    response = visitor.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /form/" in response.text
    assert not response.cookies
