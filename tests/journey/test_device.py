"""Whose device it is: the browser helps with typing only where nobody else looks (T-LEAK 06)."""

import re
from urllib.parse import urlencode

import pytest

from hub.models import Hub
from hub.snapshot import current_hub, forget
from referrals_portal.journey import language
from referrals_portal.models import Draft
from referrals_portal.steps import CALL, STEPS
from tests.journey.coming_back import come_back, make, press, shown
from tests.journey.conftest import at, hidden
from tests.journey.people import ANSWERS

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
PRIVATE, SHARED = {"shared": "no"}, {"shared": "yes"}
TOKENS = {
    ("call", "name"): "name",
    ("call", "phone"): "tel",
    ("you", "your_name"): "name",
    ("you", "organisation"): "organization",
    ("name", "name"): "name",
    ("contact", "phone"): "tel",
    ("contact", "email"): "email",
    ("contact", "address"): "street-address",
}
"""Every detail about the person at the device that a browser may know."""
FOR_OTHERS = ("someone_else", "someone_i_support_at_work", "my_child", "spokesperson")


def test_these_are_all_the_tokens_there_are():
    named = {
        (step.key, name): token
        for step in (CALL, *STEPS)
        for name, token in step.form.tokens.items()
    }
    assert named == TOKENS


def autocomplete(page, step, field):
    """Return a question's token; None where it has none of its own."""
    tag = re.search(rf'<(?:input|textarea)[^>]*name="{step}-{field}"[^>]*>', page)[0]
    found = re.search(r'autocomplete="([^"]*)"', tag)
    return found and found[1]


def of_form(page):
    """Return what the form says of all its questions."""
    return re.search(r'<form [^>]*autocomplete="(\w+)"[^>]*data-form', page)[1]


@pytest.mark.parametrize(("step", "field"), TOKENS)
@pytest.mark.parametrize("device", [PRIVATE, SHARED, None])
def test_a_browser_helps_only_on_a_device_of_ones_own(visitor, device, step, field):
    changes = {"who": {"for_whom": "someone_i_support_at_work"}} if step == "you" else {}
    if device is None:
        if step != "call":
            return
    else:
        visitor.has_answered("now", device=device)
        if step != "call":
            visitor.has_answered(step, device=device, **changes)
    page = visitor.get(step).content.decode()
    helps = device == PRIVATE
    assert of_form(page) == ("on" if helps else "off")
    assert autocomplete(page, step, field) == (TOKENS[step, field] if helps else None)


@pytest.mark.parametrize("for_whom", FOR_OTHERS)
def test_it_never_fills_in_the_name_of_another_person(visitor, for_whom):
    visitor.has_answered("name", device=PRIVATE, who={"for_whom": for_whom})
    assert autocomplete(visitor.get("name").content.decode(), "name", "name") == "off"


@pytest.mark.parametrize(
    ("contact_whom", "theirs"), [("them", True), ("me", False)], ids=["theirs", "ones own"]
)
def test_nor_how_to_reach_another_person(visitor, contact_whom, theirs):
    agreed = {"agrees": "yes", "contact_whom": contact_whom}
    visitor.has_answered("contact", device=PRIVATE, who={"for_whom": "someone_else"}, agreed=agreed)
    page = visitor.get("contact").content.decode()
    for field in ("phone", "email", "address"):
        wanted = "off" if theirs else TOKENS["contact", field]
        assert autocomplete(page, "contact", field) == wanted


def test_a_mind_that_changes_is_followed(visitor):
    visitor.has_answered("details", device=PRIVATE)
    visitor.post("device", SHARED)
    page = visitor.get("contact").content.decode()
    assert of_form(page) == "off"
    assert autocomplete(page, "contact", "phone") is None


@pytest.mark.parametrize("step", ["details", "needs", "told", "staff"])
def test_what_happened_is_never_offered_again(visitor, step):
    """No token stands at anything but the person's own details, whosever device it is."""
    visitor.has_answered(step, device=PRIVATE)
    page = visitor.get(step).content.decode()
    for tag in re.findall(rf'<(?:input|textarea)[^>]*name="{step}-[^>]*>', page):
        assert "autocomplete" not in tag or 'autocomplete="off"' in tag


class TestShift:
    """The Shift key may be left alone, for whoever needs it for something else."""

    def test_once_turned_off_it_stays_off(self, visitor):
        visitor.has_answered("now", device=SHARED | {"shift_off": "on"})
        for step in ("now", "device", "call"):
            assert 'data-shift="off"' in visitor.get(step).content.decode(), step
        visitor.has_answered("check", device=SHARED | {"shift_off": "on"})
        assert 'data-shift="off"' in visitor.get("check").content.decode()

    def test_unless_they_turn_it_on_again(self, visitor):
        visitor.has_answered("now", device=SHARED | {"shift_off": "on"})
        visitor.post("device", SHARED)
        assert 'data-shift="off"' not in visitor.get("now").content.decode()

    def test_it_works_where_nobody_said_otherwise(self, visitor):
        visitor.has_answered("check", device=SHARED)
        for step in ("device", "now", "call", "check"):
            assert 'data-shift="off"' not in visitor.get(step).content.decode(), step

    def test_on_every_page_that_comes_after_too(self, visitor):
        """What was sent, the way back, the start and safety pages, and where it is over."""
        visitor.has_answered(device=SHARED | {"shift_off": "on"})
        visitor.post("check")
        for step in ("sent", "back"):
            assert 'data-shift="off"' in visitor.get(step).content.decode(), step
        for address in ("/get-help/", "/get-help/private/"):
            assert 'data-shift="off"' in visitor.client.get(address).content.decode(), address
        kept = make(visitor)
        assert come_back(kept, visitor)[1]["Location"] == "/form/back/open/"
        for step in ("back/open", "back/stop", "back/contact"):
            assert 'data-shift="off"' in visitor.get(step).content.decode(), step
        again = hidden(visitor.get("sent").content.decode())
        visitor.client.post("/form/", urlencode(again), content_type=FORM)
        assert 'data-shift="off"' in visitor.get("device").content.decode()

    def test_where_answers_are_over_and_when_keys_are_away(self, visitor, keys):
        visitor.answer("device", device=SHARED | {"shift_off": "on"})
        Draft.objects.all().delete()
        cookie = visitor.client.cookies["form"].value
        over = visitor.get("now")
        assert over.status_code == 410
        assert 'data-shift="off"' in over.content.decode()
        visitor.client.cookies["form"] = cookie
        (keys / "pins.json").unlink()
        assert 'data-shift="off"' in visitor.get("now").content.decode()

    def test_on_the_pages_that_save_it_and_on_another_device(self, visitor):
        Hub.objects.update_or_create(
            defaults={"drafts_may_be_saved": True, "slug": current_hub().slug}, pk=Hub.load().pk
        )
        forget()
        visitor.answer("device", "now", device=SHARED | {"shift_off": "on"})
        saving = press(visitor, "save", visitor.get("who"), {"save": "who"})
        saved = press(visitor, "save", saving)
        for page in (saving, saved):
            assert 'data-shift="off"' in page.content.decode()
        browser, _ = come_back(shown(saved))
        assert 'data-shift="off"' in browser.get("who").content.decode()
        forget()

    def test_in_welsh_too(self, visitor, monkeypatch):
        monkeypatch.setattr(language, "offered", lambda: ["en", "cy"])
        visitor.answer("device", device=SHARED | {"shift_off": "on"})
        for code in ("cy", "en"):
            page = press(visitor, "now", visitor.get("now"), {"language": code}).content.decode()
            assert f'<html lang="{code}' in page
            assert 'data-shift="off"' in page

    def test_on_a_page_with_a_mistake_too(self, visitor):
        visitor.has_answered("now", device=SHARED | {"shift_off": "on"})
        assert 'data-shift="off"' in visitor.post("now", {}).content.decode()


def test_nobody_is_let_past_without_saying_whose_device_it_is(visitor):
    response = visitor.post("device", {})
    assert response.status_code == 200
    assert "Choose if anyone else might use or check this device." in response.content.decode()
    assert visitor.get("who")["Location"] == at("device")
    assert ANSWERS["device"]["shared"] == "yes"
