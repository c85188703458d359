"""What is left on the device: every file of a real profile is searched for what was typed.

T-LEAK 02, 03 and 05. Mid-typing, on an error and on the check page, after sending, after the exit
with and without script, after the hour is over, when the browser is closed, and when it opens its
last pages again.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.profile import Profile, leaky_site
from tests.browser.walking import Person, person, walk
from tests.machinery.product import ELSEWHERE, Product
from tests.product.databases import execute

pytestmark = pytest.mark.browser

TEXT = ":is(input[type=text], input[type=tel], input[type=email], textarea):visible"
CONTINUE = "form[data-form] button[type=submit] >> nth=0"
NEUTRAL = re.compile(
    r"/(get-help/(private/)?|form/(back/)?((\d{4}|call|check|sent|stay|save|one-more)/)?|leave/?)"
)
QUERY = re.compile(r"((way=call|language=[a-z]{2})&?)*")
TELLING = re.compile(r"victim|crime|police|abuse|assault|violen|rape|hampshire|canary", re.I)


class Arrived(Exception):
    """Someone is where they were going."""


class Typist:
    """Someone who types into every field that takes text, and what they typed."""

    def __init__(self, product: Product, page: Page, mark: str) -> None:
        self.product, self.page, self.mark = product, page, mark
        self.typed: list[str] = []

    def type_everywhere(self) -> int:
        """Type into every field of the page that is shown; return how many there were."""
        fields = self.page.locator(TEXT).all()
        for field in fields:
            word = f"canary-{self.mark}-{len(self.typed)}-unsent"
            field.fill("")
            field.press_sequentially(word)
            self.typed.append(word)
        return len(fields)

    def go(self, steps: int = 3) -> None:
        """Answer some steps, and type into the next that takes text."""
        seen: list[str] = []

        def here(step: str) -> None:
            seen.append(step)
            if len(seen) > steps and self.type_everywhere():
                raise Arrived

        with pytest.raises(Arrived):
            walk(self.page, self.product.site, self.person(), at_each=here)

    def person(self) -> Person:
        """Who they are; what they send is searched for too."""
        who = person(self.mark)
        self.typed += who.canaries
        return who


@pytest.fixture(scope="module")
def leaky() -> Iterator[str]:
    """The address of a page that leaks."""
    with leaky_site() as address:
        yield address


def test_the_search_finds_what_an_ordinary_page_leaves(
    browser: Browser, tmp_path: Path, leaky: str
) -> None:
    """It can fail: typed, submitted and cached are three different places."""
    profile = Profile(tmp_path)
    with profile.open(browser) as context:
        profile.settle(context, leaky, "CANARY-mid-typing")
        assert any("Sessions" in line for line in profile.found(["canary-mid-typing"]))
        page = context.new_page()
        page.goto(leaky)
        page.fill("[type=tel]", "07700 900399")
        page.fill("[type=text]", "canary-sent")
        page.click("button")
    assert any("Web Data" in line for line in profile.found(["canary-sent"]))
    assert profile.cached("/leaky/")
    assert (leaky, "Leaky") in profile.history()


def test_nothing_that_was_typed_is_left_on_the_device(
    product: Product, browser: Browser, tmp_path: Path, leaky: str
) -> None:
    profile = Profile(tmp_path)
    everything: list[str] = []

    def nothing_of(*typists: Typist) -> None:
        everything.extend(word for one in typists for word in one.typed)
        assert len(everything) > 5
        assert profile.found(everything) == []

    with profile.open(browser) as context:
        page = context.pages[0]
        page.goto(product.url("/services/"))
        page.locator("[name=q]:visible").first.press_sequentially("canary-search")
        page.locator("[name=q]:visible").first.press("Enter")
        expect(page.locator("main")).to_contain_text("canary-search")
        everything.append("canary-search")
        sender = Typist(product, page, "sent")
        _send_slowly(sender, lambda: profile.settle(context, leaky, "leaked-1"))
        nothing_of(sender)
        with page.expect_navigation():
            page.click("form[action$='/form/'] button")
        leavers = [Typist(product, page, way) for way in ("click", "shift", "over")]
        for one, leave in zip(leavers, (_click, _shift, _expire), strict=True):
            one.go()
            leave(one)
            assert not _shown(page, one.typed)
        unfinished = Typist(product, context.new_page(), "closed")
        unfinished.go()
        profile.settle(context, leaky, "leaked-2")
        nothing_of(*leavers, unfinished)
    nothing_of()

    with profile.open(browser, "--restore-last-session") as context:
        context.pages[0].wait_for_timeout(2000)
        # Whoever closes the browser without leaving gets their pages back, with what was saved
        # and for as long as the draft lasts; what was typed and not saved is gone.
        restored = {page.url for page in context.pages}
        assert any("/form/" in url for url in restored), restored
        unsent = [word for word in everything if word.endswith("-unsent")]
        assert not any(_shown(page, unsent) for page in context.pages)
    nothing_of()
    assert profile.cached(f"{product.site}/form/") == []
    _is_neutral(profile, product)


def test_nothing_is_left_without_script(
    product: Product, browser: Browser, tmp_path: Path, leaky: str
) -> None:
    profile = Profile(tmp_path)
    with profile.open(browser, java_script_enabled=False) as context:
        one = Typist(product, context.pages[0], "plain")
        one.go()
        one.page.click(CONTINUE)
        one.page.wait_for_selector(".govuk-error-summary")
        assert _shown(one.page, one.typed)
        profile.settle(context, leaky, "leaked-1")
        assert profile.found(one.typed) == []
        _click(one)
        one.page.go_back()
        assert not _shown(one.page, one.typed)
    assert profile.found(one.typed) == []
    _is_neutral(profile, product)


WATCH = """
addEventListener("pageshow", event => {
  const begun = performance.now();
  const look = () => {
    const fields = [...document.querySelectorAll("input, textarea")].map(field => field.value);
    const text = (document.body ? document.body.textContent : "") + fields.join(" ");
    const seen = JSON.parse(sessionStorage.seen || "[]");
    sessionStorage.seen = JSON.stringify([...seen, [event.persisted, text]]);
    if (performance.now() - begun < 300) requestAnimationFrame(look);
  };
  look();
});
"""
"""Run in every page before its own scripts: remembers what could be seen in its first 300 ms."""


def test_back_shows_nothing_even_for_a_moment(
    product: Product, browser: Browser, tmp_path: Path, leaky: str
) -> None:
    """T-LEAK 02. The page that leaks comes back from the browser's memory; ours do not."""
    with Profile(tmp_path).open(browser) as context:
        context.add_init_script(WATCH)
        page = context.pages[0]
        page.goto(leaky)
        page.fill("textarea", "CANARY-leaked")
        assert any(shown and "CANARY-leaked" in text for shown, text in _back(page, product))
        one = Typist(product, page, "back")
        one.go()
        assert not any("canary" in text and shown for shown, text in _back(page, product))
        one.go()
        page.evaluate("sessionStorage.clear()")
        _click(one)
        for _ in range(3):
            page.evaluate("() => void setTimeout(() => history.back())")
            page.wait_for_timeout(700)
            assert product.site in page.url
            assert not _shown(page, one.typed)
            assert not any("canary" in text for _, text in _seen(page))


def _back(page: Page, product: Product) -> list[tuple[bool, str]]:
    """Go to another page and back; return what was seen then, and whether it was from memory."""
    address = page.url
    page.evaluate("sessionStorage.clear()")
    page.evaluate("address => { location.href = address }", product.url("/services/"))
    page.wait_for_url("**/services/")
    page.evaluate("() => void setTimeout(() => history.back())")
    page.wait_for_timeout(1000)
    assert page.url == address
    return _seen(page)


def _seen(page: Page) -> list[tuple[bool, str]]:
    return page.evaluate("JSON.parse(sessionStorage.seen || '[]')")


def _send_slowly(one: Typist, settle: Callable[[], None]) -> None:
    """Type into every step before answering it, make a mistake, check, and send.

    The first long text and the check page are left open for as long as Chromium needs to write.
    """
    paused = False

    def at_each(step: str) -> None:
        nonlocal paused
        one.type_everywhere()
        if one.page.locator("textarea:visible").count() and not paused:
            paused = True
            settle()
        if one.page.locator("input[type=email]:visible").count():
            one.page.click(CONTINUE)
            one.page.wait_for_selector(".govuk-error-summary")
            assert _shown(one.page, one.typed)
        if step == "check":
            assert _shown(one.page, one.typed)
            settle()

    walk(one.page, one.product.site, one.person(), at_each=at_each)
    assert paused


def _click(one: Typist) -> None:
    one.page.click("[data-exit] button")
    one.page.wait_for_url(f"http://localhost:*{ELSEWHERE}")


def _shift(one: Typist) -> None:
    for _ in range(3):
        one.page.keyboard.press("Shift")
    one.page.wait_for_url(f"http://localhost:*{ELSEWHERE}")


def _expire(one: Typist) -> None:
    execute(one.product, "UPDATE referrals_portal_draft SET idle_at = '2026-01-01 00:00:00'")
    assert (response := one.page.reload())
    assert response.status == 410


def _shown(page: Page, words: list[str]) -> bool:
    """Tell whether any of these words is on the page or in one of its fields."""
    fields = [field.input_value() for field in page.locator("input, textarea").all()]
    shown = page.content() + " ".join(fields)
    return any(word in shown for word in words)


def _is_neutral(profile: Profile, product: Product) -> None:
    """Assert that history names nothing but neutral addresses and titles of the journey."""
    visited = [(urlsplit(url), title) for url, title in profile.history() if product.site in url]
    ours = [(url, title) for url, title in visited if url.path != "/services/"]
    assert len(ours) > 3
    for url, title in ours:
        assert NEUTRAL.fullmatch(url.path), url
        assert QUERY.fullmatch(url.query), url
        assert not TELLING.search(title), title
