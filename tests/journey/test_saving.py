"""Saving an unfinished form, which a hub has to turn on."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db.models import F
from django.utils import timezone

from hub import snapshot
from hub.models import Hub
from referrals_portal.journey import drafts, guessing
from referrals_portal.models import Draft, Referral, ReturnBox
from referrals_portal.sealing import returning
from referrals_portal.sealing.drafts import Secret
from tests.journey.coming_back import come_back, other_words, press, shown
from tests.journey.conftest import Visitor, at, hidden
from tests.journey.people import ANSWERS

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def saving(visitor):
    """A visitor to a hub that has turned it on."""
    hub = Hub.objects.get_or_create(slug="here", defaults={"name": "Here"})[0]
    Hub.objects.filter(pk=hub.pk).update(drafts_may_be_saved=True, phone="0808 178 1641")
    snapshot.forget()
    yield visitor
    snapshot.forget()


def save(visitor, step, values=None):
    """Press "Save and come back later" on a step's page."""
    typed = {f"{step}-{name}": value for name, value in (values or {}).items()}
    return confirm(visitor, press(visitor, "save", visitor.get(step), typed | {"save": step}))


def confirm(visitor, answer):
    """Press the button of the page that says what saving means, if that is where it leads."""
    if "Save your answers for a week?" not in answer.content.decode():
        return answer
    assert "deletes your answers for good" in answer.content.decode()
    return press(visitor, "save", answer)


def begun(visitor):
    """Answer the first questions, and save on the fourth page; return what is kept."""
    visitor.answer("device", "now", "who")
    page = save(visitor, "name")
    assert page.status_code == 200
    return shown(page)


def test_it_is_off_unless_the_hub_turns_it_on(visitor):
    visitor.answer("device", "now", "who")
    page = visitor.get("name")
    assert "Save and come back later" not in page.content.decode()
    assert press(visitor, "save", page, {"save": "name"}).status_code == 404
    assert not ReturnBox.objects.exists()


def test_it_is_offered_on_every_step_and_says_what_leaving_does(saving):
    saving.answer("device", "now", "who")
    page = saving.get("name").content.decode()
    assert "Save and come back later" in page
    assert "still deletes your answers" in page
    assert "Save and come back later" not in Visitor().get("call").content.decode()


def test_a_week_later_on_another_device_it_goes_on(saving, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    kept = begun(saving)
    time_machine.move_to(start + timedelta(days=6, hours=23), tick=False)
    drafts.purge(timezone.now())
    guessing.purge(timezone.now())
    browser, answer = come_back(kept)
    assert answer["Location"] == at("name")
    browser.answer("name")
    assert browser.get("where").status_code == 200
    time_machine.move_to(start + timedelta(days=7, minutes=1), tick=False)
    assert browser.get("where").status_code == 410
    assert drafts.purge(timezone.now()) == 2
    assert guessing.purge(timezone.now()) == 1
    assert come_back(kept)[1].status_code == 200


def test_the_cookie_that_is_left_on_the_device_opens_it_for_an_hour_only(saving, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    kept = begun(saving)
    time_machine.move_to(start + timedelta(minutes=61), tick=False)
    assert saving.get("name").status_code == 410
    drafts.purge(timezone.now())
    browser, answer = come_back(kept)
    assert answer["Location"] == at("name")
    # Nor does that of the device on which it was opened again.
    time_machine.move_to(start + timedelta(minutes=123), tick=False)
    assert browser.get("name").status_code == 410
    assert come_back(kept)[1]["Location"] == at("name")


def test_no_cookie_ever_has_the_secret_of_what_was_saved(saving):
    kept = begun(saving)
    browser, _ = come_back(kept)
    for each in (saving, browser):
        secret = Secret.from_text(each.client.cookies["form"].value.split(".")[0])
        row = Draft.objects.get(key=secret.row)
        assert row.expires_at <= timezone.now() + drafts.ABSOLUTE
    assert Draft.objects.filter(expires_at__gt=timezone.now() + timedelta(days=6)).count() == 1


def test_going_back_to_the_page_saves_nothing_again(saving):
    saving.answer("device", "now", "who")
    page = press(saving, "save", saving.get("name"), {"save": "name"})
    token = hidden(page.content.decode())
    answer = saving.client.post("/form/save/", urlencode(token), content_type=FORM)
    assert (answer.status_code, answer["Location"]) == (303, "/form/save/")
    kept = shown(saving.get("save"))
    page = saving.get("save").content.decode()
    assert "Save your answers for a week?" in page
    assert kept.in_groups not in page
    assert ReturnBox.objects.count() == 1


def test_they_can_go_on_at_once(saving):
    saving.answer("device", "now", "who")
    page = save(saving, "name", ANSWERS["name"]).content.decode()
    assert f'href="{at("where")}"' in page
    assert "saved only when you save it again" in page
    assert saving.get("where").status_code == 200


def test_going_on_later_neither_shortens_the_week_nor_saves_by_itself(saving, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    kept = begun(saving)
    time_machine.move_to(start + timedelta(days=1), tick=False)
    browser, _ = come_back(kept)
    browser.answer("name")
    again = shown(save(browser, "where"))
    time_machine.move_to(start + timedelta(days=3), tick=False)
    assert come_back(kept)[1]["Location"] == at("name")
    assert come_back(again)[1]["Location"] == at("where")


def test_who_comes_back_and_sends_at_once_is_no_robot(saving, slow_people):
    saving.at_check()
    page = press(saving, "save", saving.get("staff"), {"save": "staff", "staff-knows": "no"})
    browser, answer = come_back(shown(confirm(saving, page)))
    assert answer["Location"] == "/form/check/"
    browser.post("check")
    assert not Referral.objects.get().suspected


def test_what_was_typed_on_the_page_is_kept_if_it_is_whole(saving):
    saving.answer("device", "now", "who")
    kept = shown(save(saving, "name", ANSWERS["name"]))
    browser, answer = come_back(kept)
    assert answer["Location"] == at("where")
    assert "Llŷr" in browser.get("name").content.decode()


def test_what_cannot_be_an_answer_is_not(saving):
    saving.answer("device", "now", "who")
    kept = shown(save(saving, "name", {"age_band": "nonsense"}))
    assert come_back(kept)[1]["Location"] == at("name")


def test_what_was_typed_and_is_not_whole_is_there_again(saving):
    """Half a page is what somebody has who must stop."""
    saving.answer("device", "now", "who")
    page = save(saving, "name", {"name": "CANARY-half"})
    assert f'href="{at("name")}"' in page.content.decode()
    assert not any(b"CANARY" in bytes(row.sealed) for row in Draft.objects.all())
    browser, answer = come_back(shown(page))
    assert answer["Location"] == at("name")
    for each in (saving, browser):
        asked = each.get("name").content.decode()
        assert 'value="CANARY-half"' in asked
        assert "govuk-error-summary" not in asked
    browser.answer("name")
    assert "CANARY-half" not in browser.get("name").content.decode()


def test_so_is_half_of_an_earlier_page_that_was_opened_again(saving):
    saving.answer("device", "now", "who", "name")
    kept = shown(save(saving, "name", {"name": "CANARY-half"}))
    browser, answer = come_back(kept)
    assert answer["Location"] == at("name")
    assert 'value="CANARY-half"' in browser.get("name").content.decode()


def test_so_is_half_of_the_very_first_page(saving):
    kept = shown(save(saving, "device", {"shift_off": "on"}))
    browser, answer = come_back(kept)
    assert answer["Location"] == at("device")
    box = re.search(
        r'<input[^>]*name="device-shift_off"[^>]*>', browser.get("device").content.decode()
    )
    assert "checked" in box[0]


def test_another_tabs_answer_is_not_written_over(saving):
    saving.answer("device", "now", "who")
    page = saving.get("name")
    saving.post("name", {"name": "From the other tab", "age_band": "18_59"})
    late = {"name-name": "From this tab", "name-age_band": "18_59", "save": "name"}
    browser, _ = come_back(shown(confirm(saving, press(saving, "save", page, late))))
    both = browser.get("name")
    assert both.status_code == 409
    for tab in ("From the other tab", "From this tab"):
        assert tab in both.content.decode()


def test_where_there_is_nothing_there_is_nothing_to_save(saving):
    answer = save(saving, "device")
    assert answer["Location"] == at("device")
    assert not ReturnBox.objects.exists()
    assert save(saving, "device", {"shared": "yes"}).status_code == 200
    assert ReturnBox.objects.get().referral is None


def test_leaving_deletes_it_for_good(saving):
    kept = begun(saving)
    saving.client.post("/leave")
    assert not Draft.objects.exists()
    _, answer = come_back(kept)
    assert answer.status_code == 410
    assert "What you saved is no longer here" in answer.content.decode()


def test_leaving_after_coming_back_deletes_it_too(saving):
    kept = begun(saving)
    browser, _ = come_back(kept)
    browser.client.post("/leave")
    assert come_back(kept)[1].status_code == 410


def test_leaving_deletes_nobody_elses(saving):
    begun(saving)
    other = Visitor()
    kept = begun(other)
    saving.client.post("/leave")
    assert come_back(kept)[1]["Location"] == at("name")


@pytest.mark.parametrize("who", ["the same device", "another device"])
def test_sent_meanwhile_it_cannot_be_sent_once_more(saving, who):
    kept = begun(saving)
    browser = saving if who == "the same device" else come_back(kept)[0]
    browser.walk()
    assert browser.post("check").status_code == 303
    _, answer = come_back(kept)
    assert answer.status_code == 410
    assert "They also go when you send them" in answer.content.decode()
    assert Referral.objects.count() == 1


def test_another_tab_that_was_quicker_makes_no_copy(saving, monkeypatch):
    saving.answer("device", "now", "who")
    page = press(saving, "save", saving.get("name"), {"save": "name"})
    copy = drafts.copy

    def slower(*args):
        monkeypatch.setattr(drafts, "copy", copy)
        Draft.objects.update(version=F("version") + 1)
        copy(*args)

    monkeypatch.setattr(drafts, "copy", slower)
    token = hidden(page.content.decode())
    answer = saving.client.post("/form/save/", urlencode(token), content_type=FORM)
    assert (answer.status_code, answer["Location"]) == (303, "/form/save/")
    assert Draft.objects.count() == 1
    assert not ReturnBox.objects.exists()


def test_too_many_at_once_is_said_and_is_no_error_in_the_log(saving, monkeypatch, caplog):
    def busy(*args):
        raise returning.Busy

    saving.answer("device", "now", "who")
    monkeypatch.setattr(returning, "key_of", busy)
    answer = save(saving, "name")
    assert answer.status_code == 503
    assert "Please wait a minute" in answer.content.decode()
    assert not caplog.records
    assert not ReturnBox.objects.exists()


def test_other_words_open_nothing(saving):
    kept = begun(saving)
    browser, answer = come_back(kept, words=other_words(kept))
    assert answer.status_code == 200
    assert "form" not in browser.client.cookies


def test_the_secret_is_nowhere_in_the_row(saving):
    begun(saving)
    secret = saving.client.cookies["form"].value.split(".")[0]
    row = ReturnBox.objects.get()
    assert secret.encode() not in bytes(row.sealed)
    assert row.expires_at is not None


def test_a_token_is_needed(saving):
    saving.answer("device")
    assert saving.send("save", {"save": "now"}).status_code == 403
