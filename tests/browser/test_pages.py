"""Every page there is: accessible, light, readable without script, and it fits a phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.staff import sign_in
from tests.browser.walking import person, walk
from tests.journey.conftest import at
from tests.machinery.product import Product

pytestmark = pytest.mark.browser
MOST_BYTES = 60 * 1024
MOST_SERVICES = 24


def public_pages(page: Page, product: Product) -> list[str]:
    """Every address that can be reached from the home page by links on the public site."""
    seen, waiting = [], ["/"]
    while waiting:
        path = waiting.pop(0)
        seen.append(path)
        page.goto(product.url(path))
        links = page.eval_on_selector_all("a[href^='/']", "as => as.map(a => a.pathname)")
        fresh = [p for p in dict.fromkeys(links) if p not in seen and p not in waiting]
        waiting += [p for p in fresh if not p.startswith(("/form/", "/leave"))]
        waiting = [p for p in waiting if p not in _more_services([*seen, *waiting])]
    return seen


def _more_services(paths: list[str]) -> list[str]:
    """Those of the directory that the same templates draw as many others."""
    return [path for path in paths if path.startswith("/services/")][MOST_SERVICES:]


@pytest.fixture(scope="module")
def paths(product: Product, browser: Any) -> list[str]:
    """The public pages, found once."""
    context = browser.new_context()
    found = public_pages(context.new_page(), product)
    context.close()
    assert len(found) > 25
    return found


def problems(page: Page, axe: Callable[[Page], list[str]]) -> list[str]:
    """What is wrong with the page that is shown."""
    page.wait_for_load_state()
    found = [f"{page.url}: {one}" for one in axe(page)]
    wide = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    if wide:
        found.append(f"{page.url}: wider than the window")
    small = page.evaluate(
        """() => [...document.querySelectorAll('main button, main a.govuk-button, .leave button')]
            .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43)
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    return found + [f"{page.url}: small target {one}" for one in small]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_are_accessible_and_fit(
    product: Product,
    paths: list[str],
    new_page: Callable[..., Page],
    axe: Any,
    width: int,
    scheme: str,
) -> None:  # fmt: skip
    page = new_page(width, color_scheme=scheme)
    faults, errors = [], []
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    for path in paths if scheme == "light" else paths[:6]:
        page.goto(product.url(path))
        faults += problems(page, axe)
    assert faults == []
    assert errors == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_queues_pages_are_accessible_and_fit(
    product: Product, new_page: Callable[..., Page], axe: Any, width: int
) -> None:
    page = new_page(width)
    page.goto(product.url("/intake/"))
    faults = problems(page, axe)
    sign_in(page, product)
    faults += problems(page, axe)
    page.locator("main table a").first.click()
    page.wait_for_load_state()
    faults += problems(page, axe)
    assert faults == []


def test_error_pages_are_accessible(product: Product, page: Page, axe: Any) -> None:
    for path in ("/nothing-here/", "/form/nothing/", "/services/nothing/"):
        response = page.goto(product.url(path))
        assert response.status == 404
        assert problems(page, axe) == []
        assert "0808 178 1641" in page.inner_text("body")
        assert page.locator("[action$='/leave']").count()


def test_the_pages_for_when_something_went_wrong_are_accessible(
    product: Product, new_page: Callable[..., Page], axe: Any
) -> None:
    """Expired, changed in another tab, a form without its token, and cookies that are gone."""
    faults = []
    page = new_page(320)
    walk(page, product.site, person("wrong"), until="told")
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(product.url(at("details")))
    for tab, words in ((other, "first tab"), (page, "second tab")):
        tab.fill("textarea", words)
        tab.click("form[data-form] button[type=submit] >> nth=0")
        tab.wait_for_load_state()
    assert "first tab" in page.inner_text("main")
    faults += problems(page, axe)

    page.context.clear_cookies(name="token")
    page.goto(product.url(at("told")))
    page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'")
    page.check("[name='told-reported'][value='no']", force=True)
    page.click("form[data-form] button[type=submit] >> nth=0")
    page.wait_for_load_state()
    assert "could not take that in" in page.inner_text("h1")
    faults += problems(page, axe)

    cookie = {"name": "form", "value": "A" * 43 + ".1.x", "url": product.site}
    page.context.clear_cookies()
    page.context.add_cookies([cookie])
    assert page.goto(product.url(at("details"))).status == 410
    faults += problems(page, axe)
    assert faults == []


def test_a_first_visit_is_small_and_asks_nothing_of_anyone_else(
    product: Product, paths: list[str], new_page: Callable[..., Page]
) -> None:
    page, sizes = new_page(), []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    for path in [*paths, at("device")]:
        sizes.clear()
        page.goto(product.url(path), wait_until="load")
        assert 0 < sum(sizes) < MOST_BYTES, (path, sum(sizes))


def test_every_page_reads_without_script(
    product: Product, paths: list[str], new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=False)
    for path in paths:
        page.goto(product.url(path))
        text = page.inner_text("body")
        leave = "Gadael y wefan hon" if path.startswith("/cy/") else "Leave this site"
        assert leave in text, path
        assert "999" in text, path
        assert re.search(r"0?8 ?0?8", text), path
        assert page.locator("h1").count() == 1, path


def test_public_pages_set_no_cookie(
    product: Product, paths: list[str], new_page: Callable[..., Page]
) -> None:
    page = new_page()
    for path in paths:
        if path == "/get-help/":
            continue
        page.goto(product.url(path))
    assert page.context.cookies() == []
