"""The rules' pages in words that need no knowledge of the data behind them."""

import logging

import pytest
from django.urls import reverse
from django.utils import timezone

from hub import drafting
from hub.loading import load
from hub.schema import RULES
from hub.vocabulary import HANDLINGS, MARKERS
from referrals_portal.actions.facts import facts_of, markers_of
from referrals_portal.forms.more import MoreForm
from referrals_portal.intake.rules import words
from referrals_portal.intake.rules.forms import PartForm, keys_of
from referrals_portal.intake.rules.general import general, messages
from referrals_portal.intake.rules.pages import changes
from referrals_portal.intake.rules.trying import MESSAGES, NEVER_TOLD
from referrals_portal.triage import Facts
from tests.intake.making import make_referral, sign_in, typed

PART, DRAFT, TRY = (reverse(f"intake:rules-{name}") for name in ("part", "draft", "try"))
FACTS = {
    "source": "self", "for_whom": "me", "reported": "no", "age_band": "18_59",
    "relationship": "not_given", "outcode": "", "crime_types": ["burglary"],
    **typed("received_at", "2026-11-20 16:30"),
}  # fmt: skip


@pytest.fixture
def boss(db, keys, manager):
    load("example")
    return sign_in(manager)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({}, "Always"),
        (
            {"markers": ["opted_out", "repeat", "knows_staff"]},
            "When it is marked “wants no contact” or “targeted again and again” or “knows somebody "
            "who works here”",
        ),
        (
            {"reported": ["yes", "someone_else_did"]},
            "When the answer to whether the police were told is “yes” or “somebody else told them”",
        ),
        # One code says other things under other keys.
        ({"sources": ["family", "other"]}, "When it comes from families or anybody else"),
        (
            {"relationships": ["family", "known"]},
            "When the person who did it is somebody in the family or somebody they know",
        ),
        (
            {"crime_types": ["other", "cyber"], "for_whom": ["business"]},
            "When what happened is something else or cyber crime and it is for a business",
        ),
    ],
)
def test_when(when, said):
    assert words.when(when) == said


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ({"handling": "accept", "team": "case_team"}, "take it on, give it to team case team"),
        ({"handling": "divert"}, "pass it straight to the specialists"),
        ({"handling": "signpost"}, "tell whoever sent it who can help"),
        ({"handling": "close", "messages": False},
         "close it and do nothing more, no messages are sent by themselves"),
    ],
)  # fmt: skip
def test_what_then_follows(then, said):
    assert words.then(then, {}) == said


@pytest.mark.parametrize(
    ("standard", "said"),
    [
        (
            {"what": "first_contact", "unit": "working_days", "number": 1},
            "First contact within 1 working day of arrival",
        ),
        (
            {"what": "offer", "unit": "hours", "number": 24, "starts": "crime_recorded",
             "channels": ["text", "email"], "when": {"sources": ["police"]}},
            "Offer by text and email within 24 hours of the crime being recorded "
            "(when it comes from the police)",
        ),
        (
            {"what": "support", "unit": "working_hours", "number": 1, "starts": "offer_accepted",
             "priority": "enhanced"},
            "Contact and support within 1 working hour of their accepting support (enhanced)",
        ),
    ],
)  # fmt: skip
def test_a_promise(standard, said):
    assert words.standard(standard, {}) == said


def test_after_how_many_tries():
    document = {"messages": {"after_attempts": 3, "then_by": ["email"]}, "routes": ["agencies"]}
    said = general(document)
    assert "After 3 tries something is sent, by email." in said
    assert "Referrals are taken from other organisations." in said


NEVER = "domestic abuse or sexual violence or stalking or honour-based abuse"
SENT = {
    "offer": True, "never_after": ["child_abuse", "stalking"], "named_after": ["theft", "burglary"],
    "offer_from": "From the hub.", "offer_from_cy": "Gan yr hyb.", "try_another_way": True,
    "ask_feedback": ["first_contact", "closed"], "rota_text": "07700 900111",
    "rota_email": "rota@example.org",
}  # fmt: skip


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (
            {},
            [
                f"After {NEVER}, nobody is written to who did not ask for it, unless whoever "
                "referred them says that the channel is safe.",
                "When a message did not arrive, staff are told, and nothing else is sent.",
                "Nobody is asked how we did.",
                "Nobody is told at once of what arrives out of hours.",
            ],
        ),
        (
            SENT,
            [
                "Offers of support are sent by themselves.",
                "After domestic abuse or sexual violence or child abuse or stalking or "
                "honour-based abuse, nobody is written to who did not ask for it, unless whoever "
                "referred them says that the channel is safe.",
                "After burglary or theft, an offer also says who we are: “From the hub.”",
                "In Welsh it says: “Gan yr hyb.”",
                "A message that did not arrive for now goes by another way that is safe.",
                "Those who agreed are asked how we did: when we first spoke with them and when "
                "their request is closed.",
                "Out of hours the rota is told at once, at 07700 900111 and rota@example.org, that "
                "something cannot wait, and never what.",
            ],
        ),
    ],
)
def test_what_is_sent_by_itself(document, said):
    assert [each for each in messages(document) if each] == said


def test_what_a_draft_changes_of_the_messages_is_said():
    changed = SENT | {"never_after": [], "rota_text": "07700 900222"}
    (general,) = changes({"messages": SENT}, {"messages": changed})
    assert len(general.gone) == len(general.came) == 2
    assert "child abuse" in general.gone[0]
    assert "child abuse" not in general.came[0]
    assert "07700 900222" in general.came[1]


@pytest.mark.parametrize(
    ("name", "typed_in", "wrong"),
    [
        ("offer_from", "a" * 161, "Write one line of at most 160 characters."),
        ("offer_from_cy", "a" * 161, "Write one line of at most 160 characters."),
        ("rota_text", "01632 960001", "Write a mobile number that can be sent a text"),
        ("rota_email", "rota", "Write an email address, such as rota@example.org."),
    ],
)
def test_what_cannot_be_sent_or_reached_is_refused_as_it_is_typed(name, typed_in, wrong):
    ((field, (said,)),) = typed("general", **{f"messages-{name}": typed_in}).errors.items()
    assert field == f"messages-{name}"
    assert said.startswith(wrong)


@pytest.mark.parametrize("part", [*drafting.PARTS, "general"])
def test_no_two_fields_of_a_form_are_called_the_same(part):
    labels = [str(field.label) for field in PartForm(keys=keys_of(part)).fields.values()]
    assert len(set(labels)) == len(labels)


def typed(part, **given):
    """Return a form of a part as it was typed."""
    return PartForm({"edition": 1} | given, keys=keys_of(part))


def test_every_number_says_its_unit_and_its_range():
    form = typed(
        "general",
        **{"retention-supported_years": 31, "retention-not_reached_months": 0,
           "retention-not_taken_up_weeks": "x", "messages-after_attempts": 21},
    )  # fmt: skip
    assert {name: str(*wrong) for name, wrong in form.errors.items()} == {
        "retention-supported_years": "Enter a whole number from 1 to 30.",
        "retention-not_reached_months": "Enter a whole number from 1 to 120.",
        "retention-not_taken_up_weeks": "Enter a whole number from 1 to 520.",
        "messages-after_attempts": "Enter a whole number from 1 to 20.",
    }
    for name in RULES["retention"].parts:
        assert str(form.fields[f"retention-{name}"].label).endswith(f", in {name.split('_')[-1]}")


RULE = {"then-priority": "enhanced", "reason": "Far away."}


def test_postcodes_are_kept_as_they_are_compared():
    form = typed("rules", **RULE, **{"when-outcodes": " po1,PO2 , ec1a"})
    assert form.is_valid(), form.errors
    assert form.value({})["when"] == {"outcodes": ["PO1", "PO2", "EC1A"]}


@pytest.mark.parametrize("outcodes", ["PO1 2AB", "Portsmouth", "PO1 PO2", "PO1,", "PO1,, PO2", "1"])
def test_what_is_no_first_part_of_a_postcode(outcodes):
    form = typed("rules", **RULE, **{"when-outcodes": outcodes})
    assert form.errors == {
        "when-outcodes": [
            "Write the first part of each postcode, with a comma between, such as PO1, PO2."
        ]
    }


@pytest.mark.parametrize("key", ["Case team", "case team", "1team", "Team", "a" * 41])
def test_a_name_for_the_data_is_one_as_a_whole(key):
    assert list(typed("teams", key=key, name="A team").errors) == ["key"]


class TestWhatWouldHappen:
    def test_every_decision_has_words(self):
        assert set(words.HANDLINGS) == set(HANDLINGS)
        assert set(MESSAGES) == {"confirmation", "offer"}

    def test_in_words_each_under_its_own_heading(self, boss):
        page = boss.post(TRY, FACTS | {"reported": "yes", "markers": ["repeat"]}).text
        assert "<strong>Take it on</strong>" in page
        assert "<strong>Enhanced</strong></dd>" in page
        assert "A confirmation to the person<br>" in page
        assert "The hub says that it reaches people" in page
        assert "by telephone, by text, by email, by letter, by video call, in person" in page
        why = page.partition(">Why</dt>")[2].partition("</dd>")[0]
        assert "The person is targeted again and again.<br>" in why

    def test_whoever_is_sent_on(self, boss):
        given = {"source": "police", "crime_types": ["domestic_abuse"],
                 "relationship": "partner_or_ex"}  # fmt: skip
        page = boss.post(TRY, FACTS | given).text
        assert "<strong>Pass it straight to the specialists</strong>" in page
        page = boss.post(TRY, FACTS | {"source": "police"}).text
        assert "An offer of support to the person<br>" in page

    @pytest.mark.parametrize(
        ("safe", "message", "why"),
        [
            ([], "None<br>", "Nothing is sent: after stalking that is not safe unless somebody"),
            (["email", "letter"], "An offer of support to the person<br>",
             "An offer may be sent by email: whoever referred them says that this is safe."),
            (["none"], "None<br>", "says that none of the hub’s ways is safe"),
        ],
    )  # fmt: skip
    def test_why_something_is_sent_or_nothing(self, boss, safe, message, why):
        given = {"source": "police", "crime_types": ["stalking"], "safe_channels": safe}
        page = boss.post(TRY, FACTS | given).text
        row = page.partition(">Messages</dt>")[2].partition("</dd>")[0]
        assert message in row
        assert why in row

    def test_what_the_form_of_the_website_never_tells(self, boss):
        page = boss.get(TRY).text
        assert "The form of this website never asks this." in page
        assert "always comes from people themselves" in page
        assert "flagged by the police, major crime, asked for support, wants no contact." in page

    def test_it_is_so(self):
        everything = {
            "now": {"danger": "yes"},
            "feeling": {"self_harm": "yes"},
            "staff": {"knows": "yes"},
            "access": {"access": ["interpreter", "bsl"]},
            "more": {"markers": [code for code, _ in MoreForm.base_fields["markers"].choices]},
        }
        assert sorted(NEVER_TOLD) == sorted(set(MARKERS) - set(markers_of(everything)))
        told, nothing = facts_of(everything, timezone.now()), Facts(timezone.now())
        for name in ("source", "relationship", "crime_recorded_at"):
            assert getattr(told, name) == getattr(nothing, name)

    def test_who_had_referrals_opened_is_on_record_and_nothing_else(self, boss, manager, caplog):
        load("lincolnshire")
        make_referral()
        boss.post(DRAFT, {"do": "begin"})
        with caplog.at_level(logging.INFO, "front_door.intake"):
            boss.post(TRY, {"month": "yes"})
        assert caplog.messages == [
            f"account {manager.username} had referrals counted under a draft of the rules: 1"
        ]


def test_teams_and_specialists_are_chosen_by_their_names():
    document = {"teams": [{"key": "case", "name": "Case team"}],
                "specialists": [{"key": "refuge", "name": "The Example Refuge"}]}  # fmt: skip
    fields = PartForm(keys=keys_of("rules"), document=document).fields
    assert fields["then-team"].choices == [("", ""), ("case", "Case team")]
    assert fields["then-specialists"].choices == [("refuge", "The Example Refuge")]


def test_what_a_draft_changes_is_said():
    teams = [{"key": "a", "name": "A", "walled": True}, {"key": "b", "name": "B"}]
    document = {"teams": teams}
    changed = {"teams": [team | {"walled": False} for team in teams]}
    (walls,) = [each for each in changes(document, changed) if str(each.title) == "Teams"]
    assert ["Walled" in row for row in (*walls.gone, *walls.came)] == [True, False]
    turned = {"teams": teams[::-1]}
    assert [each.moved for each in changes(document, turned)] == [True]
