"""The choice itself, in a real browser: Google's script comes only when it was chosen."""

import re

import pytest

from referrals_portal.journey import drafts
from referrals_portal.journey.signs import TRAP
from referrals_portal.models import Referral
from tests.journey.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCRIPT = """
window.grecaptcha = {
  ready: function (then) { then(); },
  execute: function (key, how) { return Promise.resolve(key + "|" + how.action); }
};
"""
WORKS = {"body": SCRIPT, "content_type": "text/javascript"}
BROKEN = {"body": "window.grecaptcha = {};", "content_type": "text/javascript"}


@pytest.fixture
def suspected(transactional_db, keys, google, live_server, browser):
    """A function that opens the page as somebody who was led there; returns page and requests."""
    contexts = []

    def open_page(answer, **options):
        visitor = Visitor()
        visitor.send("check", visitor.at_check() | {TRAP: "x"})
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        name = drafts.cookie_name()
        value = visitor.client.cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        asked, page = [], context.new_page()

        def in_googles_place(route):
            asked.append(route.request.url)
            route.fulfill(**answer) if answer else route.abort()

        context.route(re.compile("^https:"), in_googles_place)
        page.goto(f"{live_server.url}/form/one-more/")
        return page, asked

    yield open_page
    for context in contexts:
        context.close()


WITH, WITHOUT = "Send with Google’s check", "Send without it"
CASES = [
    ("a good score", WITH, WORKS, True, True),
    ("no script came", WITH, None, True, False),
    ("another script came", WITH, BROKEN, True, False),
    ("sent without", WITHOUT, WORKS, False, False),
]


@pytest.mark.parametrize(("button", "answer", "asks", "good"), [c[1:] for c in CASES],
                         ids=[c[0] for c in CASES])  # fmt: skip
def test_whichever_is_chosen_it_is_sent(suspected, google, button, answer, asks, good):
    page, asked = suspected(answer)
    said = []
    page.on("console", lambda message: said.append(message.text.lower()))
    assert asked == [], "nothing is asked of Google before it was chosen"
    page.get_by_role("button", name=button).click()
    page.wait_for_url("**/form/sent/")
    wanted = ["https://www.google.com/recaptcha/api.js?render=a-public-key"] if asks else []
    assert asked == wanted, said
    assert [each["response"] for each in google.asked] == ([["a-public-key|send"]] if good else [])
    assert Referral.objects.get().suspected is not good
    assert [line for line in said if "policy" in line] == []


def test_without_script_both_buttons_send_it(suspected, google):
    page, asked = suspected(WORKS, java_script_enabled=False)
    assert "JavaScript is off in your browser" in page.inner_text("main")
    page.get_by_role("button", name=WITH).click()
    page.wait_for_url("**/form/sent/")
    assert asked == google.asked == []
    assert Referral.objects.get().suspected


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wrong_with_the_page(suspected, axe, width):
    page, _asked = suspected(WORKS, viewport={"width": width, "height": 800})
    assert axe(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_nobody_sees_or_reaches_the_trap(suspected, axe, live_server):
    page, _asked = suspected(WORKS, viewport={"width": 320, "height": 800})
    page.goto(f"{live_server.url}/form/check/")
    assert axe(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    box = page.locator(f"[name={TRAP}]").bounding_box()
    assert box["x"] + box["width"] < 0
    names = []
    for _ in range(60):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name || ''"))
    assert TRAP not in names
    assert page.get_by_role("textbox").count() == 0
