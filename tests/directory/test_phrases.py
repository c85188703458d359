"""What people really type, and the service that must stand among the first three."""

import re

import pytest

from core import telephone
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
    "my boyfriend hit me and im scared": DOMESTIC,
    "my husband controlls my money": DOMESTIC,
    "mae fy ng\u0175r yn fy nharo": "Live Fear Free",
    "i was raped last nite": RAPE,
    "drink spiked": RAPE,
    "ripped off": "Report Fraud",
    "my mum is being ripped off by her carer": "Hourglass",
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


WANTING_TO_DIE = [
    "i want to die",
    "I wanna die",
    "kill myself",
    "i want to kill myself",
    "suicidal",
    "I feel suicidal",
    "sucidal",
    "suicide",
    "want to end it all",
    "I want to end my life",
    "i dont want to live",
    "better off without me",
    "cant go on",
]


@pytest.mark.parametrize("words", WANTING_TO_DIE)
def test_who_wants_to_die_is_shown_crisis_lines_and_not_those_after_a_murder(made, words):
    crisis = set(Service.objects.filter(is_lifeline=True).values_list("name", flat=True))

    assert set(found(words)) == crisis == {SAMARITANS}


def test_what_else_was_said_is_looked_for_after_the_crisis_line(made):
    listed = found("my ex hits me and I want to die")

    assert listed[0] == SAMARITANS
    assert DOMESTIC in listed[1:3]
    assert "National Homicide Service" not in listed


NO_CREDIT = [
    "no credit",
    "no phone credit",
    "I have no credit on my phone",
    "my phone has run out of credit",
    "no money on my phone",
    "I can\u2019t afford to call",
    "free number",
]


def free_to_call(name):
    numbers = Service.objects.get(name=name).phones.filter(type="voice")
    return any(telephone.is_free_to_call(phone.number) for phone in numbers)


@pytest.mark.parametrize("words", NO_CREDIT)
def test_who_has_no_credit_is_shown_lines_that_cost_nothing(made, words):
    listed = found(words)

    free = [free_to_call(name) for name in listed]

    assert listed[:2] == [SUPPORTLINE, SAMARITANS]
    assert free == sorted(free, reverse=True)
    assert sum(free) > 10


def test_who_has_no_credit_and_says_more_finds_what_costs_nothing_first(made):
    listed = found("my ex hits me and I have no credit on my phone")
    free = [free_to_call(name) for name in listed]

    assert listed[0] == DOMESTIC
    assert free == sorted(free, reverse=True)
    assert not all(free)
    assert "Report Fraud" not in listed


@pytest.mark.parametrize("words", ["universal credit", "my credit card was stolen"])
def test_credit_of_another_kind_is_not_that_of_a_telephone(made, words):
    assert found(words)[:2] != [SUPPORTLINE, SAMARITANS]
    assert found(words) != found("no credit")


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
