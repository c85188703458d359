"""By which channels somebody whom others referred may be sent an offer: nobody could ask them."""

from datetime import UTC, datetime

import pytest

from hub import vocabulary as words
from referrals_portal.triage import Facts, decide, offers
from referrals_portal.triage.facts import read
from tests.machinery.hubs import a_hub

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
OFFER = {"what": "offer", "unit": "hours", "number": 24, "channels": ["text", "email", "letter"]}
OFFERS = {"standards": [OFFER]}
ALL = ("text", "email", "letter")
NEVER = ("domestic_abuse", "sexual_violence", "stalking", "honour_based_abuse")


def offered(document=OFFERS, **given):
    facts = {"source": "police", "crime_types": ("burglary",)} | given
    decision = decide(a_hub(**document), Facts(received_at=AT, **facts))
    assert (decision.messages == ("offer",)) == bool(decision.offer_by)
    return decision.offer_by


@pytest.mark.parametrize("source", [each for each in words.SOURCES if each not in words.THEMSELVES])
def test_whoever_referred_them_every_channel_that_is_promised(source):
    assert offered(source=source) == ALL


@pytest.mark.parametrize(
    "given",
    [
        *({"crime_types": ("burglary", crime)} for crime in NEVER),
        # An unknown crime may be one of them.
        {"crime_types": ("not_sure",)},
        # Whatever it is called, they may live together.
        {"crime_types": ("violence",), "relationship": "partner_or_ex"},
        {"crime_types": ("theft",), "relationship": "family"},
        # Whose telephone it is, nobody knows.
        *({"age_band": band} for band in words.UNDER_18),
        {"markers": ("in_danger_now",)},
    ],
)
class TestWhereAMessageCouldHarm:
    def test_none_goes(self, given):
        assert offered(**given) == ()

    def test_no_rule_makes_it_safe(self, given):
        send = {"when": {"sources": ["police"]}, "then": {"messages": True}, "reason": "A reason."}
        assert offered(OFFERS | {"rules": [send]}, **given) == ()

    def test_only_what_is_said_to_be_safe(self, given):
        assert offered(**given, safe_channels=("letter", "text", "telephone")) == ("text", "letter")
        assert offered(**given, safe_channels=("telephone",)) == ()
        assert offered(**given, safe_channels=()) == ()

    def test_a_rule_against_it_wins(self, given):
        stop = {"when": {"sources": ["police"]}, "then": {"messages": False}, "reason": "A reason."}
        assert offered(OFFERS | {"rules": [stop]}, **given, safe_channels=ALL) == ()


def test_what_is_said_to_be_safe_holds_for_every_crime():
    assert offered(safe_channels=("email",)) == ("email",)
    assert offered(safe_channels=()) == ()


@pytest.mark.parametrize(
    "given", [{"markers": ("opted_out",)}, {"source": "self"}, {"source": "family"}]
)
def test_whoever_said_no_or_came_by_themselves_gets_none(given):
    hub = a_hub(**OFFERS)
    assert decide(hub, Facts(received_at=AT, **given)).offer_by == ()


def test_the_hub_may_rule_out_more_crimes_and_never_fewer():
    assert offered(OFFERS | {"messages": {"never_after": ["burglary"]}}) == ()
    for crime in NEVER:
        assert offered(OFFERS | {"messages": {"never_after": []}}, crime_types=(crime,)) == ()


def test_where_no_time_is_promised_it_goes_as_the_hub_reaches_people():
    reach = [{"channels": ["letter", "telephone", "text"], "priority": "standard"}]
    document = {"messages": {"offer": True}, "reach_by": reach}
    assert offered(document) == ("letter", "text")
    assert offered({"reach_by": reach}) == ()
    assert offered(document, for_whom="bereaved") == ("letter", "text")


def test_an_offer_that_is_promised_by_any_way_goes_as_the_hub_reaches_people():
    reach = [{"channels": ["letter", "telephone"]}]
    promise = {"what": "offer", "unit": "hours", "number": 24}
    document = {"standards": [promise], "reach_by": reach}
    assert offered(document | {"messages": {"offer": True}}) == ("letter",)
    assert offered(document) == ()


def test_which_of_them_are_each_due():
    decision = decide(
        a_hub(standards=[OFFER, OFFER | {"channels": ["letter"], "either": True}]),
        Facts(received_at=AT, source="police", crime_types=("burglary",)),
    )
    assert decision.offer_each == frozenset(ALL)
    either = decide(
        a_hub(standards=[OFFER | {"either": True}]),
        Facts(received_at=AT, source="police", crime_types=("burglary",)),
    )
    assert (either.offer_by, either.offer_each) == (ALL, frozenset())


def test_facts_are_read_again_as_they_were_written():
    for facts in (
        Facts(received_at=AT),
        Facts(received_at=AT, source="police", crime_types=("theft",), safe_channels=(),
              markers=("repeat",), crime_recorded_at=AT, outcode="ZZ1"),
        Facts(received_at=AT, safe_channels=("text",), relationship="stranger"),
    ):  # fmt: skip
        assert read(facts.to_json()) == facts


STOP = {"when": {"sources": ["police"]}, "then": {"messages": False}, "reason": "We ring first."}


@pytest.mark.parametrize(
    ("document", "given", "why"),
    [
        (OFFERS, {}, "An offer may be sent by text or email or letter: nothing that is known "
                     "speaks against it."),
        (OFFERS, {"safe_channels": ("email",)},
         "An offer may be sent by email: whoever referred them says that this is safe."),
        (OFFERS, {"safe_channels": ("telephone",)}, offers.NONE_SAFE),
        (OFFERS, {"source": "self"}, offers.THEIR_CHOICE),
        (OFFERS, {"markers": ("opted_out",)}, offers.NO_CONTACT),
        ({}, {}, offers.NO_OFFERS),
        (OFFERS | {"rules": [STOP]}, {"safe_channels": ALL},
         "Nothing is sent, because of a rule: We ring first."),
        (OFFERS | {"rules": [STOP | {"then": {"handling": "close"}}]}, {}, offers.NOT_TAKEN_ON),
        (OFFERS, {"crime_types": ("stalking", "theft", "domestic_abuse")},
         "Nothing is sent: after domestic abuse or stalking that is not safe unless somebody says "
         "so."),
        (OFFERS, {"crime_types": ("not_sure",)}, offers.UNKNOWN_CRIME),
        (OFFERS, {"relationship": "family"}, offers.CLOSE),
        (OFFERS, {"age_band": "16_17"}, offers.UNDER_18),
        (OFFERS, {"markers": ("in_danger_now",)}, offers.IN_DANGER),
    ],
)  # fmt: skip
def test_it_says_why(document, given, why):
    facts = {"source": "police", "crime_types": ("burglary",)} | given
    assert decide(a_hub(**document), Facts(received_at=AT, **facts)).messages_reason == why


def test_the_first_rule_about_messages_settles_it():
    go = {"when": {"crime_types": ["burglary"]}, "then": {"messages": True}, "reason": "We may."}
    assert offered(OFFERS | {"rules": [go, STOP]}) == ALL
    assert offered(OFFERS | {"rules": [STOP, go | {"then": {"team": "first"}}]}) == ()
