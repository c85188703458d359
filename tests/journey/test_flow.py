"""The whole way, and every way in which people leave it."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from referrals_portal.journey import drafts, routing
from referrals_portal.models import Draft, Event, OutboxMessage, Referral, ReturnBox
from referrals_portal.sealing import Place, opening
from tests.journey.conftest import Visitor, at, hidden
from tests.journey.people import ANSWERS, CALL

pytestmark = pytest.mark.django_db


def send(visitor):
    """Press Send on the check page."""
    return visitor.post("check")


def test_a_person_refers_themselves_without_script(visitor):
    visitor.walk()
    check = visitor.get("check").content.decode()
    assert "CANARY-words" in check
    assert "Llŷr O&#x27;Brien-李" in check
    response = send(visitor)
    assert (response.status_code, response["Location"]) == (303, "/form/sent/")
    referral = Referral.objects.get()
    assert referral.reference in visitor.get("sent").content.decode()
    content = opening.open_signed(referral, Place("referral", referral.uuid))
    assert content["answers"]["name"]["name"] == "Llŷr O'Brien-李"
    assert content["answers"]["details"]["words"] == "CANARY-words\nsecond line"
    assert "you" not in content["answers"]
    assert Event.objects.get().kind == "received"
    assert OutboxMessage.objects.get().channel == "sms"


def test_the_hour_is_all_that_the_database_tells_about_when(visitor):
    visitor.has_answered()
    send(visitor)
    referral, message, event = (
        Referral.objects.get(),
        OutboxMessage.objects.get(),
        Event.objects.get(),
    )
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    assert referral.received_at == message.created_at == message.due_at == event.at
    assert hour - referral.received_at <= timedelta(hours=1)
    assert referral.due_at == referral.received_at + timedelta(hours=48)


@pytest.mark.parametrize(
    ("confirm_by", "text", "email", "channels"),
    [
        ("text", "yes", "no", ["sms"]),
        ("email", "no", "yes", ["email"]),
        ("none", "yes", "yes", []),
    ],
)
def test_a_message_goes_only_where_it_was_asked_for_and_is_safe(
    visitor, confirm_by, text, email, channels
):
    safe = ANSWERS["safe"] | {"text": text, "email": email}
    visitor.has_answered(safe=safe, message={"confirm_by": confirm_by})
    send(visitor)
    assert [message.channel for message in OutboxMessage.objects.all()] == channels


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "no"}, {"whose_phone": "shared"},
        {"whose_phone": "someone_elses"},
    ],
)  # fmt: skip
def test_nobody_is_asked_about_messages_who_could_not_be_sent_one_safely(visitor, changes):
    visitor.has_answered("details", safe=ANSWERS["safe"] | changes)
    assert visitor.get("message")["Location"] == at("details")


class TestGoingWhereOneMayNot:
    """T-FLOW 01 and 02."""

    @pytest.mark.parametrize("step", ["contact", "details", "check", "sent", "agree"])
    def test_a_later_step_leads_to_the_first_question_and_keeps_nothing(self, visitor, step):
        for response in (visitor.get(step),):
            assert (response.status_code, response["Location"]) == (303, at("device"))
        assert not Draft.objects.exists()

    @pytest.mark.parametrize("step", ["contact", "check", "agree"])
    def test_sending_to_a_later_step_keeps_nothing(self, visitor, step):
        page = visitor.get("device").content.decode()
        response = visitor.send(step, {f"{step}-phone": "07700 900301"} | hidden(page))
        assert (response.status_code, response["Location"]) == (303, at("device"))
        assert not Draft.objects.exists()
        assert not Referral.objects.exists()

    @pytest.mark.parametrize(
        "step", ["99999", "0", "who'", "%2e%2e", "admin", "Who", "contact.css", "-", "step_data"]
    )
    def test_a_step_that_does_not_exist_is_not_found(self, visitor, step):
        assert visitor.client.get(at(step)).status_code == 404

    def test_head_and_get_of_the_end_send_nothing(self, visitor):
        visitor.has_answered()
        for method in (visitor.client.get, visitor.client.head):
            assert method("/form/sent/")["Location"] == "/form/check/"
            assert method("/form/check/").status_code == 200
        assert not Referral.objects.exists()


class TestChangingOnesMind:
    """T-FLOW 03."""

    def test_the_answers_of_a_branch_that_is_left_are_dropped(self, visitor):
        asking = {"your_name": "CANARY-helper", "relationship": "friend"}
        visitor.has_answered("name", who={"for_whom": "someone_else"}, you=asking)
        visitor.post("who", {"for_whom": "me"})
        visitor.answer(*routing.path(ANSWERS)[3:])
        assert "CANARY-helper" not in visitor.get("check").content.decode()
        send(visitor)
        referral = Referral.objects.get()
        content = opening.open_signed(referral, Place("referral", referral.uuid))
        assert "CANARY-helper" not in str(content)

    def test_another_number_must_be_called_safe_again(self, visitor):
        visitor.has_answered()
        visitor.post("contact", {"phone": "07700 900399"})
        assert visitor.get("check")["Location"] == at("safe")

    def test_a_change_from_the_check_page_leads_back_to_it(self, visitor):
        visitor.has_answered()
        response = visitor.post("told", {"reported": "no"})
        assert response["Location"] == "/form/check/"

    def test_what_was_answered_is_there_again(self, visitor):
        visitor.has_answered()
        page = visitor.get("details").content.decode()
        assert "CANARY-words" in page
        assert page.count("checked") == 2


class TestTwoTabs:
    """T-FLOW 04."""

    def test_the_slower_tab_sees_both_and_loses_nothing(self, visitor):
        visitor.has_answered()
        page = visitor.get("details").content.decode()
        visitor.post("details", {"crime_types": ["fraud"], "words": "CANARY-first tab"})
        late = {"details-crime_types": "theft", "details-words": "CANARY-second tab"}
        response = visitor.send("details", late | hidden(page))
        shown = response.content.decode()
        assert response.status_code == 409
        assert "CANARY-first tab" in shown
        assert "CANARY-second tab" in shown
        again = visitor.send("details", late | hidden(shown))
        assert again.status_code == 303
        assert "CANARY-second tab" in visitor.get("check").content.decode()

    def test_pressing_twice_is_no_conflict(self, visitor):
        page = visitor.get("device").content.decode()
        data = {"device-shared": "no"} | hidden(page)
        assert [visitor.send("device", data).status_code for _ in range(3)] == [303, 303, 303]

    def test_answering_another_question_in_another_tab_is_no_conflict(self, visitor):
        visitor.has_answered("contact")
        page = visitor.get("contact").content.decode()
        visitor.post("name", {"name": "Other", "age_band": "18_59"})
        response = visitor.send("contact", {"contact-no_contact": "on"} | hidden(page))
        assert response.status_code == 303

    def test_nothing_is_sent_that_was_not_on_the_page(self, visitor):
        visitor.has_answered()
        page = visitor.get("check").content.decode()
        visitor.post("details", {"crime_types": ["fraud"], "words": "from another tab"})
        again = visitor.send("check", hidden(page))
        assert again.request["PATH_INFO"] == "/form/check/"
        assert "from another tab" in again.content.decode()
        assert not Referral.objects.exists()
        assert send(visitor)["Location"] == "/form/sent/"


class TestAfterSending:
    """T-FLOW 05 and 06."""

    def test_sending_again_says_the_same_and_makes_nothing(self, visitor):
        visitor.has_answered()
        page = visitor.get("check").content.decode()
        first = visitor.send("check", hidden(page))
        reference = Referral.objects.get().reference
        again = visitor.send("check", hidden(page))
        assert first["Location"] == again["Location"] == "/form/sent/"
        assert reference in visitor.get("sent").content.decode()
        assert Referral.objects.count() == OutboxMessage.objects.count() == 1

    @pytest.mark.parametrize("step", ["who", "details", "check"])
    def test_going_back_leads_to_the_same_page(self, visitor, step):
        visitor.has_answered()
        send(visitor)
        assert visitor.get(step)["Location"] == "/form/sent/"

    def test_the_draft_is_emptied(self, visitor):
        visitor.has_answered()
        send(visitor)
        draft = Draft.objects.get()
        assert draft.sent
        assert len(bytes(draft.sealed)) < 4096 + 40

    def test_the_draft_does_not_tell_when_it_was_sent(self, visitor):
        visitor.has_answered()
        send(visitor)
        draft = Draft.objects.get()
        for moment in (draft.idle_at, draft.expires_at):
            assert (moment.minute, moment.second, moment.microsecond) == (0, 0, 0)

    def test_a_replay_after_the_draft_is_gone_makes_nothing(self, visitor):
        visitor.has_answered()
        page = visitor.get("check").content.decode()
        visitor.send("check", hidden(page))
        Draft.objects.all().delete()
        assert visitor.send("check", hidden(page)).status_code == 410
        assert Referral.objects.count() == 1

    @pytest.mark.parametrize(
        ("minutes", "status"), [(59, 303), (60, 410), (23 * 60, 410), (26 * 60, 410)]
    )
    def test_a_captured_send_makes_nothing_later(self, visitor, time_machine, minutes, status):
        """T-RACE 02."""
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        visitor.has_answered()
        page = visitor.get("check").content.decode()
        visitor.send("check", hidden(page))
        time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
        drafts.purge(timezone.now())
        assert visitor.send("check", hidden(page)).status_code == status
        assert Referral.objects.count() == OutboxMessage.objects.count() == 1

    def test_for_an_hour_the_reference_is_there_again_and_then_nothing_is(
        self, visitor, time_machine
    ):
        """A browser that opens its last pages again must not tell the next person at it."""
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        visitor.has_answered()
        send(visitor)
        reference = Referral.objects.get().reference
        page = visitor.get("sent").content.decode()
        make = hidden(page[page.index("back/new") :])
        for minutes in (0, 5, 59):
            time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
            assert reference in visitor.get("sent").content.decode()
        cookie = visitor.client.cookies["form"].value
        time_machine.move_to(start + timedelta(minutes=60), tick=False)
        for step in ("sent", "check", "who"):
            visitor.client.cookies["form"] = cookie
            closed = visitor.get(step)
            assert closed.status_code == 410
            assert reference not in closed.content.decode()
            assert visitor.client.cookies["form"].value == ""
        assert "If we said “Thank you. We have it.”, we have it" in closed.content.decode()
        visitor.client.cookies["form"] = cookie
        assert visitor.send("back/new", make)["Location"] == "/form/sent/"
        assert not ReturnBox.objects.exists()
        # Only a draft that was never sent says the very same.
        other = Visitor()
        other.answer("device")
        Draft.objects.filter(sent=False).delete()
        lost = other.get("who").content.decode()
        assert (
            lost[lost.index("<main") :]
            == closed.content.decode()[closed.content.decode().index("<main") :]
        )

    def test_a_first_page_sent_again_after_the_hour_says_so(self, visitor, time_machine):
        """Its first answer was lost, so the browser has the cookie from before."""
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        page = visitor.get("call").content.decode()
        cookie = visitor.client.cookies["form"].value
        data = {f"call-{name}": value for name, value in CALL.items()} | hidden(page)
        visitor.send("call", data)
        visitor.client.cookies["form"] = cookie
        time_machine.move_to(start + timedelta(minutes=61), tick=False)
        assert visitor.send("call", data).status_code == 410
        assert Referral.objects.count() == 1

    def test_a_purge_beside_a_send_is_a_plain_page_or_a_whole_referral(self, visitor):
        """T-RACE 03."""
        visitor.has_answered()
        page = visitor.get("check").content.decode()
        later = timezone.now() + timedelta(minutes=61)
        assert drafts.purge(later) == 1
        assert visitor.send("check", hidden(page)).status_code == 410
        assert not Referral.objects.exists()
        other = Visitor()
        other.has_answered()
        other.post("check")
        assert drafts.purge(later) == 0
        assert Referral.objects.get().reference in other.get("sent").content.decode()

    def test_a_second_form_can_be_started(self, visitor):
        visitor.has_answered()
        send(visitor)
        token = hidden(visitor.get("sent").content.decode())["csrfmiddlewaretoken"]
        response = visitor.client.post(
            "/form/", urlencode({"csrfmiddlewaretoken": token}), **URLENCODED
        )
        assert response["Location"] == at("device")
        assert visitor.get("device").status_code == 200


URLENCODED = {"content_type": "application/x-www-form-urlencoded"}


def test_without_keys_the_form_says_to_phone_before_asking_anything(visitor, keys):
    (keys / "pins.json").unlink()
    for path in ("/get-help/", at("device"), "/form/check/"):
        response = visitor.client.get(path)
        assert response.status_code == 503
        assert "0808 178 1641" in response.content.decode()
        assert "<textarea" not in response.content.decode()


def test_without_cookies_the_page_says_so(db, keys):
    stranger = Visitor()
    page = stranger.get("device").content.decode()
    stranger.client.cookies.clear()
    response = stranger.send("device", {"device-shared": "no"} | hidden(page))
    assert response.status_code == 403
    assert "0808 178 1641" in response.content.decode()
    assert "cookie" in response.content.decode().lower()


def test_a_page_view_writes_nothing(visitor):
    with CaptureQueriesContext(connection) as captured:
        visitor.client.get("/get-help/")
        visitor.get("device")
    assert all(query["sql"].startswith("SELECT") for query in captured)
    assert not Draft.objects.exists()


def real_queries(captured):
    """Queries, without BEGIN, COMMIT and SAVEPOINT."""
    skip = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [q["sql"] for q in captured if not q["sql"].startswith(skip)]


def test_a_step_takes_at_most_three_queries_and_a_submission_nine(visitor):
    visitor.has_answered()
    page = visitor.get("needs").content.decode()
    with CaptureQueriesContext(connection) as step:
        visitor.send("needs", {"needs-needs": "talk"} | hidden(page))
    page = visitor.get("check").content.decode()
    with CaptureQueriesContext(connection) as submission:
        visitor.send("check", hidden(page))
    assert Referral.objects.exists()
    assert len(real_queries(step)) <= 3, real_queries(step)
    assert len(real_queries(submission)) <= 9, real_queries(submission)


def test_a_deploy_that_adds_a_question_asks_it_instead_of_failing(visitor, monkeypatch):
    """T-FLOW 11: a draft from before the deploy has no answer to a new step."""
    visitor.has_answered()
    draft = Draft.objects.get()
    secret = drafts.Secret.from_text(
        visitor.client.cookies[drafts.cookie_name()].value.split(".")[0]
    )
    content = secret.unclose(bytes(draft.sealed), draft.version)
    del content["answers"]["told"]
    content["answers"]["gone"] = {"old": "question"}
    content["answers"]["details"] = {"crime_types": ["no longer a choice"], "words": "CANARY-kept"}
    draft.sealed = secret.close(content, draft.version)
    draft.save()
    assert visitor.get("check")["Location"] == at("told")
    visitor.answer("told")
    response = send(visitor)
    assert response["Location"] == at("details")
    assert "CANARY-kept" in visitor.get("details").content.decode()
    assert not Referral.objects.exists()
