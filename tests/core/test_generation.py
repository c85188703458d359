"""The number that says whether what is kept is still what editors published."""

import pytest
from django.db import OperationalError
from wagtail.models import Page

from core import generation
from core.models import ContentGeneration
from hub.models import Hub

pytestmark = pytest.mark.django_db


def number():
    generation.forget()
    return generation.current()


def test_saving_what_the_public_sees_raises_it():
    before = number()
    Hub.objects.create(name="Anytown Hub")
    assert number() > before


def test_publishing_a_page_raises_it():
    root = Page.objects.get(depth=1)
    before = number()
    root.add_child(instance=Page(title="New", slug="new"))
    assert number() > before


def test_it_is_read_at_most_once_a_second(django_assert_num_queries, monkeypatch):
    generation.bump()
    now = [5000.0]
    monkeypatch.setattr(generation.time, "monotonic", lambda: now[0])
    generation.forget()
    with django_assert_num_queries(1):
        for _ in range(50):
            generation.current()
    ContentGeneration.objects.update(number=77)
    now[0] += 1.01
    assert generation.current() == 77


def test_a_database_that_is_away_leaves_the_last_known_number(monkeypatch):
    generation.bump()
    known = number()

    def away(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(ContentGeneration.objects, "values_list", away)
    generation.forget()
    assert generation.current() == known
