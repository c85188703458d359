"""What stays in a browser's history says nothing: addresses and titles (T-LEAK 05)."""

import re

import pytest
from django.urls import resolve

from core.components import element_id
from referrals_portal.journey.addresses import ADDRESSES, KEYS, OPEN
from referrals_portal.journey.routing import ADVICE, CHECK
from referrals_portal.steps import BY_KEY, STEPS
from tests.journey.conftest import Visitor, at
from tests.journey.people import ANSWERS
from tests.journey.test_personas import walk
from tests.personas import PERSONAS

pytestmark = pytest.mark.once

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ENDS = ("Check – form", "Sent – form")


def words_of(key: str) -> set[str]:
    """Return every word that says which question it is, or who is asked it."""
    step = BY_KEY.get(key)
    said = f"{key} {step.title} {step.applies_when}" if step else key
    return set(re.findall(r"[^\W_]+", said.lower())) - {"form", "always"}


@pytest.mark.parametrize("key", ADDRESSES)
def test_an_address_is_a_number_and_no_word_of_its_question(key):
    if key in OPEN:
        assert ADDRESSES[key] == key
        return
    assert re.fullmatch(r"[1-9]\d{3}", ADDRESSES[key])
    assert not [word for word in words_of(key) if word in ADDRESSES[key]]
    assert resolve(at(key)).kwargs == {"step": key}


def test_every_page_has_an_address_of_its_own():
    assert {*BY_KEY, ADVICE, CHECK} <= set(ADDRESSES)
    assert len(KEYS) == len(ADDRESSES)


def test_an_address_does_not_tell_the_place_of_its_question():
    """Where numbers went up, a gap would tell that somebody was not asked."""
    numbers = [ADDRESSES[step.key] for step in STEPS]
    assert numbers != sorted(numbers)


def test_addresses_stay_as_they_are():
    """An open tab, and a form that was saved for a week, survive a new version."""
    assert (ADDRESSES["device"], ADDRESSES["help-feeling"]) == ("6870", "6706")


@pytest.mark.parametrize("key", [step.key for step in STEPS] + [ADVICE])
def test_the_name_of_a_question_is_no_address(visitor, key):
    assert visitor.client.get(f"/form/{key}/").status_code == 404
    assert visitor.client.get(f"/form/back/{key}/").status_code == 404


@pytest.mark.parametrize(
    "who",
    [who for who in PERSONAS.values() if not who.comes.get("language")],
    ids=lambda who: who.key,
)
def test_a_title_says_only_which_page_it_is(db, keys, who):
    for number, (step, page) in enumerate(walk(who, Visitor()).items(), 1):
        title = TITLE.search(page)[1].strip()
        assert title in (f"Page {number} – form", *ENDS), step
        shown = set(re.findall(r"[^\W_]+", title.lower()))
        assert title in ENDS or not shown & words_of(step), step


@pytest.mark.parametrize("step", BY_KEY.values(), ids=BY_KEY)
def test_no_field_has_a_telling_id(db, step):
    form = step.form(prefix=step.key, answers=ANSWERS)
    ids = [element_id(bound) for bound in form]
    assert ids == [f"q{place}" for place in range(1, len(ids) + 1)]


def test_a_press_on_what_is_wrong_adds_nothing_telling_to_the_address(visitor):
    visitor.has_answered("feeling")
    page = visitor.post("feeling").content.decode()
    added = re.findall(r'href="#([^"]*)"', page.partition("error-summary")[2])
    assert added == ["q1", "q2"]
    assert all(f'id="{each}"' in page for each in added)
