"""The queue: what is due first comes first, and it costs the same however long it is."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals_portal import actions
from referrals_portal.models import Event, OutboxMessage, Referral
from tests.intake.making import SAFE, make_referral, sign_in

NOW = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def at_work(clock, caseworker):
    return sign_in(caseworker)


@pytest.fixture
def three(keys, clock, caseworker, colleague):
    """One late, one due soon, one in contact."""
    late = make_referral(hours_ago=50)
    soon = make_referral(hours_ago=46)
    done = make_referral(hours_ago=60)
    actions.record_attempt(
        referral=done, safe=SAFE, channel="call", result="spoke", text="", by=colleague, at=NOW
    )
    actions.take(referral=soon, by=caseworker, at=NOW)
    actions.take(referral=done, by=colleague, at=NOW)
    return late, soon, done


def references(page):
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)<', page.content.decode())


def text(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_what_is_due_first_comes_first(at_work, three):
    assert references(at_work.get("/intake/")) == [row.reference for row in three]


def test_who_will_call_us_comes_after_what_is_due_and_is_never_late(at_work, three):
    waits = make_referral(hours_ago=70)
    Referral.objects.filter(pk=waits.pk).update(due_at=None)
    page = at_work.get("/intake/")
    late, soon, done = three
    assert references(page) == [row.reference for row in (late, soon, waits, done)]
    assert "They will call us" in text(page)
    assert page.content.decode().count("queue__row--overdue") == 1


@pytest.mark.parametrize(
    ("show", "which"),
    [
        ("open", (0, 1, 2)),
        ("mine", (1,)),
        ("unassigned", (0,)),
        ("finished", ()),
        ("x'--", (0, 1, 2)),
    ],
)
def test_lists(at_work, three, show, which):
    page = at_work.get("/intake/", {"show": show})
    assert references(page) == [three[place].reference for place in which]
    assert page.content.decode().count('aria-current="page"') == 2


def test_what_is_finished_leaves_the_queue(at_work, three, caseworker):
    actions.close(referral=three[0], outcome="declined", text="", by=caseworker, at=NOW)
    assert three[0].reference not in references(at_work.get("/intake/"))
    page = at_work.get("/intake/?show=finished")
    assert references(page) == [three[0].reference]
    assert "Closed" in text(page)


def test_a_row_says_everything_in_words(at_work, three):
    page = at_work.get("/intake/")
    said = text(page)
    for words in (
        "2 hours late", "in 1 hour", "Contact made", "Standard", "Nobody yet", "You",
        "Colin Example", "Wed 18 Nov, 14:00",
    ):  # fmt: skip
        assert words in said
    due = three[0].due_at
    assert f'datetime="{due.isoformat()}' in page.content.decode()
    assert "queue__row--overdue" in page.content.decode()


@pytest.mark.parametrize(
    ("event", "changes", "mark"),
    [
        ("never_there", {}, "Find out who this is first"),
        ("never_there", {"first_contact_at": NOW}, ""),
        ("never_there", {"status": "closed"}, ""),
        ("opted_out", {"status": "withdrawn"}, "Said never"),
        ("opted_out", {"status": "closed"}, "Said never"),
        ("opted_out", {}, "Said never"),
    ],
)
def test_a_word_of_never_is_a_mark(at_work, keys, event, changes, mark):
    row = make_referral()
    Event.objects.create(referral=row.pk, kind=event, at=NOW)
    Referral.objects.filter(pk=row.pk).update(**changes)
    show = "finished" if "status" in changes else "open"
    said = text(at_work.get("/intake/", {"show": show}))
    assert row.reference in said
    for words in ("Find out who this is first", "Said never"):
        assert (words in said) == (words == mark)


def test_no_answer_of_anyone_is_on_the_list(at_work, three):
    page = at_work.get("/intake/").content.decode()
    for canary in ("Ffion", "07700", "example.org", "invented story", "burglary"):
        assert canary not in page


def test_the_state_of_its_message_is_said(at_work, keys, settings, clock):
    settings.MESSAGES = "notify"
    make_referral(message={"confirm_by": "email"})
    assert "Email: Waiting to be sent" in text(at_work.get("/intake/"))
    OutboxMessage.objects.update(state="failed")
    assert "Email: Could not be delivered" in text(at_work.get("/intake/"))


@pytest.mark.parametrize("address", ["/intake/", "/intake/list", "/intake/?show=mine"])
def test_it_costs_the_same_however_long_it_is(at_work, keys, caseworker, colleague, address):
    actions.take(referral=make_referral(), by=caseworker, at=NOW)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as few:
            at_work.get(address)
        costs.append(len(few))
        for who in (caseworker, colleague) * 3:
            actions.take(referral=make_referral(message={"confirm_by": "email"}), by=who, at=NOW)
    assert costs[0] == costs[1]
    assert costs[0] <= 11, "two of them ask whether messages are delayed"


def test_asking_whether_anything_is_new_costs_little(at_work, three, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        at_work.get("/intake/latest")


class TestLatest:
    """The letters change when the list would."""

    def letters(self, client):
        return client.get("/intake/latest").content

    def test_they_stay_while_nothing_happens(self, at_work, three):
        assert self.letters(at_work) == self.letters(at_work)

    def test_they_are_those_of_the_page(self, at_work, three):
        token = self.letters(at_work).decode()
        assert f'data-token="{token}"' in at_work.get("/intake/").content.decode()
        assert f'data-token="{token}"' in at_work.get("/intake/list").content.decode()

    @pytest.mark.parametrize("what", ["arrive", "take", "release", "status", "message", "minute"])
    def test_they_change(self, what, at_work, three, caseworker, clock):
        make_referral(message={"confirm_by": "email"})
        before = self.letters(at_work)
        {
            "arrive": make_referral,
            "take": lambda: actions.take(referral=three[0], by=caseworker, at=NOW),
            "release": lambda: actions.release(referral=three[1], by=caseworker, at=NOW),
            "status": lambda: actions.withdraw(
                referral=Referral.objects.get(pk=three[0].pk), by=caseworker, at=NOW
            ),
            "message": lambda: OutboxMessage.objects.update(state="delivered"),
            "minute": lambda: clock.shift(timedelta(minutes=1)),
        }[what]()
        assert self.letters(at_work) != before


def test_the_list_alone_is_only_the_list(at_work, three):
    part = at_work.get("/intake/list?show=mine").content.decode().strip()
    assert part.startswith('<div id="queue"')
    assert "<html" not in part
    assert "show=mine" in part


def test_a_long_list_has_pages(at_work, keys, monkeypatch):
    monkeypatch.setattr("referrals_portal.intake.queue.ROWS", 2)
    for _ in range(3):
        make_referral()
    first, second = at_work.get("/intake/"), at_work.get("/intake/?page=2")
    assert [len(references(page)) for page in (first, second)] == [2, 1]
    assert "Page 1 of 2" in text(first)
    assert len(references(at_work.get("/intake/?page=nonsense"))) == 2


def test_an_empty_queue_says_so(at_work):
    assert "Nothing is waiting." in text(at_work.get("/intake/"))


def test_without_keys_the_queue_says_so_and_is_still_there(at_work, three, keys):
    (keys / "intake-standard.1.private").unlink()
    page = at_work.get("/intake/")
    assert "A key is missing here" in text(page)
    assert len(references(page)) == 3
