"""What a hub says of its messages: it makes sense, and tells whoever else reads it nothing."""

import pytest

from hub import drafting, firing, profile, schema
from hub import vocabulary as words
from hub.loading import load
from hub.messages import NAMES_A_CRIME
from hub.rules import read

SENDS = {"reach_by": [{"channels": ["letter", "text"]}]}
OFFER_FROM = "From the Anytown Victims' Hub. Anyshire Police gave us your name."
OFFER_FROM_CY = "Gan Hyb Dioddefwyr Anytown. Cawsom eich enw gan Heddlu Anyshire."
NAMED = {"offer": True, "named_after": ["burglary", "fraud"], "offer_from": OFFER_FROM}


def said(messages, languages=("en",), **more):
    document = SENDS | more | {"messages": messages}
    assert schema.problems(document, schema.RULES) == []
    return firing.problems(document, languages)


def rule(messages, *crimes, **when):
    when |= {"crime_types": list(crimes)} if crimes else {}
    return {"when": when, "then": {"messages": messages}, "reason": "A reason."}


PROMISE = {"what": "offer", "unit": "hours", "number": 24, "channels": ["telephone", "text"]}


@pytest.mark.parametrize(
    ("messages", "languages", "more"),
    [
        ({}, ("en",), {}),
        (NAMED, ("en",), {}),
        (NAMED | {"offer_from_cy": OFFER_FROM_CY}, ("en", "cy"), {}),
        # Welsh may be offered later.
        (NAMED | {"offer_from_cy": OFFER_FROM_CY}, ("en",), {}),
        # What forbids stays, whether or not offers are sent today; the four need no saying.
        ({"never_after": ["burglary", "stalking"]}, ("en",), {"reach_by": []}),
        ({"never_after": ["burglary"]}, ("en",), {"routes": ["self"]}),
        ({"offer": False, "after_attempts": 2}, ("en",), {"routes": ["self"]}),
        ({"after_attempts": 2, "then_by": ["text", "email", "letter"]}, ("en",), {}),
        # A promise alone sends an offer.
        ({key: NAMED[key] for key in ("named_after", "offer_from")}, ("en",),
         {"reach_by": [], "standards": [PROMISE]}),
        # It keeps the next from stopping what whoever referred them says is safe.
        ({}, ("en",), {"rules": [rule(True, "stalking"), rule(False, sources=["police"])]}),
        ({}, ("en",), {"rules": [rule(True, "burglary"), rule(True, sources=["police"])]}),
    ],
)  # fmt: skip
def test_what_makes_sense(messages, languages, more):
    assert said(messages, languages, **more) == []


@pytest.mark.parametrize(
    ("messages", "languages", "more", "sentences"),
    [
        *(
            (NAMED | {"named_after": ["burglary", crime]}, ("en",), {},
             [f"messages.named_after: after {crime.replace('_', ' ')} no offer says who we are"])
            for crime in words.CRIME_TYPES if crime in words.NEVER_UNASKED
        ),
        (NAMED | {"never_after": ["theft", "fraud"]}, ("en",), {},
         ["take fraud out of named_after."]),
        ({"offer": True, "named_after": ["theft"]}, ("en",), {},
         ["what such an offer says of who we are (offer_from) is missing; write it, or take "
          "named_after out."]),
        (NAMED, ("en", "cy"), {}, ["who we are (offer_from_cy) is missing; write it"]),
        ({"offer": True, "offer_from": OFFER_FROM, "offer_from_cy": OFFER_FROM_CY}, ("en",), {},
         ["messages.offer_from is never said", "messages.offer_from_cy is never said"]),
        (NAMED | {"offer_from": "About the burglary, from the hub."}, ("en",), {},
         ["messages.offer_from: “burgl” says what happened"]),
        (NAMED | {"offer_from_cy": "Am y lladrad, gan yr hyb."}, ("en", "cy"), {},
         ["messages.offer_from_cy: “lladrad” says what happened"]),
        (NAMED | {"offer_from": "Mr Smith of the police gave us your name."}, ("en",), {},
         ["messages.offer_from names a person; name only the hub"]),
        ({"then_by": ["letter"]}, ("en",), {}, ["messages.then_by is never used"]),
        (NAMED, ("en",), {"routes": ["self", "family"]},
         ["messages.offer and messages.named_after can never count: offers go to people whom "
          "others refer, and the hub takes referrals from nobody else (routes)"]),
        ({"offer": True}, ("en",), {"reach_by": [{"channels": ["telephone"]}]},
         ["messages.offer can never count: no offer is sent by text, email or letter"]),
        (NAMED | {"offer": False}, ("en",), {},
         ["messages.named_after can never count: no offer is sent"]),
        ({}, ("en",), {"rules": [rule(False, sources=["court"]), rule(True, "theft", "stalking")]},
         ["rules, number 2: after stalking no rule lets messages go, only whoever refers"]),
        ({"never_after": ["theft"]}, ("en",), {"rules": [rule(True, "theft", sources=["police"])]},
         ["rules, number 1: after theft no rule lets messages go"]),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said(messages, languages, more, sentences):
    found = said(messages, languages, **more)
    assert len(found) == len(sentences)
    for sentence, part in zip(found, sentences, strict=True):
        assert part in sentence


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("rota_text", ["01632 960001", "0800 1111", "999", "rota", "+33 6 12 34 56 78", "0770"]),
        ("rota_email", ["rota", "rota@", "rota@localhost", "a b@example.org", "a@b@example.org"]),
        ("offer_from", [" ", "a" * 161, "One line.\nAnother.", "A tab\there."]),
        ("then_by", [["telephone"], ["in_person"]]),
        ("ask_feedback", [["whenever"], []]),
        ("named_after", [["bad luck"]]),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_key_and_what_to_write(key, values):
    for value in values:
        (sentence,) = schema.problems({"messages": {key: value}}, schema.RULES)
        assert f"(messages.{key})" in sentence
        assert any(word in sentence for word in ("must be", "cannot be")), sentence


def test_the_address_of_a_specialist_is_one():
    wrong = {"specialists": [{"key": "a", "name": "A", "email": "example.org"}]}
    (sentence,) = schema.problems(wrong, schema.RULES)
    assert sentence.startswith("specialists, number 1: ")
    assert "must be an email address" in sentence
    right = {"specialists": [{"key": "a", "name": "A", "email": "duty@example.org"}]}
    assert schema.problems(right, schema.RULES) == []


@pytest.mark.parametrize("number", ["07700 900111", "+44 7700 900111", "07400 123456"])
def test_numbers_that_can_be_texted(number):
    assert schema.problems({"messages": {"rota_text": number}}, schema.RULES) == []


WELSH = {
    "domestic_abuse": "trais domestig", "sexual_violence": "trais rhywiol",
    "child_abuse": "cam-drin plant", "stalking": "stelcian", "harassment": "aflonyddu",
    "violence": "drais", "serious_violence": "ymosodiad", "attempted_murder": "llofruddio",
    "kidnap": "herwgipio", "robbery": "lladrata", "burglary": "fwrgleriaeth", "theft": "ddwyn",
    "vehicle_crime": "troseddau cerbyd", "criminal_damage": "difrod troseddol",
    "arson": "llosgi bwriadol", "fraud": "dwyll", "cyber": "seiberdroseddu",
    "hate_crime": "gasineb", "antisocial_behaviour": "ymddygiad gwrthgymdeithasol",
    "modern_slavery": "chaethwasiaeth", "honour_based_abuse": "ar sail anrhydedd",
    "image_abuse": "cam-drin delweddau", "road_harm": "wrthdrawiad",
    "bereaved_by_homicide": "brofedigaeth", "terrorism": "therfysgaeth",
    "business_crime": "trosedd busnes",
}  # fmt: skip


@pytest.mark.parametrize("crime", [each for each in words.CRIME_TYPES if each in WELSH])
def test_every_crime_that_there_is_gives_itself_away_in_both_languages(crime):
    assert NAMES_A_CRIME.search(f"It was {crime.replace('_', ' ')}.")
    assert NAMES_A_CRIME.search(f"Roedd yn {WELSH[crime]}.")


def test_every_crime_was_looked_at():
    assert set(WELSH) == set(words.CRIME_TYPES) - {"other", "not_sure"}


@pytest.mark.parametrize("slug", profile.slugs())
def test_no_hub_gives_anything_away_by_saying_its_own_name(slug):
    hub = profile.load(slug)
    assert not NAMES_A_CRIME.search(f"From {hub.name}. {hub.force_area} Police gave us your name.")


def test_what_is_said_is_read():
    stated = profile.load("example").rules.messages
    assert stated.never_after > words.NEVER_UNASKED
    assert stated.offer_from == {"en": OFFER_FROM, "cy": OFFER_FROM_CY}
    assert (stated.rota_text, stated.rota_email) == ("07700 900111", "rota@example.org")
    assert stated.ask_feedback == ("first_contact", "closed")
    nothing = read({}).messages
    assert nothing.never_after == words.NEVER_UNASKED
    assert not nothing.offer_from
    assert not nothing.ask_feedback
    assert not nothing.try_another_way


def test_a_draft_needs_its_welsh_where_the_hub_writes_in_it(db):
    row = load("example")
    document = row.rules | {"messages": dict(row.rules["messages"])}
    del document["messages"]["offer_from_cy"]
    (sentence,) = drafting.problems(document)
    assert "(offer_from_cy) is missing" in sentence
    row.welsh = "off"
    row.save(update_fields=["welsh"])
    assert drafting.problems(document) == []
