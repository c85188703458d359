"""The words: easy to read, kind, and without what nobody may be called."""

import re

import pytest

from hub.models import Hub
from tests.pages.reading import main_text, measure, syllables
from tests.pages.test_every_page import ADDRESSES

pytestmark = pytest.mark.once

MOST_WORDS_A_SENTENCE = 15
HIGHEST_GRADE = 6
UNKIND = [
    "alleged", "suffered", "incident", "accuser", "battered", "cope and recover", "should have",
    "police and crime commissioner",
]  # fmt: skip
# The word stands in names, and in the law, and nowhere else.
NAMES = ("Victim Care Hub", "Victim Support", "Victim Hub Officers", "Victim Personal Statement",
         "Victims’ Code", "In the Code, a victim is")  # fmt: skip


@pytest.mark.parametrize(
    ("word", "count"),
    [("help", 1), ("someone", 2), ("police", 2), ("restorative", 4), ("asked", 1), ("safe", 1)],
)
def test_syllables(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_words_are_easy(served, address):
    found = measure(main_text(served[address][0].text))
    assert found.words > 60
    assert found.words_a_sentence <= MOST_WORDS_A_SENTENCE
    assert found.grade <= HIGHEST_GRADE


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_words_are_kind(served, address):
    text = re.sub(r"\S+@\S+", "", main_text(served[address][0].text))
    for word in UNKIND:
        assert word not in text.lower()
    for name in NAMES:
        text = text.replace(name, "")
    assert not re.search(r"\b(victim|survivor|perpetrator|offender)", text, re.IGNORECASE)


def test_how_soon_is_written_nowhere_but_in_the_rules(visitor):
    assert "48 hours" in visitor.get("/").text
    row = Hub.objects.get()
    row.rules["standards"] = [{"what": "first_contact", "unit": "hours", "number": 30}]
    row.save()
    for address in ADDRESSES:
        page = visitor.get(address).text
        assert "48 hours" not in page
    assert "30 hours" in visitor.get("/").text
