"""Saving an unfinished form, which a hub has to turn on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub import snapshot
from hub.models import Hub
from referrals_portal.journey import drafts, guessing
from referrals_portal.models import Draft, Referral, ReturnBox
from tests.journey.coming_back import MINE, come_back, other_words, press, send, shown
from tests.journey.conftest import Visitor, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap")]


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
    assert drafts.purge(timezone.now()) == 1
    assert guessing.purge(timezone.now()) == 1
    assert come_back(kept)[1].status_code == 200


def test_going_on_later_does_not_shorten_the_week(saving, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    kept = begun(saving)
    time_machine.move_to(start + timedelta(days=1), tick=False)
    browser, _ = come_back(kept)
    browser.answer("name")
    time_machine.move_to(start + timedelta(days=3), tick=False)
    assert come_back(kept)[1]["Location"] == at("where")


def test_what_was_typed_on_the_page_is_kept_if_it_is_whole(saving):
    saving.answer("device", "now", "who")
    kept = shown(save(saving, "name", MINE["name"]))
    browser, answer = come_back(kept)
    assert answer["Location"] == at("where")
    assert "Llŷr" in browser.get("name").content.decode()


def test_what_cannot_be_an_answer_is_not(saving):
    saving.answer("device", "now", "who")
    kept = shown(save(saving, "name", {"age_band": "nonsense"}))
    assert come_back(kept)[1]["Location"] == at("name")


def test_another_tabs_answer_is_not_written_over(saving):
    saving.answer("device", "now", "who")
    page = saving.get("name")
    saving.post("name", {"name": "From the other tab", "age_band": "18_59"})
    late = {"name-name": "From this tab", "name-age_band": "18_59", "save": "name"}
    browser, _ = come_back(shown(confirm(saving, press(saving, "save", page, late))))
    assert "From the other tab" in browser.get("name").content.decode()


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


def test_sent_meanwhile_it_leads_to_what_was_sent(saving):
    kept = begun(saving)
    browser, _ = come_back(kept)
    browser.client.cookies.clear()
    send(saving)
    reference = Referral.objects.get().reference
    browser, answer = come_back(kept)
    assert answer["Location"] == "/form/sent/"
    assert reference in browser.get("sent").content.decode()


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
