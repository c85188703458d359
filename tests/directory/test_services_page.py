"""The list of services: what it shows, what it never keeps, and that it is never empty."""

import re

import pytest
from django.test import Client

from config.bench import typed
from directory.models import Schedule, Service

from .conftest import make_service

WORDS = "canary phrase"


def headings(response):
    """Return what stands over each part of the page, but for the choices."""
    found = re.findall(r"<h[23][^>]*>(?:<(?:a|button)[^>]*>)?([^<]+)", main(response))
    return [words.strip() for words in found if "Narrow" not in words]


def clubs(response):
    return sum(words.startswith("Club ") for words in headings(response))


def main(response):
    return response.content.decode().partition('<main id="main"')[2].partition("</main>")[0]


@pytest.fixture
def directory(supportline):
    make_service("Stalking support", is_commissioned=True)
    make_service(
        "Evening line", phone="01632 960005", open=("MO", 18, 20), is_national_helpline=True
    )
    make_service("Book club")


@pytest.fixture(params=["get", "post"])
def search(request, visitor):
    return lambda words, **more: getattr(visitor, request.param)("/services/", {"q": words} | more)


def test_everything_stands_in_its_group(visitor, directory, time_machine):
    make_service("Us", is_commissioned=True, phone="01632 960001")
    time_machine.move_to("2026-11-23T10:00Z")

    assert headings(visitor.get("/services/")) == [
        "Services near you, in Hampshire and the Isle of Wight",
        "Us",
        "Stalking support",
        "Helplines you can call now",
        "Victim Support Supportline",
        "Helplines that open later",
        "Evening line",
        "Other services",
        "Book club",
        "Not sure which one? Ask us",
    ]


def test_a_line_that_is_open_can_be_called_now(visitor, directory, time_machine):
    time_machine.move_to("2026-11-23T19:00Z")
    shown = headings(visitor.get("/services/"))

    assert shown[2:5] == [
        "Helplines you can call now", "Victim Support Supportline", "Evening line",
    ]  # fmt: skip
    assert "Helplines that open later" not in shown


def test_after_a_search_stand_the_lines_that_are_open(visitor, directory, time_machine):
    time_machine.move_to("2026-11-23T10:00Z")
    shown = headings(visitor.post("/services/", {"q": "book"}))

    assert shown[-2:] == ["Helplines you can call now", "Victim Support Supportline"]


def test_after_a_search_while_none_is_open_the_others_stand_there(visitor, hub, time_machine):
    time_machine.move_to("2026-11-23T10:00Z")
    make_service("Book club")
    make_service("Mystery line", phone="01632 960006", is_national_helpline=True)
    make_service(
        "Evening line", phone="01632 960005", open=("MO", 18, 20), is_national_helpline=True
    )
    shown = headings(visitor.post("/services/", {"q": "book"}))

    assert shown[-4:] == [
        "Helplines you can try", "Mystery line", "Helplines that open later", "Evening line",
    ]  # fmt: skip


def test_a_line_whose_hours_nobody_told_us_does_not_read_as_closed(visitor, supportline):
    make_service("Childline", phone="0800 1111", is_national_helpline=True)
    page = main(visitor.get("/services/"))
    group = page.partition('aria-labelledby="try-them"')[2].partition("</section>")[0]

    assert "We do not know their hours. Try them." in group
    assert "Childline" in group
    assert "closed" not in group.lower()


def test_helplines_stand_in_the_order_that_editors_keep(visitor, supportline):
    line = {"is_national_helpline": True, "always": True}
    make_service("Crime line", **line)
    make_service("Listening line", answering_order=2, **line)

    assert headings(visitor.get("/services/"))[1:4] == [
        "Victim Support Supportline", "Listening line", "Crime line",
    ]  # fmt: skip


def test_an_entry_without_a_number_says_what_to_do(visitor):
    make_service("Through us", application_process="Ask us.")
    online = make_service("Online")
    online.schedules = [Schedule(notes="See their website.")]
    online.save()
    page = main(visitor.get("/services/"))

    assert "Ask us." in page
    assert "See their website." in page
    assert "None" not in page


def test_words_find_services(search, directory):
    shown = headings(search("stalking"))

    assert shown[:2] == ["1 service for \u201cstalking\u201d", "Stalking support"]


@pytest.mark.parametrize(
    "words", ["zzzz", "' OR 1=1 --", "\u0928\u092e\u0938\u094d\u0924\u0947 💔 %_", "<b>"]
)
def test_a_search_that_finds_nothing_still_helps(search, directory, words):
    response = search(words)
    page = main(response)

    assert response.status_code == 200
    assert "0808 178 1641" in page
    assert "08 08 16 89 111" in page
    assert "<b>" not in page


def test_whatever_is_typed_is_answered_with_numbers_to_call(visitor, directory):
    for given in typed.whatever():
        response = visitor.post("/services/", given)
        assert response.status_code == 200
        assert "0808 178 1641" in main(response)


def test_even_an_empty_directory_gives_the_hubs_number(visitor):
    assert "0808 178 1641" in main(visitor.get("/services/"))


def test_a_service_is_not_listed_twice(search, directory):
    assert headings(search("supportline")).count("Victim Support Supportline") == 1


@pytest.mark.parametrize("words", ["x" * 201, "control\x07character"])
def test_what_cannot_be_searched_comes_back_with_what_to_do(search, directory, words):
    response = search(words)

    assert response.status_code == 200
    assert "There is a problem" in main(response)
    assert "Stalking support" in main(response)


def test_two_hundred_letters_are_enough(search, directory):
    assert "There is a problem" not in main(search("y " * 100))


class TestNothingIsKept:
    def test_the_list_is_shared_without_cookies(self, visitor, directory):
        for _ in range(2):
            response = visitor.get("/services/")
            assert response["Cache-Control"].startswith("public")
            assert response["Vary"] == "Accept-Encoding"
            assert not response.cookies

    def test_the_second_time_it_costs_nothing(self, visitor, directory, django_assert_num_queries):
        visitor.get("/services/")
        with django_assert_num_queries(0):
            assert visitor.get("/services/").status_code == 200

    def test_words_are_in_no_cache_no_cookie_and_no_log(self, search, directory, caplog):
        response = search(WORDS)

        assert response["Cache-Control"] == "no-store, private"
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
        assert WORDS not in caplog.text
        assert WORDS in main(response)

    def test_a_search_is_not_taken_for_the_list(self, visitor, directory):
        visitor.post("/services/", {"q": WORDS})
        visitor.get("/services/", {"q": WORDS})

        assert WORDS not in main(visitor.get("/services/"))

    def test_the_form_sends_words_in_the_body_and_needs_no_token(self, directory):
        strict = Client(enforce_csrf_checks=True)
        page = main(strict.get("/services/"))

        assert 'method="post" action="/services/"' in page
        assert "csrf" not in page
        assert strict.post("/services/", {"q": "stalking"}).status_code == 200

    def test_pages_after_a_search_keep_words_out_of_addresses(self, visitor, db):
        for number in range(11):
            make_service(f"Club {number}", description=WORDS)
        first = visitor.post("/services/", {"q": WORDS})
        second = visitor.post("/services/", {"q": WORDS, "page": "2"})

        assert not re.search(r'(href|action)="[^"]*(canary|q=)', main(first))
        assert 'formaction="/services/#results" name="page" value="2">' in main(first)
        assert len(re.findall(r"<h3", main(second))) == 1


class TestPages:
    @pytest.fixture
    def many(self, hub):
        for number in range(45):
            make_service(f"Club {number:02}")
        make_service("Near", is_commissioned=True)

    def test_ten_on_a_page_with_plain_links(self, visitor, many):
        response = visitor.get("/services/")
        page = main(response)

        assert clubs(response) == 10
        assert 'rel="next" href="/services/?page=2"' in page
        assert "Page 1 of 5" in page

    def test_later_pages_have_only_the_rest(self, visitor, many):
        response = visitor.get("/services/", {"page": 5})
        page = main(response)

        assert clubs(response) == 5
        assert "Near" not in headings(visitor.get("/services/", {"page": 5}))
        assert 'rel="prev" href="/services/?page=4"' in page
        assert 'rel="next"' not in page

    def test_after_words_in_an_address_they_are_in_the_body(self, visitor, many):
        page = main(visitor.get("/services/", {"q": "nothing & co"}))
        assert "Page" not in page
        page = main(visitor.get("/services/", {"q": "club & co"}))

        assert 'name="page" value="2"' in page
        assert "?q=" not in page

    @pytest.mark.parametrize(
        "number", ["0", "-1", "1000000000", "9" * 5000, "two", "", "1.5", "\x00"]
    )
    def test_a_page_that_is_none_shows_the_nearest(self, visitor, many, number):
        assert "Club" in main(visitor.get("/services/", {"page": number}))


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_else_is_answered(visitor, method):
    assert getattr(visitor, method)("/services/").status_code == 405


def test_an_edit_shows_at_the_next_request(visitor, directory):
    assert "Book club" in main(visitor.get("/services/"))
    service = Service.objects.get(name="Book club")
    service.name = "Reading circle"
    service.save()

    page = main(visitor.get("/services/"))
    assert "Reading circle" in page
    assert "Book club" not in page


def test_the_list_is_kept_only_until_a_line_closes(visitor, directory, time_machine):
    time_machine.move_to("2026-11-23T19:59:59.500Z", tick=False)
    response = visitor.get("/services/")

    assert "Open now, until 8pm today" in main(response)
    assert response["Cache-Control"].endswith("s-maxage=0")
    time_machine.move_to("2026-11-23T20:00:00Z", tick=False)
    assert "Open now, until 8pm today" not in main(Client().get("/services/"))


def test_what_was_shown_before_costs_no_query(visitor, directory, django_assert_num_queries):
    """Until somebody edits it: then it shows at once."""
    asked = {"q": "stalking"}
    visitor.post("/services/", asked)
    with django_assert_num_queries(0):
        assert "Stalking support" in headings(visitor.post("/services/", asked))

    service = Service.objects.get(name="Stalking support")
    service.summary = "New words."
    service.save()
    assert "New words." in main(visitor.post("/services/", asked))
