"""A letter on paper: the right words, to a safe address, and nothing of us that may not be said."""

import re

import pytest
import time_machine
from django.utils import translation

from hub.loading import load
from hub.snapshot import current_hub
from referrals_portal.models import ContactAttempt, Event, Referral, Task
from tests.actions.test_tasks import make_task
from tests.actions.writing import ALL, NOW
from tests.intake.making import ANSWERS, make_referral, typed
from tests.intake.test_messaging import page, post
from tests.intake.test_queue import text

SAY_WHO = {"calling": ANSWERS["calling"] | {"say_who": "yes"}}


@pytest.fixture(autouse=True)
def clock(settings):
    settings.MESSAGES = "notify"
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def row(keys, clock):
    return make_referral(**ALL)


def printed(browser, row, task):
    """All that is on the paper."""
    answer = browser.get(page(row, "letter/"), {"task": task.pk})
    assert answer.status_code == 200
    found = re.search(r"<article.*?</article>", answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_it_says_what_the_message_says_and_no_more(at_work, row):
    said = printed(at_work, row, make_task(row, "letter"))
    assert said.startswith("Ffion Example 1 Example Street Anytown 20 November 2026")
    assert "We tried to reach you. There is no hurry" in said
    hub = current_hub()
    assert hub.name not in said
    assert hub.phone not in said
    assert row.reference not in said


def test_nothing_of_us_is_where_a_browser_prints_it(at_work, row):
    found = at_work.get(page(row, "letter/"), {"task": make_task(row, "letter").pk})
    assert "<title>Letter</title>" in found.content.decode()
    assert "Use a plain envelope" in text(found)


def test_it_says_who_we_are_to_whom_that_may_be_said(at_work, keys):
    row = make_referral(**ALL, **SAY_WHO)
    assert f"From {current_hub().name}" in printed(at_work, row, make_task(row, "letter"))


def test_it_is_in_their_language(at_work, keys):
    load("dyfed-powys")
    with translation.override("cy"):
        row = make_referral(**ALL)
    task = make_task(row, "letter")
    said = printed(at_work, row, task)
    assert "20 Tachwedd 2026" in said
    assert "Ceisiom eich cyrraedd" in said
    assert 'lang="cy"' in at_work.get(page(row, "letter/"), {"task": task.pk}).content.decode()


def test_opening_it_is_written_down(at_work, row, caseworker):
    printed(at_work, row, make_task(row, "letter"))
    assert Event.objects.filter(kind="opened", by=caseworker.pk).count() == 1


def test_the_letter_of_an_appointment(at_work, row):
    given = typed("starts_at", "2026-11-26 14:30") | {"channel": "letter"}
    answer = post(at_work, row, "appointment", **given)
    assert "A letter waits under" in text(at_work.get(answer["Location"]))
    said = printed(at_work, row, Task.objects.get())
    assert "We agreed on Thursday 26 November at 2:30pm." in said
    loose = make_task(row, "letter", "APPOINTMENT")
    assert printed(at_work, row, loose) == ""


def test_an_offer_without_a_code_is_not_printed(at_work, row):
    task = make_task(row, "letter", "OFFER")
    assert printed(at_work, row, task) == ""
    answer = at_work.get(page(row, "letter/"), {"task": task.pk})
    assert "There is no code for this offer" in text(answer)


@pytest.mark.parametrize(
    "changes",
    [
        {"safe": ANSWERS["safe"] | {"letter": "no"}},
        {"safe": ANSWERS["safe"]},
        {"agree": {"contact": "no"}},
        {"contact": ALL["contact"] | {"address": ""}},
    ],
)
def test_no_letter_where_none_is_safe(at_work, keys, changes):
    row = make_referral(**ALL | changes)
    task = make_task(row, "letter")
    assert printed(at_work, row, task) == ""
    found = at_work.get(page(row, "letter/"), {"task": task.pk})
    assert "Do not post one" in text(found)
    assert "1 Example Street" not in text(found)
    assert post(at_work, row, "posted", task=task.pk).status_code == 409
    assert not ContactAttempt.objects.exists()


@pytest.mark.parametrize(("end", "given"), [("withdraw", {}), ("close", {"outcome": "no_contact"})])
def test_nor_once_it_has_ended(at_work, row, end, given):
    task = make_task(row, "letter")
    assert "Print the letter" in text(at_work.get(page(row)))
    assert post(at_work, row, end, **given).status_code == 303
    assert printed(at_work, row, task) == ""
    found = text(at_work.get(page(row)))
    assert "Print the letter" not in found
    assert "Do not post it." in found


def test_posted_is_a_try_that_is_recorded_and_done(at_work, row):
    task = make_task(row, "letter")
    assert post(at_work, row, "posted", task=task.pk).status_code == 303
    found = text(at_work.get(page(row)))
    assert "Letter: Sent" in found
    assert "Seen to: We tried to reach them" in found
    assert Referral.objects.get().status == "attempting"
    assert at_work.get(page(row, "letter/"), {"task": task.pk}).status_code == 404
    assert post(at_work, row, "posted", task=task.pk).status_code == 409


@pytest.mark.parametrize("task", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_letter_that_is_not_there(at_work, row, task):
    assert at_work.get(page(row, "letter/"), {"task": task}).status_code == 404
    not_a_letter = make_task(row)
    assert at_work.get(page(row, "letter/"), {"task": not_a_letter.pk}).status_code == 404
    others = make_task(make_referral(**ALL), "letter")
    assert at_work.get(page(row, "letter/"), {"task": others.pk}).status_code == 404


def test_a_manager_who_did_not_unlock_prints_nothing(locked, unlocked, keys):
    row = make_referral(**ALL, staff={"knows": "yes"})
    task = make_task(row, "letter")
    assert "Ffion Example" in printed(unlocked, row, task)
