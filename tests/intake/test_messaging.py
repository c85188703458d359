"""Writing, meeting, and what messages left to do, on the pages of staff."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.utils import translation

from hub.loading import load
from hub.snapshot import current_hub
from hub.versions import put_in_force
from referrals_portal import actions
from referrals_portal.models import Appointment, Event, OutboxMessage, Referral, Task
from tests.actions.test_tasks import make_task
from tests.actions.writing import ALL, NOW, about, envelope_of, written
from tests.intake.making import ANSWERS, make_referral, make_user, sign_in, typed, works_in
from tests.intake.test_queue import references, text

THURSDAY = typed("starts_at", "2026-11-26 14:30")


@pytest.fixture(autouse=True)
def clock(settings):
    settings.MESSAGES = "notify"
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def row(keys, clock):
    """Somebody for whom a call, a text, an email and a letter are safe."""
    return make_referral(**ALL)


def page(row, part=""):
    return f"/intake/referral/{row.pk}/{part}"


def post(browser, row, what, **given):
    version = Referral.objects.get(pk=row.pk).version
    return browser.post(page(row, f"{what}/"), {"version": version} | given)


def failed(row, channel="sms", why="no-such-contact"):
    """A message that did not arrive, with the task that it leaves, as the worker writes them."""
    actions.write_to(
        referral=row, template="TRIED", channel="text" if channel == "sms" else "email",
        expected_version=Referral.objects.get(pk=row.pk).version,
        **about(make_user(f"writes-{channel}", "caseworker")),
    )  # fmt: skip
    message = OutboxMessage.objects.get(state="queued")
    OutboxMessage.objects.filter(pk=message.pk).update(state="failed", failure=why)
    return make_task(row, message=message.pk, channel=channel, reason=why)


def shown(browser, row):
    return text(browser.get(page(row)))


class TestWriting:
    """What staff may write, and to whom."""

    def test_only_what_is_safe_is_offered(self, at_work, row):
        form = at_work.get(page(row)).context["write_form"]
        assert [code for code, _ in form.fields["channel"].choices] == [
            "", "text", "email", "letter",
        ]  # fmt: skip
        other = make_referral()
        form = at_work.get(page(other)).context["write_form"]
        assert [code for code, _ in form.fields["channel"].choices] == ["", "email"]
        nothing = make_referral(contact={"no_contact": True}, safe={})
        assert "Write to them" not in shown(at_work, nothing)

    @pytest.mark.parametrize(("say_who", "said"), [("yes", True), ("no", False)])
    def test_the_very_words_are_shown_before(self, at_work, keys, say_who, said):
        row = make_referral(**ALL, calling=ANSWERS["calling"] | {"say_who": say_who})
        page = shown(at_work, row)
        assert "We tried to reach you. There is no hurry, and you need do nothing." in page
        words = page.partition("There is good news")[2].partition("How?")[0]
        assert (current_hub().name in words) == said

    def test_the_newest_message_stands_first_also_in_one_hour(self, at_work, row, clock):
        for template in ("TRIED", "ONWARD", "TRIED"):
            clock.shift(60)
            assert post(at_work, row, "write", template=template, channel="text").status_code == 303
        OutboxMessage.objects.filter(template="TRIED").first().delete()
        templates = [each.what for each in at_work.get(page(row)).context["messages_written"]]
        assert templates == ["We tried to reach them", "News of somebody else who can help"]

    def test_it_is_written_and_stands_beside_the_referral_in_words(self, at_work, row):
        answer = post(at_work, row, "write", template="TRIED", channel="text")
        assert answer.status_code == 303
        said = shown(at_work, row)
        assert "We tried to reach them (Text) Waiting to be sent Written in the hour" in said
        assert "Written in the hour of Fri 20 Nov 2026, 16:00" in said
        assert "A message was written: We tried to reach them" in said
        assert "07700" not in str(OutboxMessage.objects.values())

    def test_from_when_it_may_leave_is_said_while_that_is_ahead(self, at_work, row, clock):
        post(at_work, row, "write", template="TRIED", channel="text")
        OutboxMessage.objects.update(due_at=datetime(2026, 11, 25, 9, tzinfo=UTC))
        words = "Waiting to be sent , leaves from Wednesday 25 November, 9am"
        assert words in shown(at_work, row)
        OutboxMessage.objects.update(state="held")
        assert "leaves from" not in shown(at_work, row)

    def test_it_is_in_the_language_in_which_they_wrote(self, at_work, keys):
        load("dyfed-powys")
        with translation.override("cy"):
            row = make_referral(**ALL)
        assert post(at_work, row, "write", template="TRIED", channel="text").status_code == 303
        assert envelope_of(written()[0]).language == "cy"

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"template": "TRIED"}, "Choose how to write."),
            ({"channel": "text"}, "Choose what you want to say."),
            ({"template": "ONWARD", "channel": "letter"}, "There is no letter with these words."),
            ({"template": "ROTA", "channel": "text"}, "Choose what you want to say."),
        ],
    )
    def test_what_cannot_be_written_is_said(self, at_work, row, given, said):
        answer = post(at_work, row, "write", **given)
        assert answer.status_code == 422
        assert said in text(answer)
        assert not written()

    def test_a_way_that_is_not_safe_is_refused_whatever_is_sent(self, at_work, keys):
        row = make_referral()
        assert post(at_work, row, "write", template="TRIED", channel="text").status_code == 422
        assert not written()

    def test_after_they_took_it_back_nothing_is_offered(self, at_work, row, manager):
        Referral.objects.update(senior_by=NOW)
        post(at_work, row, "withdraw")
        said = shown(at_work, row)
        assert "Write to them" not in said
        assert "Make an appointment" not in said
        answer = post(at_work, row, "write", template="TRIED", channel="text")
        assert answer.status_code == 422
        assert not written()

    def test_of_two_who_write_one_is_told(self, at_work, row, colleague):
        given = {"template": "TRIED", "channel": "text", "version": 1}
        assert sign_in(colleague).post(page(row, "write/"), given).status_code == 303
        answer = at_work.post(page(row, "write/"), given)
        assert answer.status_code == 409
        assert "nothing of yours was saved" in text(answer)
        assert len(written()) == 1


class TestByItself:
    """After the tries that the hub's rules say."""

    def test_the_second_try_writes_it(self, at_work, keys):
        put_in_force(load("kent"), {"messages": {"after_attempts": 2, "then_by": ["text"]}}, at=NOW)
        row = make_referral(**ALL)
        tried = {"channel": "call", "result": "no_answer"}
        post(at_work, row, "attempt", **tried)
        assert not written()
        assert "So far there was 1." in shown(at_work, row)
        post(at_work, row, "attempt", **tried)
        assert [message.template for message in written()] == ["TRIED"]

    def test_not_where_a_try_before_showed_somebody_else(self, at_work, keys):
        put_in_force(load("kent"), {"messages": {"after_attempts": 2, "then_by": ["text"]}}, at=NOW)
        row = make_referral(**ALL)
        post(at_work, row, "attempt", channel="call", result="someone_else_answered")
        post(at_work, row, "attempt", channel="call", result="no_answer")
        assert not written()


class TestWhatDidNotArrive:
    """A failure is work: in the list, on the page, at the number, until somebody has done it."""

    def test_the_list_says_it_and_has_a_list_of_it(self, at_work, row):
        assert "Messages to see to" not in text(at_work.get("/intake/"))
        other = make_referral()
        failed(row)
        page = at_work.get("/intake/")
        marked = re.findall(r"<tr class.*?</tr>", page.content.decode(), re.DOTALL)
        assert ["A message did not arrive" in each for each in marked] == [
            row.reference in each for each in marked
        ]
        assert references(at_work.get("/intake/?show=tasks")) == [row.reference]
        make_task(other, "letter")
        assert "A letter is to be printed" in text(at_work.get("/intake/"))
        assert len(references(at_work.get("/intake/?show=tasks"))) == 2

    @pytest.mark.parametrize(
        ("reason", "why"),
        [
            ("no-such-contact", "There is no such number or address"),
            # Of a limit of the day, and of a second offer.
            ("too-many", "enough went out that day; they may have come to us twice"),
        ],
    )
    def test_the_page_says_what_by_which_way_why_and_when(self, at_work, row, reason, why):
        failed(row, why=reason)
        said = shown(at_work, row)
        assert "A message did not arrive We tried to reach them (Text). " in said
        assert f"{why}. Fri 20 Nov 2026, 16:30" in said

    def test_a_number_that_is_wrong_is_struck_and_nothing_is_sent_there(self, at_work, row):
        assert "sms:+447700900321" in at_work.get(page(row)).content.decode()
        failed(row)
        found = at_work.get(page(row)).content.decode()
        assert "<s>07700 900321</s>" in found
        assert "sms:+447700900321" not in found
        assert "tel:+447700900321" not in found
        assert "Safe to call" not in found
        assert "Safe to text" not in found
        assert "Safe to email" in found
        said = shown(at_work, row)
        assert "A message there did not arrive (20 November): There is no such number" in said
        assert "It may be wrong: do not use it." in said
        given = {"template": "TRIED", "channel": "text"}
        assert post(at_work, row, "write", **given).status_code == 422
        assert post(at_work, row, "write", template="TRIED", channel="email").status_code == 303

    def test_what_passes_is_only_said(self, at_work, row):
        failed(row, "email", "not-reached")
        found = at_work.get(page(row)).content.decode()
        assert "mailto:ffion@example.org" in found
        assert "The phone was off or the inbox was full" in found
        assert "do not use it" not in found

    def test_what_staff_found_wrong_is_struck_too(self, at_work, row):
        post(at_work, row, "attempt", channel="call", result="wrong_details")
        found = at_work.get(page(row)).content.decode()
        assert "<s>07700 900321</s>" in found
        assert "A colleague found that this is wrong." in found

    def test_done_it_is_gone_and_written_down(self, at_work, row, caseworker):
        task = failed(row)
        assert post(at_work, row, "task", task=task.pk).status_code == 303
        assert "Messages to see to" not in shown(at_work, row)
        event = Event.objects.get(kind="task_done")
        assert (event.by, event.at) == (caseworker.pk, NOW)
        assert post(at_work, row, "task", task=task.pk).status_code == 409

    @pytest.mark.parametrize("task", ["", "x", "00000000-0000-0000-0000-000000000000"])
    def test_a_task_that_is_not_there_is_not_done(self, at_work, row, task):
        assert post(at_work, row, "task", task=task).status_code in (409, 422)

    def test_the_open_page_of_the_list_hears_of_it(self, at_work, row):
        before = at_work.get("/intake/latest").content
        task = make_task(row)
        Referral.objects.update(version=2)
        between = at_work.get("/intake/latest").content
        post(at_work, row, "task", task=task.pk)
        assert len({before, between, at_work.get("/intake/latest").content}) == 3


class TestAppointments:
    """A time that was agreed."""

    def test_it_is_kept_shown_and_cancelled(self, at_work, row):
        given = THURSDAY | {"channel": "text", "text": "CANARY library"}
        answer = post(at_work, row, "appointment", remind="yes", **given)
        assert answer.status_code == 303, answer.content.decode()
        assert [message.template for message in written()] == ["APPOINTMENT", "REMINDER"]
        said = shown(at_work, row)
        assert "Thursday 26 November 2026, 14:30" in said
        assert "CANARY library" in said
        made = Appointment.objects.get()
        assert post(at_work, row, "cancel", appointment=made.pk).status_code == 303
        assert "Cancelled" in shown(at_work, row)
        assert {message.state for message in written()} == {"withdrawn"}
        assert post(at_work, row, "cancel", appointment=made.pk).status_code == 409

    def test_a_reminder_that_may_not_go_is_an_error_beside_its_question(self, at_work, keys):
        shared = {"whose_phone": "shared", "whose_email": "shared"}
        row = make_referral(**(ALL | {"safe": ALL["safe"] | shared}))
        answer = post(at_work, row, "appointment", remind="yes", text="library", **THURSDAY)
        assert answer.status_code == 422
        assert "There is a problem A reminder leaves with nobody looking" in text(answer)
        assert 'href="#appointment-remind"' in answer.text
        assert "library" in answer.text, "what was typed is still there"
        assert not Appointment.objects.exists()

    def test_whom_nothing_can_tell_is_left_to_staff(self, at_work, row):
        post(at_work, row, "appointment", channel="text", **THURSDAY)
        OutboxMessage.objects.update(state="failed", failure="unknown-outcome")
        OutboxMessage.objects.create(
            referral=row.pk, template="TRIED", channel="sms", state="failed",
            failure="no-such-contact", reference="fd-x", epoch=1, recipient=b"",
            created_at=NOW, due_at=NOW, send_by=NOW,
        )  # fmt: skip
        post(at_work, row, "attempt", channel="email", result="wrong_details")
        answer = at_work.post(
            page(row, "cancel/"), {"appointment": Appointment.objects.get().pk}, follow=True
        )
        assert "Tell them yourself, if that is safe." in text(answer)

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "Enter a date and a time"),
            ({"starts_at_day": "tomorrow"}, "Enter the day, the month and the year"),
            (typed("starts_at", "2026-11-20 16:29"), "in the past"),
            (typed("starts_at", "2028-11-20 16:29"), "more than a year away"),
            (typed("starts_at", "2026-11-23 10:00") | {"remind": "yes"}, "too late for a reminder"),
            (THURSDAY | {"channel": "call"}, "problem"),
        ],
    )
    def test_what_cannot_be_is_said(self, at_work, row, given, said):
        answer = post(at_work, row, "appointment", **given)
        assert answer.status_code == 422
        assert said in text(answer)
        assert not Appointment.objects.exists()

    def test_another_referrals_appointment_is_not_there(self, at_work, row):
        other = make_referral(**ALL)
        post(at_work, other, "appointment", **THURSDAY)
        made = Appointment.objects.get()
        for key in (made.pk, uuid4()):
            assert post(at_work, row, "cancel", appointment=key).status_code == 404
        assert post(at_work, row, "cancel").status_code == 422
        assert Appointment.objects.get().cancelled_at is None

    def test_one_that_was_changed_does_not_open(self, at_work, row, colleague):
        post(at_work, row, "appointment", **THURSDAY)
        Appointment.objects.update(by=colleague)
        assert "An appointment that cannot be opened here" in shown(at_work, row)
        made = Appointment.objects.get()
        assert post(at_work, row, "cancel", appointment=made.pk).status_code == 409


class TestOthers:
    """Colleagues and partners."""

    def test_it_is_given_to_a_colleague(self, at_work, row, colleague):
        given = post(at_work, row, "give", to=colleague.pk)
        assert given.status_code == 303
        assert Referral.objects.get(pk=row.pk).assignee == colleague
        said = shown(at_work, row)
        assert "Colin Example has taken this." in said
        assert "Given to a colleague" in said
        assert post(at_work, row, "give", to="x").status_code == 422

    def test_only_to_whom_may_see_it(self, unlocked, colleague, editor, keys):
        row = make_referral(staff={"knows": "yes"})
        for person in (colleague, editor):
            assert post(unlocked, row, "give", to=person.pk).status_code == 422
        assert Referral.objects.get(pk=row.pk).assignee is None

    def test_partners_are_offered_only_where_they_agreed(self, at_work, keys):
        partner = {"key": "partner", "name": "Example partner", "email": "partner@example.org"}
        put_in_force(load("example"), {"specialists": [partner]}, at=NOW)
        row, other = make_referral(share={"services": ["partner"]}), make_referral()
        assert "Ask them to ring us" not in shown(at_work, other)
        assert post(at_work, other, "partner", partner="partner").status_code == 422
        assert "Ask them to ring us" in shown(at_work, row)
        assert post(at_work, row, "partner", partner="partner").status_code == 303
        assert [message.template for message in written()] == ["PARTNER_NEWS"]
        assert "Asked to ring us: Example partner" in shown(at_work, row)


def test_behind_a_wall_and_restricted_tasks_show_to_nobody_else(keys, clock, caseworker, colleague):
    teams = [{"key": "a", "name": "A"}, {"key": "b", "name": "B", "walled": True}]
    put_in_force(load("kent"), {"teams": teams}, at=NOW)
    outside, inside = sign_in(caseworker), sign_in(works_in(colleague, "b"))
    before = outside.get("/intake/").content
    walled, restricted = make_referral(**ALL), make_referral(staff={"knows": "yes"}, **ALL)
    Referral.objects.filter(pk=walled.pk).update(team="b")
    tasks = [make_task(each, "letter") for each in (walled, restricted)]
    for part in ("", "?show=tasks"):
        found = outside.get(f"/intake/{part}").content.decode()
        assert "Messages to see to" not in found or part
        assert walled.reference not in found
        assert restricted.reference not in found
    assert len(outside.get("/intake/").content) == len(before)
    assert references(inside.get("/intake/?show=tasks")) == [walled.reference]
    for row, task in zip((walled, restricted), tasks, strict=True):
        for what in ("task", "posted"):
            answer = outside.post(page(row, f"{what}/"), {"task": task.pk})
            assert answer.status_code == 404
        assert outside.get(page(row, "letter/"), {"task": task.pk}).status_code == 404
    assert not Task.objects.filter(done_at__isnull=False).exists()
