"""How messages are going, for managers; and the line that tells everybody that they are delayed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.running import summary
from config.running.notify import Messages
from core.rounding import to_the_hour
from referrals_portal.models import OutboxMessage, Pace
from tests.actions.test_tasks import make_task
from tests.intake.making import make_referral, sign_in
from tests.intake.test_queue import text

MESSAGES = "/intake/messages/"


@pytest.fixture
def boss(manager):
    return sign_in(manager)


@pytest.fixture
def waiting(keys, db, settings):
    """Somebody who waits for a confirmation."""
    settings.MESSAGES = "notify"
    return make_referral(hours_ago=0, message={"confirm_by": "email"})


def away():
    Pace.objects.create(
        name="all", failures=7, waits_for="away", waits_until=timezone.now() + timedelta(hours=1),
        last_error="unavailable", last_error_at=to_the_hour(timezone.now()),
    )  # fmt: skip


@pytest.mark.parametrize("address", [MESSAGES, "/intake/feedback/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_a_caseworker_there_is_no_such_page(address, method, at_work):
    assert getattr(at_work, method)(address).status_code == 404


def test_when_all_is_well_it_says_so(boss, settings):
    settings.MESSAGES = "notify"
    page = text(boss.get(MESSAGES))
    assert "All is well." in page
    assert "None is waiting" in page
    assert "At most 3000 are sent in a minute." in page
    assert "delayed" not in page


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-25 12:00:00+00:00", ""),
        ("2026-11-28 12:00:00+00:00", "leaves from Monday 30 November, 09:00."),
    ],
)
def test_while_the_hub_is_closed_it_says_when_messages_leave(
    manager, settings, time_machine, at, said
):
    settings.MESSAGES = "notify"
    time_machine.move_to(at, tick=False)
    page = text(sign_in(manager).get(MESSAGES))
    assert ("The hub is closed now." in page) == bool(said)
    assert said in page
    line = summary.lines(Messages("", ""), [])[4]
    assert line.endswith(said.rstrip("."))
    assert ("closed" in line) == bool(said)


def test_where_nothing_is_sent_it_says_that_instead(boss, settings):
    settings.MESSAGES = "none"
    page = text(boss.get(MESSAGES))
    assert "This system does not send messages." in page
    assert "All is well" not in page


def test_what_is_wrong_stands_with_what_to_do(boss, waiting):
    away()
    page = text(boss.get(MESSAGES))
    assert "Messages are delayed: the message service does not answer. Nothing is tried" in page
    assert "For whoever looks after this system: Nothing is lost, and nothing is sent" in page
    assert "The message service did not answer in the hour from" in page
    assert "All is well" not in page


def test_a_lost_alert_is_for_managers_to_look_at(boss, waiting):
    OutboxMessage.objects.update(template="ROTA", state="failed")
    page = text(boss.get(MESSAGES))
    assert "An alert was lost: the rota was to be told at once, and that did not arrive." in page
    assert "Look at the top of the queue now" in page
    assert "whoever looks after this system" not in page


def test_the_queue_leads_managers_there_with_how_much_is_wrong(boss, at_work, waiting):
    assert f'href="{MESSAGES}">Messages</a>' in boss.get("/intake/").text
    away()
    assert (
        f'href="{MESSAGES}">Messages</a> <span class="count">1</span>' in boss.get("/intake/").text
    )
    assert MESSAGES not in at_work.get("/intake/").text


def test_every_page_leads_managers_to_what_is_theirs_and_nobody_else(boss, at_work, waiting):
    theirs = ("/intake/rules/", MESSAGES, "/intake/feedback/")
    for page in ("/intake/", f"/intake/referral/{waiting.pk}/", *theirs):
        found = boss.get(page).text
        assert all(f'href="{address}"' in found for address in theirs)
        assert [f'{address}" aria-current="page"' in found for address in theirs] == [
            address == page for address in theirs
        ]
    for page in ("/intake/", f"/intake/referral/{waiting.pk}/"):
        assert not any(address in at_work.get(page).text for address in theirs)


@pytest.mark.parametrize("address", ["/intake/", "/intake/list"])
def test_everybody_is_told_that_messages_are_delayed(address, at_work, waiting):
    """T-FAULT 09."""
    assert "Messages are delayed" not in text(at_work.get(address))
    away()
    page = text(at_work.get(address))
    assert "Messages are delayed: the message service does not answer." in page
    OutboxMessage.objects.update(state="delivered")
    assert "Messages are delayed" not in text(at_work.get(address)), "nothing waits"


def test_what_failed_waits_and_what_is_left_to_do_is_a_step_away(boss, waiting):
    """Whatever is tried again later has waited since its first try."""
    later = timezone.now() + timedelta(minutes=30)
    OutboxMessage.objects.update(attempts=4, due_at=later)
    make_task(waiting)
    page = boss.get(MESSAGES)
    assert "None is waiting" not in text(page)
    assert (
        '<a href="/intake/?show=tasks">There is 1 thing to do for staff</a>, because' in page.text
    )
    assert page.context["now"].day.waiting == 1


def test_it_counts_and_names_nobody(boss, waiting):
    page = boss.get(MESSAGES).text
    row = OutboxMessage.objects.get()
    for trace in (waiting.reference, str(waiting.pk), str(row.pk), row.reference, "ffion"):
        assert trace not in page.lower()
