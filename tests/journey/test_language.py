"""T-FLOW 08: the language may be changed at any time, and nothing typed is lost by it."""

import html
import re

import pytest

from hub.models import Hub, Welsh
from hub.snapshot import current_hub, forget
from referrals_portal.journey import drafts, routing
from referrals_portal.models import Draft, Referral
from referrals_portal.sealing import Place, opening
from tests.journey.conftest import Visitor, at, hidden
from tests.journey.people import ANSWERS, CALL

pytestmark = pytest.mark.django_db

UNREVIEWED = "This Welsh is a draft"


@pytest.fixture
def offer(db):
    """A function that offers the journey in Welsh, or no longer does."""

    def offer(welsh):
        Hub.objects.update_or_create(
            defaults={"welsh": welsh, "slug": current_hub().slug}, pk=Hub.load().pk
        )
        forget()

    yield offer
    forget()


@pytest.fixture
def bilingual(offer, visitor):
    """A visitor to a hub that has switched Welsh on."""
    offer(Welsh.REVIEWED)
    return visitor


def spoken(response):
    """Return the language in which a page says that it is written."""
    return re.search(r'<html lang="([^"]+)"', response.content.decode())[1]


def switch(visitor, step, code, data=None):
    """Press the other language's button on a step's page, with what was typed so far."""
    page = visitor.get(step).content.decode()
    return visitor.send(step, (data or {}) | {"language": code} | hidden(page))


def kept(visitor):
    """Return the parts of the cookie."""
    return visitor.client.cookies[drafts.cookie_name()].value.split(".")


class TestSwitching:
    """In the middle of a form."""

    def test_what_is_typed_and_not_sent_is_there_in_the_other_language(self, bilingual):
        bilingual.has_answered("details")
        typed = {"details-crime_types": ["fraud", "theft"], "details-words": "CANARY\nnot sent"}
        response = switch(bilingual, "details", "cy", typed)
        page = html.unescape(response.content.decode())
        assert (response.status_code, spoken(response)) == (200, "cy")
        assert "CANARY\nnot sent" in page
        assert page.count("checked") == 2
        # And it can be sent as it stands.
        assert bilingual.send("details", typed | hidden(page)).status_code == 303

    def test_nothing_is_called_wrong_that_was_only_not_finished(self, bilingual):
        bilingual.has_answered("name")
        response = switch(bilingual, "name", "cy", {"name-name": "CANARY"})
        page = response.content.decode()
        assert "CANARY" in page
        assert "govuk-error-summary" not in page

    def test_what_was_answered_before_is_kept(self, bilingual):
        bilingual.has_answered("told")
        switch(bilingual, "told", "cy")
        assert spoken(bilingual.get("details")) == "cy"
        assert "CANARY-words" in bilingual.get("details").content.decode()

    def test_and_back_again(self, bilingual):
        bilingual.has_answered("now")
        assert spoken(switch(bilingual, "now", "cy")) == "cy"
        assert spoken(switch(bilingual, "now", "en", {"now-danger": "yes"})) == "en-gb"
        assert len(kept(bilingual)) == 3

    def test_times_and_boxes_are_kept_too(self, bilingual):
        typed = {
            "call-name": "CANARY", "call-when": "at_times", "call-days": ["1", "3"],
            "call-start": "10:00", "call-voicemail": "no",
        }  # fmt: skip
        page = switch(bilingual, "call", "cy", typed).content.decode()
        assert page.count("checked") == 4
        assert re.search(r'<option value="10:00"[^>]* selected', page)
        assert not Referral.objects.exists()

    @pytest.mark.parametrize("step", ["check", "sent", "advice", "contact"])
    def test_on_a_page_that_is_not_theirs_yet_they_go_where_they_are(self, bilingual, step):
        page = bilingual.get("device").content.decode()
        response = bilingual.send(step, {"language": "cy"} | hidden(page))
        assert response.status_code == 303
        while response.status_code == 303:
            response = bilingual.client.get(response["Location"])
        assert (response.request["PATH_INFO"], spoken(response)) == (at("device"), "cy")

    def test_on_the_check_page_it_sends_nothing(self, bilingual):
        bilingual.has_answered()
        response = switch(bilingual, "check", "cy")
        assert (response.request["PATH_INFO"], spoken(response)) == ("/form/check/", "cy")
        assert not Referral.objects.exists()

    def test_without_the_forms_token_nothing_happens(self, bilingual):
        bilingual.get("device")
        assert bilingual.send("device", {"language": "cy"}).status_code == 403


class TestTheWholeWay:
    """From the start page to the page that says it was sent."""

    def test_the_language_of_the_start_page_is_kept_until_the_end(self, bilingual):
        start = bilingual.client.get("/cy/get-help/")
        assert spoken(start) == "cy"
        link = re.search(r'href="(/form/\?[^"]*)"', start.content.decode())[1]
        bilingual.client.get(html.unescape(link))
        for step in routing.path(ANSWERS):
            assert spoken(bilingual.get(step)) == "cy", step
            bilingual.answer(step)
        assert spoken(bilingual.get("check")) == "cy"
        bilingual.post("check")
        assert spoken(bilingual.get("sent")) == "cy"
        referral = Referral.objects.get()
        content = opening.open_signed(referral, Place("referral", referral.uuid))
        assert content["language"] == "cy"

    @pytest.mark.parametrize("code", ["en", "cy"])
    def test_what_was_sent_says_in_which_language(self, bilingual, code):
        bilingual.client.get(f"/form/?way=call&language={code}")
        bilingual.post("call", CALL)
        referral = Referral.objects.get()
        content = opening.open_signed(referral, Place("referral", referral.uuid))
        assert content["language"] == code

    def test_a_mistake_is_shown_in_the_same_language(self, bilingual):
        bilingual.client.get("/form/?language=cy")
        response = bilingual.post("device", {})
        assert "govuk-error-summary" in response.content.decode()
        assert spoken(response) == "cy"

    def test_each_language_stands_there_by_its_own_name(self, bilingual):
        page = bilingual.get("device").content.decode()
        assert '<span lang="en" aria-current="true">English</span>' in page
        assert re.search(r'<button[^>]*name="language" value="cy" lang="cy"[^>]*>Cymraeg<', page)


class TestTheCookie:
    """It gains one word, which says nothing about the person."""

    def test_english_adds_nothing_and_welsh_two_letters(self, bilingual):
        bilingual.get("device")
        assert len(kept(bilingual)) == 3
        switch(bilingual, "device", "cy")
        assert len(kept(bilingual)) == 4
        assert kept(bilingual)[3] == "cy"
        assert len(".".join(kept(bilingual))) < 200

    @pytest.mark.parametrize("code", ["de", "CY", "", "../x", "cy.x", "x" * 500])
    def test_no_other_word_gets_into_it(self, bilingual, code):
        bilingual.client.get("/form/", {"language": code})
        switch(bilingual, "device", code)
        assert spoken(bilingual.get("device")) == "en-gb"
        assert len(kept(bilingual)) == 3

    @pytest.mark.parametrize("code", ["de", "CY", "", "é"])
    def test_a_cookie_with_another_word_is_english(self, bilingual, code):
        bilingual.get("device")
        parts = kept(bilingual)[:3]
        bilingual.client.cookies[drafts.cookie_name()] = ".".join([*parts, code])
        response = bilingual.get("device")
        assert (response.status_code, spoken(response)) == (200, "en-gb")

    def test_choosing_a_language_begins_nothing(self, bilingual):
        bilingual.client.get("/form/?language=cy")
        assert spoken(bilingual.get("device")) == "cy"
        assert not Draft.objects.exists()


class TestWhereItIsNotOffered:
    """A hub switches it on itself."""

    def test_there_is_no_such_page_and_no_such_button(self, visitor):
        assert visitor.client.get("/cy/get-help/").status_code == 404
        for page in ("/get-help/", at("device"), "/form/call/"):
            shown = visitor.client.get(page).content.decode()
            assert "Cymraeg" not in shown
            assert 'name="language"' not in shown

    def test_asking_for_it_all_the_same_changes_nothing(self, visitor):
        visitor.client.get("/form/?language=cy")
        assert spoken(switch(visitor, "device", "cy")) == "en-gb"
        assert len(kept(visitor)) == 3

    def test_a_hub_that_switches_it_off_again_goes_on_in_english(self, bilingual, offer):
        bilingual.client.get("/form/?language=cy")
        bilingual.has_answered("contact")
        offer(Welsh.OFF)
        assert spoken(bilingual.get("contact")) == "en-gb"
        assert "Llŷr" in bilingual.get("name").content.decode()


@pytest.mark.parametrize(
    ("welsh", "code", "warned"),
    [
        (Welsh.DEMONSTRATION, "cy", True),
        (Welsh.DEMONSTRATION, "en", False),
        (Welsh.REVIEWED, "cy", False),
        (Welsh.REVIEWED, "en", False),
    ],
)
def test_welsh_that_nobody_checked_says_so_on_every_page(offer, visitor, welsh, code, warned):
    offer(welsh)
    start = "/cy/get-help/" if code == "cy" else "/get-help/"
    assert (UNREVIEWED in visitor.client.get(start).content.decode()) == warned
    visitor.client.get(f"/form/?language={code}")
    visitor.walk()
    for step in ("device", "details", "check"):
        assert (UNREVIEWED in visitor.get(step).content.decode()) == warned, step
    visitor.post("check")
    assert (UNREVIEWED in visitor.get("sent").content.decode()) == warned


def test_two_visitors_do_not_share_a_language(bilingual):
    other = Visitor()
    bilingual.client.get("/form/?language=cy")
    assert spoken(bilingual.get("device")) == "cy"
    assert spoken(other.get("device")) == "en-gb"
