"""What is kept in memory: made once an edition, by one, and held while nothing can be read."""

from threading import Event, Thread

import pytest
from django.db import OperationalError

from core import generation, kept


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

    @kept.kept()
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
    assert answer() == 1
    may_end.set()
    maker.join()
    assert answer() == 2
    assert made == [1, 2]


def test_what_is_forgotten_is_made_again(edition):
    answer = answering("first", "second", "third")
    answer()
    answer.forget()
    assert answer() == "second"
    kept.forget()
    assert answer() == "third"
