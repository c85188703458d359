"""The page cache: what may be kept, for how long, and that an edit shows everywhere at once."""

from datetime import timedelta

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone

from core import cache, generation
from core.cache import WholePageCache, changes_at, mark_public


class Page:
    """A view that counts how often it is asked."""

    def __init__(self, change=lambda request, response: response):
        self.asked, self.change = 0, change

    def __call__(self, request):
        self.asked += 1
        response = HttpResponse(f"page {self.asked} " + "x" * 600)
        mark_public(response)
        return self.change(request, response)


@pytest.fixture(autouse=True)
def _known_generation(monkeypatch):
    monkeypatch.setattr(generation, "current", lambda: 1)


def ask(middleware, path="/", method="get", **headers):
    return middleware(getattr(RequestFactory(), method)(path, headers=headers))


def test_a_public_page_is_made_once():
    page = Page()
    middleware = WholePageCache(page)
    bodies = {ask(middleware).content for _ in range(3)}
    assert page.asked == 1
    assert len(bodies) == 1


def test_the_compressed_page_is_the_same_page():
    import gzip

    middleware = WholePageCache(Page())
    plain = ask(middleware)
    small = ask(middleware, **{"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(small.content) == plain.content
    assert small["Content-Encoding"] == "gzip"
    assert int(small["Content-Length"]) == len(small.content) < len(plain.content)
    assert plain["Vary"] == small["Vary"] == "Accept-Encoding"


def with_a_cookie(request, response):
    response.set_cookie("a", "b")
    return response


def varying_on_cookies(request, response):
    response["Vary"] = "Cookie"
    return response


def not_found(request, response):
    response.status_code = 404
    return response


def streaming(request, response):
    made = StreamingHttpResponse([response.content])
    mark_public(made)
    return made


def not_marked(request, response):
    return HttpResponse("private")


@pytest.mark.parametrize(
    "change", [with_a_cookie, varying_on_cookies, not_found, streaming, not_marked]
)
def test_what_may_be_someones_is_never_kept(change):
    page = Page(change)
    middleware = WholePageCache(page)
    for _ in range(2):
        response = ask(middleware)
        assert "public" not in response.get("Cache-Control", "")
    assert page.asked == 2


@pytest.mark.parametrize(("path", "method"), [("/?q=canary", "get"), ("/", "post"), ("/?", "post")])
def test_what_is_typed_is_never_kept(path, method):
    page = Page()
    middleware = WholePageCache(page)
    for _ in range(2):
        response = ask(middleware, path, method)
        assert response["Cache-Control"] == "no-store"
    assert page.asked == 2
    assert not middleware.pages


def test_an_edit_is_another_page(monkeypatch):
    page = Page()
    middleware = WholePageCache(page)
    ask(middleware)
    monkeypatch.setattr(generation, "current", lambda: 2)
    assert b"page 2" in ask(middleware).content


def test_ports_and_names_are_one_page_and_strangers_are_none(settings):
    settings.ALLOWED_HOSTS = ["a.example.org", "b.example.org"]
    page = Page()
    middleware = WholePageCache(page)
    for host in ("a.example.org", "A.example.org:81", "b.example.org:82"):
        ask(middleware, HOST=host)
    assert page.asked == 1
    ask(middleware, HOST="evil.example")
    assert page.asked == 2
    assert len(middleware.pages) == 1


def test_a_kept_page_is_not_given_where_https_is_asked_for(settings):
    page = Page()
    middleware = WholePageCache(page)
    ask(middleware)
    settings.SECURE_SSL_REDIRECT = True
    ask(middleware)
    assert page.asked == 2


def test_a_page_is_kept_no_longer_than_it_is_true(monkeypatch):
    soon = timezone.now() + timedelta(seconds=20)

    def until_soon(request, response):
        changes_at(request, timezone.now() + timedelta(hours=1))
        changes_at(request, soon)
        return response

    page, now = Page(until_soon), [1000.0]
    monkeypatch.setattr(cache.time, "monotonic", lambda: now[0])
    middleware = WholePageCache(page)
    assert "s-maxage=1" in ask(middleware)["Cache-Control"]
    now[0] += 15
    ask(middleware)
    assert page.asked == 1
    now[0] += 10
    ask(middleware)
    assert page.asked == 2


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(cache, "MOST_PAGES", 5)
    middleware = WholePageCache(Page())
    for number in range(20):
        ask(middleware, f"/{number}/")
    assert len(middleware.pages) == 5
