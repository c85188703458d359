"""The rules' pages: a manager drafts, tries, and puts in force; nobody else knows of them."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import Page

from config.demo import pages
from hub import drafting
from hub.loading import load
from hub.models import Hub, RulesVersion
from referrals_portal.intake.rules.forms import GROUPS, PartForm, keys_of
from referrals_portal.models import Referral
from tests.intake.making import make_referral, sign_in
from tests.intake.ruling import DRAFT, FACTS, PART, RULE, RULES, SWITCH, TRY

pytestmark = pytest.mark.once


@pytest.mark.parametrize("address", [RULES, PART, DRAFT, SWITCH, TRY])
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_a_caseworker_there_is_no_such_page(address, method, hub, at_work):
    assert getattr(at_work, method)(address).status_code == 404
    assert drafting.current() is None


def test_what_is_in_force_is_said_in_sentences(boss):
    page = boss.get(RULES).text
    assert "First contact within 2 working days of arrival" in page
    assert "suggest priority enhanced" in page
    assert "In force: version 1" in page
    assert "Begin a draft of new rules" in page


@pytest.mark.parametrize("slug", ["example", "dorset", "merseyside", "cambridgeshire"])
def test_every_kind_of_rule_has_its_sentence(slug, boss):
    load(slug)
    assert boss.get(RULES).status_code == 200


@pytest.mark.parametrize("part", [*drafting.PARTS, "general"])
def test_what_a_form_shows_it_gives_back(part, hub):
    """Opening any part of the example and keeping it as it is changes nothing."""
    document = load("example").rules
    keys = keys_of(part)
    rows = [{k: v for k, v in document.items() if k in keys}] if part == "general" else (
        document[part]
    )  # fmt: skip
    assert rows
    for row in rows:
        form = posted(PartForm.initial_of(row, keys), keys, document)
        assert form.is_valid(), form.errors
        assert form.value(row) == row


def posted(given, keys, document):
    """Return a form as a browser sends it: what is ticked comes in the order of the page."""
    fields = PartForm(keys=keys, document=document).fields
    for name, ticked in given.items():
        if isinstance(ticked, list):
            given[name] = [code for code, _ in fields[name].choices if code in ticked]
    return PartForm(given | {"edition": 1}, keys=keys, document=document)


def test_of_what_is_ticked_the_old_keeps_its_order_and_the_new_comes_after(hub):
    keys = keys_of("reach_by")
    form = posted({"channels": ["text", "video", "email", "telephone"]}, keys, {})
    assert form.is_valid(), form.errors
    before = {"channels": ["video", "letter", "text"]}
    assert form.value(before)["channels"] == ["video", "text", "telephone", "email"]


def test_from_a_draft_to_what_is_in_force(drafted, manager):
    assert drafted.get(f"{PART}?part=rules").status_code == 200
    assert drafted.post(PART, RULE | {"edition": 1}).status_code == 303
    (*_, kept) = drafting.current().document["rules"]
    assert kept == {
        "when": {"crime_types": ["fraud", "cyber"]},
        "then": {"priority": "enhanced"},
        "reason": "Fraud is hard to recover from.",
    }
    page = drafted.get(RULES).text
    assert "When what happened is fraud or cyber crime: suggest priority enhanced" in page
    tried = drafted.post(TRY, FACTS | {"crime_types": ["fraud"]}).text
    assert "<strong>Standard</strong>" in tried
    assert "<strong>Enhanced</strong>" in tried
    assert "Fraud is hard to recover from.<br>" in tried
    assert "Tuesday 24 November 2026, 17:00" in tried
    assert drafted.post(SWITCH, {"edition": 2, "why": "Fraud matters."}).status_code == 303
    assert drafting.current() is None
    newest = RulesVersion.objects.first()
    assert (newest.number, newest.by_name, newest.why) == (2, manager.username, "Fraud matters.")
    page = drafted.get(RULES).text
    assert "In force: version 2" in page
    assert "Fraud matters." in page
    old = drafted.get(f"{RULES}?version=1").text
    assert "Fraud is hard to recover from." not in old


def test_what_arrives_next_goes_by_it_and_what_arrived_keeps_its_version(drafted):
    before = make_referral()
    drafted.post(PART, {"part": "teams", "place": "", "edition": 1, "key": "case", "name": "Case"})
    drafted.post(SWITCH, {"edition": 2, "why": "A team."})
    after = make_referral()
    assert (before.rules_version, after.rules_version) == (1, 2)
    assert Referral.objects.get(pk=before.pk).team == ""
    assert after.team == "case"


def test_a_part_is_changed_moved_and_removed(drafted):
    assert drafted.get(f"{PART}?part=standards&place=0").status_code == 200
    data = {"part": "standards", "place": "0", "edition": 1, "what": "first_contact",
            "starts": "received", "unit": "working_hours", "number": 16}  # fmt: skip
    drafted.post(PART, data)
    assert drafting.current().document["standards"] == [
        {"what": "first_contact", "starts": "received", "unit": "working_hours", "number": 16}
    ]
    first, second, *_ = drafting.current().document["rules"]
    drafted.post(DRAFT, {"do": "up", "part": "rules", "place": 1, "edition": 2})
    assert drafting.current().document["rules"][:2] == [second, first]
    drafted.post(DRAFT, {"do": "remove", "part": "rules", "place": 0, "edition": 3})
    assert drafting.current().document["rules"][0] == first
    drafted.post(DRAFT, {"do": "discard", "edition": 4})
    assert drafting.current() is None


def test_every_general_setting_stands_in_one_group(drafted):
    names = [name for _, _, group in GROUPS for name in group]
    assert sorted([*names, "edition"]) == sorted(PartForm(keys=keys_of("general")).fields)
    page = drafted.get(f"{PART}?part=general").text
    assert page.count('<fieldset class="govuk-fieldset rules__group"') == len(GROUPS)
    assert all(page.count(f'id="id_{name}') >= 1 for name in names)
    assert "rules__group" not in drafted.get(f"{PART}?part=standards").text


def test_what_the_draft_leaves_as_it_is_is_folded(drafted):
    folded = "As it is in force"
    before = drafted.get(RULES).text.count(folded)
    drafted.post(PART, RULE | {"edition": 1})
    page = drafted.get(RULES).text
    assert page.count(folded) == before - 1
    assert f'{folded}<span class="govuk-visually-hidden">: Rules, in their order' not in page


def test_the_rest_is_changed_too(drafted):
    page = drafted.get(f"{PART}?part=general").text
    assert "retention-supported_years" in page
    data = {"part": "general", "edition": 1, "triage": "no", "routes": ["self", "police"],
            "retention-supported_years": 7, "reports": ["month"]}  # fmt: skip
    assert drafted.post(PART, data).status_code == 303
    document = drafting.current().document
    assert document["triage"] is False
    assert sorted(document["routes"]) == ["police", "self"]
    assert document["retention"] == {"supported_years": 7}
    assert "7 years where support was given" in drafted.get(RULES).text


def test_an_offer_that_names_a_crime_cannot_be_put_in_force(drafted):
    data = {"part": "general", "edition": 1, "messages-named_after": ["burglary"],
            "messages-offer": "yes", "messages-offer_from": "About your burglary."}  # fmt: skip
    assert drafted.post(PART, data).status_code == 303
    page = html.unescape(drafted.get(RULES).text)
    assert "“burgl” says what happened, and somebody else may read it" in page
    assert "no offer is sent by text, email or letter" in page
    assert drafted.post(SWITCH, {"edition": 2, "why": "So."}).status_code == 422


def test_the_rota_is_read_by_managers_alone(boss, client):
    load("example")
    pages.make()
    page = boss.get(RULES).text
    assert "at 07700 900111 and rota@example.org" in page
    public = [each.url for each in Page.objects.live().filter(depth__gt=1)]
    assert len(public) > 5
    for address in (*public, reverse("journey:start"), reverse("journey:reply")):
        page = client.get(address)
        assert page.status_code == 200
        assert "900111" not in page.text
        assert "rota@" not in page.text
        assert "gave us your name" not in page.text


def test_a_mistake_comes_back_as_it_was_typed(drafted):
    answer = drafted.post(PART, RULE | {"edition": 1, "reason": "", "outcodes": "ZZ1"})
    assert answer.status_code == 422
    assert "Write this." in answer.text
    assert re.search(r'value="fraud"\s+checked', answer.text)
    assert drafting.current().edition == 1


def test_of_two_managers_the_second_keeps_what_was_typed(drafted):
    drafted.post(PART, RULE | {"edition": 1})
    late = drafted.post(PART, RULE | {"edition": 1, "reason": "My own words."})
    assert late.status_code == 409
    assert "My own words." in late.text
    assert "The draft was changed while you had this open" in late.text
    assert drafted.post(PART, RULE | {"edition": 2, "reason": "My own words."}).status_code == 303
    for do in ("discard", "remove", "up"):
        given = {"do": do, "part": "rules", "place": 0, "edition": 1}
        assert drafted.post(DRAFT, given).status_code == 409
    assert drafted.post(SWITCH, {"edition": 1, "why": "Late."}).status_code == 409


def hidden(answer):
    """Return what the form carries and nobody types."""
    found = re.findall(r'<input type="hidden" name="(\w+)"\s+value="([^"]*)"', answer.text)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


class TestAPartThatMovedMeanwhile:
    """A colleague changes the draft while somebody has one of its rules open."""

    MINE = {key: value for key, value in RULE.items() if key not in ("part", "place")}

    @pytest.fixture
    def rules(self, drafted):
        """The second of three rules is open."""
        for reason in ("Second.", "Third."):
            edition = drafting.current().edition
            drafted.post(PART, RULE | {"edition": edition, "reason": reason})
        return drafting.current().document["rules"]

    @pytest.fixture
    def place(self, rules):
        return [rule["reason"] for rule in rules].index("Second.")

    @pytest.fixture
    def opened(self, drafted, place):
        answer = drafted.get(f"{PART}?part=rules&place={place}")
        return hidden(answer) | self.MINE

    def meanwhile(self, drafted, do, place):
        edition = drafting.current().edition
        given = {"do": do, "part": "rules", "place": place, "edition": edition}
        assert drafted.post(DRAFT, given).status_code == 303

    def reasons(self):
        return [rule["reason"] for rule in drafting.current().document["rules"]]

    def again(self, drafted, opened):
        """Send it, and what comes back once more."""
        late = drafted.post(PART, opened)
        assert late.status_code == 409
        assert self.MINE["reason"] in late.text
        assert drafted.post(PART, hidden(late) | self.MINE).status_code == 303
        return late.text

    def test_it_is_changed_where_it_stands_now(self, drafted, opened, place):
        self.meanwhile(drafted, "up", place)
        before = self.reasons()
        assert "not in the draft any more" not in self.again(drafted, opened)
        assert self.reasons() == [
            self.MINE["reason"] if each == "Second." else each for each in before
        ]

    def test_one_that_is_gone_is_added_as_new_and_nobodys_is_overwritten(
        self, drafted, opened, place
    ):
        self.meanwhile(drafted, "remove", place)
        before = self.reasons()
        said = self.again(drafted, opened)
        assert "it is added as a new one, at the end" in said
        assert self.reasons() == [*before, self.MINE["reason"]]

    def test_one_that_a_colleague_changed_stays_as_they_changed_it(self, drafted, opened, place):
        theirs = opened | {"reason": "Theirs."}
        assert drafted.post(PART, theirs).status_code == 303
        before = self.reasons()
        self.again(drafted, opened)
        assert self.reasons() == [*before, self.MINE["reason"]]

    def test_a_new_one_is_still_a_new_one(self, drafted, place):
        opened = hidden(drafted.get(f"{PART}?part=rules")) | self.MINE
        self.meanwhile(drafted, "up", place)
        before = self.reasons()
        assert "not in the draft any more" not in self.again(drafted, opened)
        assert self.reasons() == [*before, self.MINE["reason"]]

    def test_of_the_general_settings_it_is_said_that_somebody_changed_them(self, drafted):
        opened = hidden(drafted.get(f"{PART}?part=general"))
        assert drafted.post(PART, opened | {"triage": "no"}).status_code == 303
        late = drafted.post(PART, opened | {"triage": "yes"})
        assert late.status_code == 409
        assert "Somebody has changed these settings" in late.text
        once_more = drafted.post(PART, opened | {"opened": hidden(late)["opened"]})
        assert once_more.status_code == 409
        assert "Somebody has changed these settings" not in once_more.text

    def test_a_page_of_a_draft_that_was_thrown_away_does_nothing_to_the_next(
        self, drafted, opened, place
    ):
        drafted.post(DRAFT, {"do": "discard", "edition": drafting.current().edition})
        drafted.post(DRAFT, {"do": "begin"})
        before = drafting.current()
        assert drafted.post(PART, opened).status_code == 409
        for seen in range(1, int(opened["edition"]) + 1):
            given = {"do": "remove", "part": "rules", "place": 0, "edition": seen}
            assert drafted.post(DRAFT, given).status_code == 409
            assert drafted.post(SWITCH, {"edition": seen, "why": "Old."}).status_code == 409
        now = drafting.current()
        assert (now.document, now.edition) == (before.document, before.edition)


def test_what_stands_against_it_is_said_before_it_is_put_in_force(boss, manager):
    load("dorset")
    row = make_referral()
    Referral.objects.filter(pk=row.pk).update(team="bureau")
    boss.post(DRAFT, {"do": "begin"})
    gone = {"do": "remove", "part": "teams", "place": 1, "edition": 1}
    assert boss.post(DRAFT, gone).status_code == 303
    page = boss.get(RULES).text
    assert "Victim Bureau has 1 open request." in page
    assert "Nobody works in Victim Support" in page
    assert "/intake/rules/switch/" not in page
    boss.post(DRAFT, gone | {"place": 0, "edition": 2})
    assert "Only somebody who works in Victim Support may open or remove its wall." in (
        html.unescape(boss.get(RULES).text)
    )
    answer = boss.post(SWITCH, {"edition": 3, "why": "All the same."})
    assert answer.status_code == 422
    assert "has 1 open request." in answer.text
    assert RulesVersion.objects.first().document["teams"]


def test_before_a_hub_is_loaded_the_page_says_what_to_run(db, manager):
    browser = sign_in(manager)
    assert "manage.py hub load NAME" in browser.get(RULES).text
    assert browser.post(DRAFT, {"do": "begin"}).status_code == 303
    assert browser.get(PART, {"part": "teams"}).status_code == 409
    assert browser.post(SWITCH, {"edition": 1, "why": "Nothing."}).status_code == 409
    Hub.load()
    assert "manage.py hub load NAME" in browser.get(RULES).text
    assert browser.get(TRY).status_code == 200


def test_a_draft_that_makes_no_sense_says_why_and_is_not_put_in_force(drafted):
    drafted.post(PART, RULE | {"edition": 1, "then-priority": ""})
    page = drafted.get(RULES).text
    assert "says nothing of what follows (then); say it, or remove the rule." in page
    assert "/intake/rules/switch/" not in page
    assert drafted.post(SWITCH, {"edition": 2, "why": "All the same."}).status_code == 422
    assert RulesVersion.objects.count() == 1
    tried = drafted.post(TRY, FACTS).text
    assert "The draft</h2>" not in tried
    assert "There is a draft that makes no sense yet" in tried


def test_a_team_that_is_not_there_cannot_be_chosen(drafted):
    answer = drafted.post(PART, RULE | {"edition": 1, "then-team": "nobody"})
    assert answer.status_code == 422


def test_what_the_draft_changes_stands_before_it_is_put_in_force(drafted):
    assert "Nothing yet." in drafted.get(RULES).text
    drafted.post(PART, RULE | {"edition": 1})
    page = drafted.get(RULES).text
    assert page.count("<strong>New:</strong>") == 1
    assert "<strong>Gone:</strong>" not in page


def test_why_must_be_said(drafted):
    answer = drafted.post(SWITCH, {"edition": 1, "why": ""})
    assert answer.status_code == 422
    assert "Write what is new, and why." in answer.text


@pytest.mark.parametrize(
    "query",
    ["part=nonsense", "", "part=rules&place=99", "part=rules&place=-1", "part=rules&place=1e9"],
)
def test_addresses_that_nobody_was_given(drafted, query):
    assert drafted.get(f"{PART}?{query}").status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {}, {"do": "up"}, {"do": "x", "edition": 1, "part": "rules", "place": 0},
        {"do": "remove", "edition": "x", "part": "rules", "place": 0},
        {"do": "remove", "edition": 1, "part": "general", "place": 0},
        {"do": "remove", "edition": 1, "part": "rules", "place": ""},
    ],
)  # fmt: skip
def test_forms_that_nobody_was_given(drafted, given):
    before = drafting.current().document
    assert drafted.post(DRAFT, given).status_code == 404
    assert drafting.current().document == before


@pytest.mark.parametrize("version", ["99", "x", "-1", "1.5", "²"])
def test_a_version_that_never_was(boss, version):
    assert boss.get(f"{RULES}?{urlencode({'version': version})}").status_code == 404
