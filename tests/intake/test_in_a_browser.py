"""The queue in a real browser: it keeps itself up to date, and works without script too."""

import time
from datetime import UTC, datetime

import pytest

from referrals_portal import actions
from referrals_portal.models import Referral
from tests.intake.making import PASSWORD, make_referral, make_user
from tests.intake.test_referral_page import PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
WIDTHS = (320, 768, 1280)


@pytest.fixture
def casey(transactional_db, keys):
    return make_user("casey", "caseworker", first_name="Casey", last_name="Example")


@pytest.fixture
def enter(live_server, casey, new_page):
    """A function that signs Casey in and returns the page with the queue."""

    def sign_in(*args, **options):
        page = new_page(*args, **options)
        page.goto(f"{live_server.url}/intake/")
        page.get_by_label("Username").fill("casey")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{live_server.url}/intake/")
        return page

    return sign_in


def test_a_new_referral_is_there_within_a_second_or_so(enter):
    page = enter()
    page.get_by_text("Nothing is waiting.").wait_for()
    page.wait_for_timeout(1200)  # let the page come to its regular asking
    began = time.monotonic()
    row = make_referral()
    page.get_by_role("link", name=row.reference).wait_for()
    assert time.monotonic() - began < 2
    news = page.locator("#queue-news")
    assert news.get_attribute("role") == "status"
    assert news.inner_text() == "A new referral has arrived"


def test_the_keyboards_place_is_kept(enter):
    row = make_referral(hours_ago=10)
    page = enter()
    page.get_by_role("link", name=row.reference).focus()
    other = make_referral()
    page.get_by_role("link", name=other.reference).wait_for()
    assert page.evaluate("document.activeElement.textContent") == row.reference


def test_whoever_is_signed_out_elsewhere_is_led_to_the_door(enter, casey):
    page = enter()
    casey.intake_role.delete()
    page.get_by_role("heading", name="This page is for other people").wait_for()


def test_a_server_that_is_away_is_said_and_forgotten_when_it_is_back(enter):
    page = enter()
    page.route("**/intake/latest", lambda route: route.abort())
    warning = page.get_by_text("This list is not up to date.")
    warning.wait_for()
    page.unroute("**/intake/latest")
    warning.wait_for(state="hidden")


def test_without_script_there_is_a_link_to_refresh(enter):
    page = enter(javascript=False)
    row = make_referral()
    assert page.get_by_role("link", name=row.reference).count() == 0
    page.get_by_role("link", name="Refresh").click()
    page.get_by_role("link", name=row.reference).wait_for()


def test_with_script_there_is_none(enter):
    assert not enter().get_by_role("link", name="Refresh").is_visible()


def test_the_whole_work_without_script(enter):
    row = make_referral()
    page = enter(javascript=False)
    page.get_by_role("link", name="Refresh").click()
    page.get_by_role("link", name=row.reference).click()
    page.get_by_role("button", name="Take this").click()
    page.get_by_text("You have taken this.").first.wait_for()
    page.get_by_text("Record a contact attempt").click()
    page.get_by_label("How did you try?").select_option("call")
    page.get_by_label("What came of it?").select_option("spoke")
    page.get_by_role("button", name="Record it").click()
    page.get_by_text("Phone call: Spoke with them").wait_for()
    page.get_by_text("Close this").click()
    page.get_by_label("Outcome").select_option("needs_met")
    page.get_by_role("button", name="Close it").click()
    page.get_by_text("This is closed.").wait_for()
    assert Referral.objects.get().status == "closed"


def test_words_do_nothing_in_a_browser(enter, casey, live_server):
    """T-XSS 01: no dialog, no violation, and every word is there to be read."""
    row = make_referral(details={"crime_types": ["other"], "words": "\n".join(PAYLOADS)})
    for payload in PAYLOADS:
        actions.add_note(referral=row, text=payload, by=casey, at=NOW)
    page = enter()
    heard = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(f"{live_server.url}/intake/referral/{row.pk}/")
    notes = page.locator(".timeline__note").evaluate_all("all => all.map(e => e.textContent)")
    assert sorted(notes) == sorted(PAYLOADS)
    assert page.locator(".said a, .said img, .said svg, .said script").count() == 0
    assert heard == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_for_those_who_see_and_those_who_do_not(enter, axe, live_server, width):
    """No page is wider than the window, and axe-core finds nothing, at every width."""
    row = make_referral()
    page = enter(width)
    address = f"{live_server.url}/intake/referral/{row.pk}/"

    def look():
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe(page) == []

    look()
    page.goto(address)
    look()
    while (folded := page.locator(".work details:not([open]) summary")).count():
        folded.first.click()
    look()
    page.get_by_role("button", name="Close it").click()
    page.get_by_text("There is a problem").wait_for()
    look()
