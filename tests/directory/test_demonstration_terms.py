"""The terms of the demonstration: every word in its place, and none that finds everything."""

from collections import Counter

import pytest

from config.demo.words.helplines import SAMARITANS
from config.demo.words.terms import TERMS
from directory.models import Taxonomy
from directory.search.words import EMPTY_WORDS, fold, phrases, said_of, stems

PHRASES = [
    ("beaten up by my ex", "Domestic abuse"),
    ("husband hits me", "Domestic abuse"),
    ("he wont let me see my friends", "Domestic abuse"),
    ("scam", "Fraud"),
    ("Action Fraud", "Fraud"),
    ("someone keeps following me", "Stalking"),
    ("harrassment", "Harassment"),
    ("he touched me", "Sexual violence"),
    ("nudes", "Pictures shared without consent"),
    ("kicked out", "Somewhere safe to stay"),
    ("told lies about me online", "Harassment"),
    ("my boss won't let me leave", "Modern slavery"),
    ("county lines", "Exploitation"),
    ("my house was broken into", "Burglary and theft"),
    ("I was mugged", "Robbery"),
    ("neighbours from hell", "Antisocial behaviour"),
    ("hit and run", "Road crash"),
    ("my son was murdered", "Bereaved by murder or manslaughter"),
    ("going to court", "Help through court"),
    ("change the locks", "Safety at home"),
    ("councelling", "Counselling"),
    ("morning after pill", "Medical help"),
    ("support group", "A group with others"),
    ("am I abusive", "People worried about their own behaviour"),
    ("sign language", "Deaf and disabled people"),
    ("asylum seeker", "Refugees and migrants"),
]
GENERAL = {"help", "me", "home", "night", "day", "support", "service", "call", "work", "line"}


def by_name(name):
    return next(term for term in TERMS if term.name == name)


@pytest.mark.parametrize(("typed", "name"), PHRASES)
def test_what_people_type_is_one_of_its_phrases(typed, name):
    assert said_of(typed, phrases(by_name(name).other_words))


def test_every_term_is_in_one_list_once():
    assert not [name for name, many in Counter(term.name for term in TERMS).items() if many > 1]


@pytest.mark.django_db
def test_every_list_is_one_that_a_directory_has():
    assert {term.purpose for term in TERMS} <= set(
        Taxonomy.objects.values_list("purpose", flat=True)
    )


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
class TestEach:
    def test_has_plain_words(self, term):
        assert term.description.endswith(".")
        assert max(len(sentence.split()) for sentence in term.description.split(". ")) <= 21

    def test_says_no_phrase_twice(self, term):
        every = [phrase.strip() for phrase in term.other_words.split(",")]
        assert not [phrase for phrase, many in Counter(every).items() if many > 1]

    def test_has_no_general_word_alone(self, term):
        every = {fold(phrase).strip() for phrase in term.other_words.split(",")}
        assert not every & (GENERAL | EMPTY_WORDS)
        assert all(stems(phrase) for phrase in every)

    def test_has_no_words_of_someone_who_might_hurt_themselves(self, term):
        assert not said_of(f"{term.description} {term.other_words}", own_words())


def own_words():
    """Samaritans' phrases, without the words that mourners need too."""
    every = SAMARITANS.other_words.split(", ")
    return phrases(", ".join(each for each in every if each not in ("suicide", "suicidal", "die")))
