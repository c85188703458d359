"""A decision: which rules fired, what they settled, and what is promised by when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import profile
from hub import vocabulary as words
from hub.entitlement import BY_THE_CODE
from hub.facts import HubFacts
from referrals_portal.triage import Facts, decide
from tests.machinery.hubs import a_hub

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
CODE = {"rules": BY_THE_CODE}
TEAMS = [{"key": "first", "name": "First team"}, {"key": "second", "name": "Second team"}]


def facts(**given):
    return Facts(received_at=AT, **given)


def rule(then, reason="A reason.", **when):
    return {"when": when, "then": then, "reason": reason}


def test_without_any_rule_it_is_accepted_and_says_so():
    decision = decide(a_hub(), facts())
    assert decision.to_json() == {
        "hub": "example",
        "rules_version": 7,
        "priority": "standard",
        "reasons": ["No rule asked for more."],
        "handling": "accept",
        "handling_reason": "No rule sends it elsewhere.",
        "team": "",
        "specialists": [],
        "standards": [],
        "messages": ["confirmation"],
        "messages_reason": "They came by themselves, and choose if they are sent a confirmation.",
        "reach_by": [],
        "senior_reasons": [],
    }


@pytest.mark.parametrize(
    ("given", "priority"),
    [
        ({}, "standard"),
        ({"crime_types": ("burglary", "fraud")}, "standard"),
        ({"markers": ("lgbtq", "interpreter", "requested_support")}, "standard"),
        # The most serious crime.
        ({"crime_types": ("burglary", "domestic_abuse")}, "enhanced"),
        *(
            ({"crime_types": (crime,)}, "enhanced")
            for crime in ("sexual_violence", "hate_crime", "terrorism", "modern_slavery",
                          "attempted_murder", "kidnap", "stalking", "serious_violence")
        ),
        ({"for_whom": "bereaved"}, "enhanced"),
        # Persistently targeted.
        ({"markers": ("repeat",)}, "enhanced"),
        # Vulnerable or intimidated; under 18 always.
        ({"markers": ("vulnerable",)}, "enhanced"),
        ({"markers": ("intimidated",)}, "enhanced"),
        *(({"age_band": band}, "enhanced") for band in words.UNDER_18),
        ({"age_band": "60_plus"}, "standard"),
    ],
)  # fmt: skip
def test_the_three_groups_of_the_code(given, priority):
    decision = decide(a_hub(**CODE), facts(**given))
    assert decision.priority == priority
    assert (decision.reasons == ("No rule asked for more.",)) == (priority == "standard")


@pytest.mark.parametrize("document", [{}, {"triage": False}, {"rules": [rule({"team": "first"})]}])
def test_no_rules_take_from_a_child_what_the_code_gives(document):
    decision = decide(a_hub(**document), facts(age_band="13_15"))
    assert decision.priority == "enhanced"
    assert decision.reasons[0] == "The person is under 18."


def test_every_rule_that_fired_is_named_and_the_first_to_settle_a_thing_settles_it():
    hub = a_hub(
        teams=TEAMS,
        rules=[
            rule({"priority": "enhanced"}, "They are afraid.", markers=["intimidated"]),
            rule({"team": "second"}, "It was reported.", reported=["yes"]),
            rule({"team": "first", "handling": "divert"}, "From the police.", sources=["police"]),
            rule({"handling": "close"}, "Fraud.", sources=["police"], crime_types=["fraud"]),
            rule({"handling": "signpost"}, "From a court.", sources=["court"]),
        ],
    )
    given = facts(source="police", reported="yes", markers=("intimidated",), crime_types=("fraud",))
    decision = decide(hub, given)
    assert decision.team.name == "Second team"
    assert (decision.handling, decision.handling_reason) == ("divert", "From the police.")
    assert decision.reasons == (
        "They are afraid.",
        "It was reported.",
        "From the police.",
    )


def test_what_adds_up_is_kept_of_a_rule_whose_team_was_settled_before():
    hub = a_hub(
        teams=TEAMS,
        specialists=[{"key": "a", "name": "A"}],
        rules=[
            rule({"team": "second"}, "It was reported.", reported=["yes"]),
            rule({"team": "first", "specialists": ["a"]}, "Fraud.", crime_types=["fraud"]),
            rule({"team": "first"}, "Left over."),
        ],
    )
    decision = decide(hub, facts(reported="yes", crime_types=("fraud",)))
    assert decision.team.name == "Second team"
    assert [each.name for each in decision.specialists] == ["A"]
    assert decision.reasons == ("It was reported.", "Fraud.")


@pytest.mark.parametrize(
    ("when", "given", "fires"),
    [
        ({"relationships": ["partner_or_ex", "family"]}, {"relationship": "family"}, True),
        ({"relationships": ["partner_or_ex"]}, {}, False),
        ({"outcodes": ["ZZ1"]}, {"outcode": "ZZ1"}, True),
        ({"outcodes": ["ZZ1"]}, {"outcode": "zz12"}, True),
        ({"outcodes": ["ZZ1"]}, {"outcode": "ZZ2"}, False),
        ({"outcodes": ["ZZ1"]}, {"outcode": ""}, False),
        ({"for_whom": ["my_child"], "age_bands": ["under_13"]}, {"for_whom": "my_child"}, False),
        (
            {"for_whom": ["my_child"], "age_bands": ["under_13"]},
            {"for_whom": "my_child", "age_band": "under_13"},
            True,
        ),
        ({"crime_types": ["fraud", "cyber"]}, {"crime_types": ("theft", "cyber")}, True),
    ],
)
def test_when_a_rule_holds(when, given, fires):
    hub = a_hub(
        specialists=[{"key": "a", "name": "A"}], rules=[rule({"specialists": ["a"]}, **when)]
    )
    assert bool(decide(hub, facts(**given)).specialists) == fires


SPECIALISTS = [
    {"key": "isva", "name": "Sexual violence adviser", "crime_types": ["sexual_violence"]},
    {"key": "young", "name": "Young people's worker", "age_bands": ["16_17"]},
    {"key": "mind", "name": "Mental health worker", "markers": ["mental_health", "self_harm"]},
    {"key": "rj", "name": "Restorative justice"},
]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, []),
        ({"crime_types": ("sexual_violence",)}, ["Sexual violence adviser"]),
        ({"markers": ("self_harm",)}, ["Mental health worker"]),
        (
            {"crime_types": ("sexual_violence",), "age_band": "16_17"},
            ["Sexual violence adviser", "Young people's worker"],
        ),
    ],
)
def test_specialists_by_crime_type_age_and_marker(given, named):
    decision = decide(a_hub(specialists=SPECIALISTS), facts(**given))
    assert [each.name for each in decision.specialists] == named


def test_a_source_that_the_hub_does_not_name_is_signposted():
    hub = a_hub(routes=["police"], standards=[{"what": "support", "unit": "hours", "number": 1}])
    decision = decide(hub, facts(source="self"))
    assert decision.handling == "signpost"
    assert (
        decision.handling_reason
        == "The hub does not say that it takes referrals from people themselves."
    )
    assert decision.standards == decision.messages == ()
    assert decide(hub, facts(source="police")).handling == "accept"


STANDARDS = [
    {"what": "offer", "unit": "hours", "number": 24, "channels": ["text", "email"],
     "when": {"sources": ["police"]}},
    {"what": "first_contact", "unit": "hours", "number": 24, "channels": ["telephone"],
     "priority": "enhanced"},
    {"what": "support", "unit": "working_days", "number": 2, "starts": "offer_accepted"},
    {"what": "first_contact", "unit": "working_hours", "number": 8, "team": "second"},
    {"what": "offer", "unit": "hours", "number": 24, "starts": "crime_recorded",
     "channels": ["text", "letter"], "either": True, "priority": "standard"},
]  # fmt: skip


def dues(decision):
    return [(d.what, d.channel, d.starts, d.due_at) for d in decision.standards]


def test_one_row_for_each_channel_and_none_due_before_its_clock_starts():
    hub = a_hub(**CODE, standards=STANDARDS)
    day = timedelta(days=1)
    decision = decide(hub, facts(source="police", crime_types=("domestic_abuse",)))
    assert dues(decision) == [
        ("offer", "text", "received", AT + day),
        ("offer", "email", "received", AT + day),
        ("first_contact", "telephone", "received", AT + day),
        ("support", None, "offer_accepted", None),
    ]
    assert decision.due_at == AT + day
    accepted = facts(source="self", crime_recorded_at=AT - day, offer_accepted_at=AT)
    later = decide(hub, accepted)
    assert dues(later) == [
        ("support", None, "offer_accepted", datetime(2026, 11, 27, 17, tzinfo=UTC)),
        ("offer", "text", "crime_recorded", AT),
        ("offer", "letter", "crime_recorded", AT),
    ]
    assert [due.either for due in later.standards] == [False, True, True]
    assert later.due_at == AT


def test_a_team_has_clocks_of_its_own():
    hub = a_hub(
        teams=TEAMS,
        rules=[rule({"team": "second"}, reported=["yes"])],
        standards=[
            STANDARDS[3],
            {"what": "support", "unit": "hours", "number": 1, "team": "first"},
        ],
    )
    assert [due.what for due in decide(hub, facts()).standards] == ["support"]
    (due,) = decide(hub, facts(reported="yes")).standards
    assert (due.what, due.unit, due.due_at) == (
        "first_contact",
        "weekday_24h",
        AT + timedelta(hours=8),
    )


OFFERS = {"standards": [STANDARDS[0]]}
SEND = {"rules": [rule({"messages": True}, sources=["police"])]}
SILENT = {"rules": [rule({"messages": False}, markers=["high_risk"])]}


@pytest.mark.parametrize(
    ("document", "given", "messages"),
    [
        ({}, {}, ("confirmation",)),
        ({}, {"source": "family"}, ("confirmation",)),
        ({}, {"markers": ("opted_out",)}, ()),
        # Whoever comes by themselves chooses; a rule stops what nobody asked for.
        (SILENT, {"markers": ("high_risk",)}, ("confirmation",)),
        (SILENT | OFFERS, {"source": "police", "markers": ("high_risk",)}, ()),
        (SILENT | OFFERS, {"source": "police", "markers": ("repeat",)}, ("offer",)),
        # Nobody is sent an offer that the hub does not promise.
        ({}, {"source": "police"}, ()),
        (OFFERS, {"source": "police", "crime_types": ("burglary",)}, ("offer",)),
        (OFFERS, {"source": "police", "markers": ("opted_out",)}, ()),
        # Nobody could ask whether a message is safe.
        *(
            (OFFERS, {"source": "police", "crime_types": ("burglary", crime)}, ())
            for crime in ("domestic_abuse", "sexual_violence", "stalking", "honour_based_abuse")
        ),
        # No rule can know that; whoever referred them may.
        (OFFERS | SEND, {"source": "police", "crime_types": ("stalking",)}, ()),
    ],
)
def test_which_messages_may_be_sent_by_themselves(document, given, messages):
    assert decide(a_hub(**document), facts(**given)).messages == messages


@pytest.mark.parametrize("handling", ["divert", "signpost", "close"])
def test_nobody_is_written_to_and_no_clock_runs_for_what_goes_elsewhere(handling):
    hub = a_hub(**OFFERS, rules=[rule({"handling": handling}, sources=["police"])])
    decision = decide(hub, facts(source="police", crime_types=("burglary",)))
    assert decision.handling == handling
    assert decision.standards == decision.messages == ()
    assert decision.due_at is None


def test_by_which_channels_the_hub_reaches_people():
    hub = a_hub(
        **CODE,
        reach_by=[
            {"channels": ["telephone"], "priority": "enhanced"},
            {"channels": ["letter", "text"], "priority": "standard"},
        ],
    )
    assert decide(hub, facts()).reach_by == ("letter", "text")
    assert decide(hub, facts(markers=("repeat",))).reach_by == ("telephone",)


def some_of(values):
    return st.lists(st.sampled_from(values), max_size=4, unique=True).map(tuple)


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 11, 1), timezones=st.just(UTC))
ANY_FACTS = st.builds(
    Facts,
    received_at=MOMENTS,
    source=st.sampled_from(words.SOURCES),
    for_whom=st.sampled_from(words.FOR_WHOM),
    reported=st.sampled_from(words.REPORTED),
    crime_types=some_of(words.CRIME_TYPES),
    age_band=st.sampled_from(words.AGE_BANDS),
    markers=some_of(words.MARKERS),
    outcode=st.sampled_from(["", "PO1", "ZZ1", "zz9"]),
    relationship=st.sampled_from(words.RELATIONSHIPS),
    crime_recorded_at=st.none() | MOMENTS,
    offer_accepted_at=st.none() | MOMENTS,
)


@pytest.mark.parametrize("slug", profile.slugs())
@given(facts=ANY_FACTS)
def test_every_hub_decides_about_everybody(slug, facts):
    hub = HubFacts.from_profile(profile.load(slug))
    decision = decide(hub, facts)
    assert decision.priority in words.PRIORITIES
    assert decision.handling in words.HANDLINGS
    assert decision.reasons
    assert decision.handling_reason
    assert decision.handling == "accept" or not decision.standards
    assert decision.messages_reason.startswith("An offer") == ("offer" in decision.messages)
    if facts.source in words.THEMSELVES and hub.rules.takes("self"):
        assert decision.handling == "accept"
    if facts.age_band in words.UNDER_18:
        assert decision.priority == "enhanced"
    for due in decision.standards:
        start = facts.starts(due.starts)
        assert (due.due_at is None) == (start is None)
        assert due.due_at is None or due.due_at > start
