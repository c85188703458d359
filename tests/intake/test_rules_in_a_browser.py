"""The rules' pages in a real browser: at every width, for everyone, and without script."""

import pytest

from hub import drafting
from hub.loading import load
from hub.models import Hub, RulesVersion
from tests.intake.making import PASSWORD, make_referral, make_user, works_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(live_server, transactional_db, keys, new_page):
    """A function that signs a manager in and returns the page with the rules."""
    load("example")
    manny = make_user("manny", "manager", first_name="Manny", last_name="Example")
    works_in(manny, "case_team")

    def sign_in(*args, **options):
        page = new_page(*args, **options)
        page.goto(f"{live_server.url}/intake/")
        page.get_by_label("Username").fill("manny")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="The hub’s rules").click()
        page.get_by_role("heading", name="Rules", exact=True).wait_for()
        return page

    return sign_in


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wrong_for_those_who_see_and_those_who_do_not(enter, axe, live_server, width):
    page = enter(width)
    page.get_by_role("button", name="Begin a draft of new rules").click()
    here = f"{live_server.url}/intake/rules"
    for address in ("/", "/part/?part=rules&place=0", "/part/?part=standards",
                    "/part/?part=general", "/try/"):  # fmt: skip
        page.goto(here + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert axe(page) == [], address
    page.get_by_role("button", name="What would happen?").click()
    page.get_by_role("heading", name="The draft", exact=True).wait_for()
    assert axe(page) == []
    # What is wrong with an empty form, and with a draft that makes no sense.
    page.goto(f"{here}/part/?part=standards")
    page.get_by_role("button", name="Keep it in the draft").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert axe(page) == []
    document = Hub.objects.get().rules
    drafting.change(
        drafting.current().edition, lambda now: document | {"teams": []}, by_name="manny",
        at=RulesVersion.objects.first().made_at,
    )  # fmt: skip
    page.goto(f"{here}/")
    page.get_by_text("It cannot be put in force like this:").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []


def test_from_a_draft_to_what_is_in_force_without_script(enter):
    page = enter(javascript=False)
    page.get_by_role("button", name="Begin a draft of new rules").click()
    page.get_by_role("link", name="Add one Teams").click()
    page.get_by_label("Its name in rules and in staff's accounts").fill("night")
    page.get_by_label("Its name for people").fill("Night team")
    page.get_by_role("button", name="Keep it in the draft").click()
    page.get_by_role("button", name="Move up Teams 3").click()
    page.get_by_role("button", name="Move up Teams 2").click()
    page.get_by_label("What is new, and why?").fill("Somebody is here at night.")
    page.get_by_role("button", name="Put it in force").click()
    page.get_by_text("Version 2 of the rules is in force.").wait_for()
    page.get_by_text("Somebody is here at night.").wait_for()
    assert Hub.objects.get().rules["teams"][0] == {"key": "night", "name": "Night team"}
    assert make_referral().team == "night"
