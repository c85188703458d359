"""The hubs: what their profiles say, and what they decide."""

import html
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from wagtail.models import Page

from accounts.models import IntakeRole
from config.demo import pages
from hub import loading, profile
from hub.facts import HubFacts
from hub.models import Hub
from hub.opening import LONDON
from hub.schema import PROFILE
from hub.versions import put_in_force
from pages.models import HomePage
from referrals_portal.models import Referral
from referrals_portal.triage import decide
from referrals_portal.triage.facts import read
from tests.intake.making import make_referral, make_user

REAL = {
    "avon-and-somerset", "bedfordshire", "cambridgeshire", "dorset", "dyfed-powys", "gwent",
    "hampshire-and-isle-of-wight", "hertfordshire", "kent", "lancashire", "lincolnshire",
    "merseyside", "north-wales", "north-yorkshire", "northamptonshire", "surrey", "sussex",
    "thames-valley", "wiltshire-and-swindon",
}  # fmt: skip
DOCS = Path(__file__).parents[2] / "docs"
FRIDAY = "2026-11-20T16:30:00+00:00"


def what_happens(slug, **given):
    hub = HubFacts.from_profile(profile.load(slug))
    return decide(hub, read({"received_at": FRIDAY, "source": "self"} | given)).to_json()


def promised(decision):
    """Return (what, channel, starts, when in London) of every promise."""
    return {
        (
            each["what"],
            each["channel"],
            each["starts"],
            each["due_at"]
            and f"{datetime.fromisoformat(each['due_at']).astimezone(LONDON):%a %d %b %H:%M}",
        )
        for each in decision["standards"]
    }


def test_the_nineteen_and_one_to_learn_from():
    assert set(profile.slugs()) == REAL | {"example"}


@pytest.mark.parametrize("slug", profile.slugs())
def test_every_profile_that_ships_can_be_used(slug):
    assert profile.load(slug).slug == slug


@pytest.mark.parametrize("slug", sorted(REAL))
def test_every_file_says_where_its_facts_come_from(slug):
    text = (profile.FOLDER / f"{slug}.toml").read_text(encoding="utf-8")
    comment = text.partition("as_of")[0]
    assert "landscape review of victims' hubs" in comment
    assert "2024" in comment
    assert profile.load(slug).as_of.year >= 2024


def test_what_is_stated_about_the_nineteen_together():
    hubs = {slug: profile.load(slug) for slug in REAL}
    models = [hub.model for hub in hubs.values()]
    assert {model: models.count(model) for model in set(models)} == {
        "police_led": 6, "opcc_in_house": 5, "commissioned_provider": 4, "hybrid": 3,
        "co_located": 1,
    }  # fmt: skip
    assert {slug for slug, hub in hubs.items() if hub.phone} == {
        "hampshire-and-isle-of-wight", "north-yorkshire", "thames-valley",
    }  # fmt: skip
    assert {slug for slug, hub in hubs.items() if "cy" in hub.languages} == {
        "dyfed-powys", "gwent", "north-wales",
    }  # fmt: skip
    assert {slug for slug, hub in hubs.items() if not hub.rules.triage} == {"surrey"}
    assert {slug for slug, hub in hubs.items() if not hub.rules.takes("self")} == {
        "avon-and-somerset", "kent", "sussex",
    }  # fmt: skip
    assert {slug for slug, hub in hubs.items() if hub.rules.standards} == {
        "dorset", "hampshire-and-isle-of-wight", "lincolnshire", "merseyside",
    }  # fmt: skip


def test_the_example_uses_every_key_there_is():
    text = (profile.FOLDER / "example.toml").read_text(encoding="utf-8")
    for name, key in PROFILE.items():
        assert name in text, name
        for part in key.parts:
            assert part in text, f"{name}.{part}"


class TestLincolnshire:
    @pytest.mark.parametrize(
        ("received", "due"),
        [(FRIDAY, "Tue 24 Nov 17:00"), ("2026-12-24T10:00:00+00:00", "Wed 30 Dec 17:00")],
    )
    def test_two_working_days(self, received, due):
        decision = what_happens("lincolnshire", crime_types=["burglary"], received_at=received)
        assert decision["handling"] == "accept"
        assert promised(decision) == {("first_contact", None, "received", due)}


class TestMerseyside:
    @pytest.mark.parametrize("crime", ["domestic_abuse", "sexual_violence"])
    def test_what_the_police_refer_goes_to_the_specialist_service(self, crime):
        decision = what_happens("merseyside", source="police", crime_types=[crime])
        assert decision["handling"] == "divert"
        assert decision["specialists"]
        assert decision["standards"] == []

    def test_who_comes_themselves_has_immediate_care_and_then_the_agreed_step(self):
        decision = what_happens("merseyside", crime_types=["domestic_abuse"])
        assert decision["handling"] == "accept"
        assert "immediate care" in decision["handling_reason"]
        assert "onward referral" in decision["handling_reason"]
        assert decision["specialists"]
        assert promised(decision) == {("first_contact", None, "received", "Tue 24 Nov 16:30")}

    def test_the_automatic_offer_runs_from_when_the_crime_was_recorded(self):
        decision = what_happens(
            "merseyside", source="police", crime_types=["burglary"],
            crime_recorded_at="2026-11-20T10:00:00+00:00",
        )  # fmt: skip
        for channel in ("text", "email"):
            assert ("offer", channel, "crime_recorded", "Sat 21 Nov 10:00") in promised(decision)


class TestHampshireAndTheIsleOfWight:
    HUB = "hampshire-and-isle-of-wight"

    def test_enhanced_because_it_is_on_the_codes_list(self):
        decision = what_happens(self.HUB, crime_types=["domestic_abuse"])
        assert decision["priority"] == "enhanced"
        assert any("Victims' Code" in reason for reason in decision["reasons"])

    def test_the_police_add_text_and_email(self):
        call = ("first_contact", "telephone", "received", "Sat 21 Nov 16:30")
        support = ("support", None, "offer_accepted", None)
        by_police = what_happens(self.HUB, source="police", crime_types=["domestic_abuse"])
        assert promised(by_police) == {
            ("offer", "text", "received", "Sat 21 Nov 16:30"),
            ("offer", "email", "received", "Sat 21 Nov 16:30"),
            call,
            support,
        }
        for source in ("self", "health", "other_hub"):
            decision = what_happens(self.HUB, source=source, crime_types=["domestic_abuse"])
            assert promised(decision) == {call, support}

    @pytest.mark.parametrize(
        ("crime", "due"),
        [("domestic_abuse", "Sat 21 Nov 18:00"), ("burglary", "Sun 22 Nov 18:00")],
    )
    def test_support_from_acceptance(self, crime, due):
        decision = what_happens(
            self.HUB, crime_types=[crime], offer_accepted_at="2026-11-20T18:00:00+00:00"
        )
        assert ("support", None, "offer_accepted", due) in promised(decision)


class TestDorset:
    @pytest.mark.parametrize("source", ["self", "police"])
    def test_reported_goes_to_the_bureau(self, source):
        decision = what_happens("dorset", source=source, reported="yes", crime_types=["burglary"])
        assert decision["team"] == "Victim Bureau"
        assert promised(decision) == {("first_contact", None, "received", "Fri 27 Nov 17:00")}

    @pytest.mark.parametrize("reported", ["no", "not_sure"])
    def test_not_reported_goes_to_victim_support_behind_a_wall(self, reported):
        decision = what_happens("dorset", reported=reported, crime_types=["burglary"])
        assert decision["team"] == "Victim Support"
        assert promised(decision) == {("first_contact", None, "received", "Sat 21 Nov 16:30")}
        assert profile.load("dorset").rules.team("victim_support").walled


class TestCambridgeshire:
    @pytest.mark.parametrize(
        "given",
        [
            {"crime_types": ["domestic_abuse"], "markers": ["high_risk"]},
            {"crime_types": ["sexual_violence"]},
            {"crime_types": ["child_abuse"]},
        ],
    )
    def test_direct_to_specialist_is_closed_without_contact(self, given):
        decision = what_happens("cambridgeshire", source="police", **given)
        assert decision["handling"] == "close"
        assert decision["handling_reason"].startswith("Direct to specialist")
        assert decision["standards"] == decision["messages"] == []
        assert what_happens("cambridgeshire", **given)["handling"] == "accept"


def printed(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(("what", "page"), [("schema", "hub-profile.md"), ("table", "hubs.md")])
def test_the_documentation_is_drawn_from_the_code(what, page):
    assert printed("hub", what) == (DOCS / page).read_text(encoding="utf-8"), (
        f"Run: manage.py hub {what} > docs/{page}"
    )


class TestTriageCommand:
    def facts(self, tmp_path, text):
        file = tmp_path / "facts.json"
        file.write_text(text, encoding="utf-8")
        return str(file)

    def test_json(self, tmp_path):
        file = self.facts(tmp_path, json.dumps({"source": "self", "received_at": FRIDAY}))
        decision = json.loads(printed("triage", "--hub", "lincolnshire", "--facts", file, "--json"))
        (due,) = decision["standards"]
        assert datetime.fromisoformat(due["due_at"]) == datetime(2026, 11, 24, 17, tzinfo=UTC)

    def test_words(self, tmp_path, monkeypatch):
        monkeypatch.setattr(
            "sys.stdin", StringIO(json.dumps({"received_at": FRIDAY, "crime_types": ["stalking"]}))
        )
        said = printed("triage", "--hub", "lincolnshire", "--facts", "-")
        assert "Handling: accept." in said
        assert "Priority: enhanced." in said
        assert "first_contact by any channel: Tuesday 24 November 2026 17:00" in said

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ('{"received_at": "soon"}', "received_at: must be a moment"),
            ('{"source": "a friend", "received_at": "2026-11-20T16:30:00+00:00"}', "source: 'a fr"),
            ("{", "is not JSON"),
            ("\x00", "is not JSON"),
        ],
    )
    def test_bad_facts_are_one_sentence(self, tmp_path, text, sentence):
        with pytest.raises(CommandError, match=sentence):
            printed("triage", "--hub", "lincolnshire", "--facts", self.facts(tmp_path, text))

    def test_an_unknown_hub_lists_the_known_ones(self, tmp_path):
        file = self.facts(tmp_path, "{}")
        with pytest.raises(CommandError, match="There are: avon-and-somerset, bedfordshire"):
            printed("triage", "--hub", "nowhere", "--facts", file)

    def test_no_file(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            printed("triage", "--hub", "dorset", "--facts", str(tmp_path / "none.json"))


def test_check_says_when_the_bank_holidays_end(time_machine):
    assert "20 checked, nothing wrong." in printed("hub", "check")
    time_machine.move_to(datetime(2028, 6, 1, tzinfo=UTC), tick=False)
    with pytest.raises(CommandError, match=r"The bank holidays end on .* 2028"):
        printed("hub", "check")


def test_the_list_says_which_facts_are_to_be_checked_before_use():
    rows = {row["slug"]: row for row in json.loads(printed("hub", "list", "--json"))}
    assert set(rows) == REAL | {"example"}
    assert all(rows[slug]["check_before_use"] for slug in REAL)
    assert "dorset: Victim Bureau, Dorset (as of 2024-05-31, check before use)" in printed(
        "hub", "list"
    )


@pytest.mark.django_db
def test_loading_a_hub_says_what_to_see_to_before_it_opens():
    said = printed("hub", "load", "gwent")
    assert "This installation is Connect Gwent, Gwent." in said
    for sentence in (
        "Check before use",
        "No telephone number is stated",
        "No opening hours are stated",
        "No response time",
        "Welsh is offered",
    ):
        assert sentence in said  # fmt: skip
    assert "form stays closed" in printed("hub", "load", "kent")


@pytest.mark.django_db
def test_loading_a_hub_says_behind_which_wall_nobody_works():
    said = printed("hub", "load", "dorset")
    assert "Nobody works in Victim Support" in said
    assert "manage.py staff add NAME --role caseworker --team victim_support" in said
    IntakeRole.objects.create(user=make_user("vic"), role="manager", teams=["victim_support"])
    assert "Nobody works in" not in printed("hub", "load", "dorset")


@pytest.mark.django_db
def test_loading_rules_without_a_team_that_still_holds_something_is_refused(keys):
    hub = loading.load("dorset")
    row = make_referral()
    document = hub.rules | {"teams": [{"key": "old", "name": "Old team"}, *hub.rules["teams"]]}
    put_in_force(hub, document, at=row.received_at)
    Referral.objects.update(team="old")
    with pytest.raises(CommandError, match=r"no team 'old', which still holds open requests \(1\)"):
        printed("hub", "load", "dorset")
    assert Hub.objects.get().rules == document
    Referral.objects.update(status="closed")
    printed("hub", "load", "dorset")


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["dorset", "gwent", "kent", "example"])
def test_the_demonstration_speaks_of_the_hub_that_it_is(slug, client):
    """No page of another hub's name, places or number, whichever profile is loaded."""
    hub = loading.load(slug)
    pages.make()
    home = client.get("/").text
    assert f"We are {hub.name}, for {hub.area}." in html.unescape(home)
    for page in Page.objects.live().filter(depth__gt=1):
        said = client.get(page.url).text
        for other in ("Hampshire", "Isle of Wight", "Portsmouth", "0808 178 1641"):
            assert other not in said, page.url


def test_a_hub_is_loaded_only_where_there_are_tables(monkeypatch):
    def none(*args):
        raise OperationalError("no such table: hub_hub")

    monkeypatch.setattr("hub.models.Hub.objects.first", none)
    with pytest.raises(CommandError, match=r"Run `manage.py migrate` first"):
        call_command("hub", "load", "kent")


@pytest.mark.parametrize("slug", ["kent", "sussex"])
def test_where_people_cannot_ask_no_page_of_the_demonstration_says_that_they_can(slug, db):
    loading.load(slug)
    pages.make()
    start = HomePage.objects.get()
    for page in (start, *start.get_children().specific()):
        words = f"{page.introduction} {page.body}" if hasattr(page, "introduction") else ""
        for said in ("our form", "the form together", "You can come to us"):
            if page.slug not in ("privacy-and-cookies", "accessibility"):
                assert said not in words, (page.slug, said)
