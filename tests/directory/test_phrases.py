"""What people really type, and the service that must stand among the first three."""

import re

import pytest

from directory.models import Service

from .conftest import found, make_service

SAMARITANS = "Samaritans"
SUPPORTLINE = "Victim Support Supportline"
DOMESTIC = "National Domestic Abuse Helpline"
RAPE = "Rape and Sexual Abuse Support Line"
STALKING = "National Stalking Helpline"
PICTURES = "Revenge Porn Helpline"
SLAVERY = "Modern Slavery & Exploitation Helpline"
BRAKE = "Brake road victim service"

WORDS_OF_SUICIDE = [
    "I want to die",
    "i dont want to be here any more",
    "suicide",
    "Suicidal",
    "I'm going to kill myself",
    "I keep cutting myself",
    "self-harm",
    "I just can\u2019t go on",
    "he hurt me and I want to end it all",
]

PHRASES = {
    **dict.fromkeys(WORDS_OF_SUICIDE, SAMARITANS),
    "I need someone to talk to": SAMARITANS,
    "I feel so alone": SAMARITANS,
    "help me": SUPPORTLINE,
    "stalker": STALKING,
    "someone is following me": STALKING,
    "following": STALKING,
    "my ex is stalking me": STALKING,
    "he won't leave me alone": STALKING,
    "my husband hits me": DOMESTIC,
    "hit": DOMESTIC,
    "ex": DOMESTIC,
    "husband": DOMESTIC,
    "I'm scared of my partner": DOMESTIC,
    "he controls my money": DOMESTIC,
    "he said he will kill me": DOMESTIC,
    "my wife hits me": "Men's Advice Line",
    "I hit my girlfriend": "Respect Phoneline",
    "my dad hits me": "Childline",
    "bullied at school": "Childline",
    "I'm gay and my partner beats me": "Galop",
    "homophobic attack": "Galop",
    "threatened": SUPPORTLINE,
    "my neighbour threatens me": "Victim Care Hub",
    "racist": SUPPORTLINE,
    "racism": "Victim Care Hub",
    "someone shouted racist abuse at me": SUPPORTLINE,
    "my phone was stolen": "Victim Care Hub",
    "my ex hits me": DOMESTIC,
    "he hit me": DOMESTIC,
    "my x keeps hiting me": DOMESTIC,
    "my son was stabbed": "Victim Care Hub",
    "scam": "Report Fraud",
    "I've been scammed": "Report Fraud",
    "Action Fraud": "Report Fraud",
    "my bank account was hacked": "Report Fraud",
    "I was raped": RAPE,
    "rapist": RAPE,
    "touched by my uncle": RAPE,
    "someone groped me on the train": RAPE,
    "isva": "Independent Sexual Violence Advisors",
    "he has nudes of me": PICTURES,
    "blackmailed online": PICTURES,
    "my son was murdered": "SAMM",
    "my mum died": "Cruse",
    "my brother's suicide": "Cruse",
    "my family say I must marry": "Karma Nirvana",
    "they took my passport and make me work": SLAVERY,
    "hit by a drunk driver": BRAKE,
    "my grandmother's carer steals from her": "Hourglass",
    "drug dealers on my street": "Crimestoppers",
    "I'm a witness in court": "Victim Care Hub",
}


@pytest.fixture
def made(demonstrated, hub):
    """The directory, as the demonstration has it."""


def shown(response):
    """Return the words of the page's main part."""
    main = response.content.decode().partition('<main id="main"')[2].partition("</main>")[0]
    return " ".join(re.sub("<[^>]+>", "", main).split())


CALL_NOW = "If you might hurt yourself now, call 999 or Samaritans on 116 123."


def test_help_stands_among_the_first_three(made):
    missed = {
        words: found(words)[:4] for words in PHRASES if PHRASES[words] not in found(words)[:3]
    }

    assert not missed


@pytest.mark.parametrize("words", ["my son died", "he was killed", "he said he will kill me"])
def test_words_near_to_them_are_not_words_of_suicide(made, visitor, words):
    assert "hurt yourself" not in shown(visitor.post("/services/", {"q": words}))


def test_for_words_of_suicide_samaritans_are_first_and_above(made, visitor):
    for words in WORDS_OF_SUICIDE:
        page = shown(visitor.post("/services/", {"q": words}))
        assert found(words)[0] == SAMARITANS, words
        assert page.index(CALL_NOW) < page.index("for \u201c"), words


def test_the_number_is_the_one_that_editors_keep(made, visitor):
    samaritans = Service.objects.get(name=SAMARITANS)
    samaritans.phones = [*samaritans.phones.all()]
    samaritans.phones.all()[0].number = "01632 960007"
    samaritans.save()
    page = visitor.post("/services/", {"q": "suicide"})

    assert "Samaritans on 01632 960007." in shown(page)
    assert 'href="tel:01632960007"' in page.content.decode()


@pytest.mark.parametrize(
    "change",
    [{"status": "temporarily closed"}, {"live": False}, {"is_lifeline": False}, {"phones": []}],
)
def test_nobody_is_named_who_cannot_be_called(made, visitor, change):
    samaritans = Service.objects.get(name=SAMARITANS)
    for name, value in change.items():
        setattr(samaritans, name, value)
    samaritans.save()

    assert "hurt yourself" not in shown(visitor.post("/services/", {"q": "suicide"}))


def test_a_hundred_words_are_answered(made):
    assert found(" ".join(f"w{number}" for number in range(100)) + " scam") == []
    assert found("scam " + " ".join(f"w{number}" for number in range(100)))[0] == "Report Fraud"


def test_more_words_count_before_a_better_place(db):
    make_service("Alpha line")
    make_service("Both", summary="Alpha and beta.")

    assert found("alpha beta") == ["Both", "Alpha line"]
