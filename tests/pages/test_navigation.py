"""The way between pages: from memory, and right after every edit."""

import pytest
from django.test import RequestFactory

from pages.context import navigation
from pages.models import InformationPage
from pages.navigation import links
from tests.journey.conftest import at

pytestmark = pytest.mark.once

TOP = ["How we can help", "What happens next", "Families and friends", "Where we are"]
FOOT = ["For professionals", "Your rights", "Privacy and cookies", "Accessibility"]


def test_what_is_in_menus_is_at_the_top_and_the_rest_at_the_foot(website):
    assert [link.text for link in links().top] == TOP
    assert [link.text for link in links().foot] == FOOT


def test_it_costs_no_query_once_known(website, django_assert_max_num_queries):
    links()
    with django_assert_max_num_queries(1):  # the content generation, at most once a second
        links()
        links()


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", []),
        ("/how-we-can-help/", ["How we can help"]),
        ("/where-we-are/portsmouth/", ["Where we are"]),
        ("/services/", ["Find a service"]),
        ("/get-help/", []),
    ],
)
def test_it_says_where_one_is(website, path, current):
    entries = navigation(RequestFactory().get(path))["navigation"]
    assert [entry["text"] for entry in entries] == [*TOP, "Find a service"]
    assert [entry["text"] for entry in entries if entry["current"]] == current


@pytest.mark.parametrize("path", [at("name"), "/intake/", "/cms/pages/"])
def test_the_form_and_the_pages_of_staff_have_none(path):
    assert navigation(RequestFactory().get(path)) == {"navigation": [], "footer_links": []}


def test_a_page_that_is_taken_down_leaves_the_menus(website):
    InformationPage.objects.get(slug="families-and-friends").unpublish()
    assert "Families and friends" not in [link.text for link in links().top]


def test_another_origin_is_named_in_full(website, settings):
    settings.FORM_URL = "https://form.example.org"
    InformationPage.objects.get(slug="your-rights").save()
    assert links().top[0].url == f"{settings.SITE_URL}/how-we-can-help/"
    entries = navigation(RequestFactory().get("/how-we-can-help/"))["navigation"]
    assert entries[0]["current"]
