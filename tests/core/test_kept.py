"""What is kept in memory: made once an edition, by one, and held while nothing can be read."""

from threading import Event, Thread

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from core import generation, kept
from core.cache import WholePageCache, mark_public


@pytest.fixture
def edition(monkeypatch):
    """The number of the content generation, to be changed by the test."""
    now = [1]
    monkeypatch.setattr(generation, "current", lambda: now[0])
    return now


def answering(*answers, **how):
    """Keep a function that gives these answers, one after another; an error is raised."""
    left = list(answers)

    @kept.kept(**how)
    def answer():
        now = left.pop(0)
        if isinstance(now, Exception):
            raise now
        return now

    return answer


def test_it_is_made_once_for_each_content_generation(edition):
    answer = answering("first", "second")
    assert [answer(), answer()] == ["first", "first"]
    edition[0] = 2
    assert [answer(), answer()] == ["second", "second"]


def test_what_depends_on_the_day_is_made_anew_at_midnight_here(edition, time_machine):
    answer, other = answering("Monday", "Tuesday", daily=True), answering("any day")
    time_machine.move_to("2026-06-01T22:59Z")
    assert (answer(), other()) == ("Monday", "any day")
    time_machine.move_to("2026-06-01T23:01Z")
    assert (answer(), other()) == ("Tuesday", "any day")


def test_while_the_database_is_down_the_last_known_stands(edition):
    answer = answering("known", OperationalError(), "new", instead=lambda: "instead")
    answer()
    edition[0] = 2
    kept.begin()
    assert [answer(), answer()] == ["known", "new"]


def test_where_nothing_is_known_something_stands_in_and_is_not_kept(edition):
    answer = answering(OperationalError(), "known", instead=lambda: "instead")
    assert [answer(), answer()] == ["instead", "known"]


@pytest.mark.parametrize("error", [OperationalError, KeyError])
def test_otherwise_the_error_is_the_callers_and_the_next_one_tries_again(edition, error):
    answer = answering(error(), "known")
    with pytest.raises(error):
        answer()
    assert answer() == "known"


def test_one_makes_a_new_one_and_the_others_go_on_with_the_old(edition):
    started, may_end = Event(), Event()
    made = []

    @kept.kept(old_meanwhile=True)
    def answer():
        made.append(edition[0])
        if edition[0] == 2:
            started.set()
            may_end.wait(60)
        return edition[0]

    answer()
    edition[0] = 2
    maker = Thread(target=answer)
    maker.start()
    started.wait(60)
    kept.begin()
    assert (answer(), kept.is_old()) == (1, True)
    may_end.set()
    maker.join()
    kept.begin()
    assert (answer(), kept.is_old()) == (2, False)
    assert made == [1, 2]


def test_unless_it_is_said_the_others_wait_for_the_new_one(edition):
    started, may_end = Event(), Event()
    given = []

    @kept.kept()
    def answer():
        if edition[0] == 2:
            started.set()
            may_end.wait(60)
        return edition[0]

    answer()
    edition[0] = 2
    threads = [Thread(target=lambda: given.append(answer())) for _ in range(4)]
    threads[0].start()
    started.wait(60)
    for thread in threads[1:]:
        thread.start()
    may_end.set()
    for thread in threads:
        thread.join()
    assert given == [2] * 4


def test_what_was_made_of_something_old_is_not_kept(edition):
    part = answering("old", OperationalError(), "new")
    whole = kept.kept()(lambda: f"made of {part()}")
    whole()
    edition[0] = 2
    kept.begin()
    assert (whole(), kept.is_old()) == ("made of old", True)
    kept.begin()
    assert (whole(), kept.is_old()) == ("made of new", False)


def test_a_page_made_of_something_old_is_not_kept(edition):
    answer = answering("old", OperationalError(), "new")

    def view(request):
        response = HttpResponse(answer())
        mark_public(response)
        return response

    pages = WholePageCache(view)
    asked = RequestFactory().get("/")
    assert pages(asked).content == b"old"
    edition[0] = 2
    assert [pages(asked).content for _ in range(2)] == [b"old", b"new"]
    assert pages(asked).content == b"new"


def test_what_is_forgotten_is_made_again(edition):
    answer = answering("first", "second", "third")
    answer()
    answer.forget()
    assert answer() == "second"
    kept.forget()
    assert answer() == "third"
