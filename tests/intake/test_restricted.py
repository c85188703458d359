"""T-AUTHZ 05: a restricted referral is there for managers only, and opens only with their words.

Every address of the queue x who asks x how: an address without a row in the table fails.
"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hub.loading import load
from hub.versions import put_in_force
from referrals_portal import actions
from referrals_portal.intake import urls
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Way
from referrals_portal.models import (
    Clock,
    ContactAttempt,
    Event,
    Note,
    OutboxMessage,
    Referral,
    Task,
)
from referrals_portal.sealing import Place, lending, opening
from tests.actions.test_tasks import make_task
from tests.actions.writing import ALL, about
from tests.intake.making import (
    kinds,
    make_referral,
    make_user,
    sign_in,
    stored,
    typed,
    unlock,
)
from tests.intake.same import ANYWHERE, same, without_tokens
from tests.intake.test_access import RULES, WATCHING, address, ask
from tests.intake.test_queue import NOW, references, text
from tests.machinery.keys import WORDS

DOOR = {"sign-in", "sign-out"}
LISTS = {"queue": 200, "list": 200, "latest": 200}
DEEDS = {
    "take": {},
    "release": {},
    "note": {"text": "CANARY-note"},
    "attempt": {"channel": "call", "result": "no_answer", "why_safe": "They asked us to."},
    "status": {"to": "waiting"},
    "priority": {"to": "enhanced"},
    "close": {"outcome": "needs_met"},
    "withdraw": {},
    "reopen": {},
    "end-ways-back": {},
    "again": {},
    "confirm": {},
    "team": {"to": "other"},
    "recorded": typed("recorded_at", "2026-11-20 09:00"),
    "senior": {},
    "vouch": {},
    "write": {"template": "TRIED", "channel": "email"},
    "appointment": {},
    "give": {},
    "task": {},
    "posted": {},
    "cancel": {},
    "partner": {"partner": "partner"},
}
PARTNER = {"key": "partner", "name": "Example partner", "email": "partner@example.org"}
CANARIES = ("Ffion", "07700", "ffion@example.org", "invented story", "A woman to talk to")


@pytest.fixture
def restricted(db, keys):
    """Somebody who may be reached in every way, and agreed to a partner."""
    return make_referral(staff={"knows": "yes"}, share={"services": ["partner"]}, **ALL)


def queue_message(row):
    outbox.queue(
        referral=row.pk, template="CONFIRMATION", ways=(Way("email", "ffion@example.org"),),
        personalisation={"reference": row.reference, "from": ""}, at=NOW,
    )  # fmt: skip


def test_the_table_has_every_address():
    assert {p.name for p in urls.urlpatterns} == DOOR | set(LISTS) | set(DEEDS) | {
        "letter", "offer-letter",  # which are about a task: see below
        "vouch-for-all", "claim",  # for which there must be a word: see below
        "referral", "unlock",
        *RULES,  # which are about nobody: tests/intake/test_rules_pages.py
        *WATCHING,  # which only count: tests/intake/test_watching.py
    }  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted({"referral", *DEEDS}))
class TestOneReferral:
    """Every address of one referral, for each who could ask."""

    def sent(self, browser, method, name, key):
        return getattr(browser, method)(address(name, key), DEEDS.get(name, {}))

    def about(self, name, row):
        """What else has to be there, and is named in what is sent."""
        if name == "give":
            return {"to": make_user("other", "manager").pk}
        if name in ("task", "posted"):
            return {"task": make_task(row, "letter").pk}
        starts_at = timezone.now() + timedelta(days=9)
        if name == "appointment":
            return typed("starts_at", f"{starts_at:%Y-%m-%d} 10:00")
        if name == "cancel":
            made = actions.make_appointment(
                referral=row, starts_at=starts_at, expected_version=row.version,
                **about(make_user("other", "manager"), at=timezone.now()),
            )  # fmt: skip
            return {"appointment": made.pk}
        return {}

    def test_for_a_caseworker_it_is_any_address_that_is_not_there(
        self, name, method, at_work, restricted
    ):
        before = stored()
        answer = self.sent(at_work, method, name, restricted.pk)
        assert answer.status_code == 404
        assert same(answer, self.sent(at_work, method, name, ANYWHERE))
        assert stored() == before

    def test_a_manager_who_did_not_unlock_sees_that_it_is_there_and_nothing_of_it(
        self, name, method, locked, restricted
    ):
        before = stored()
        answer = self.sent(locked, method, name, restricted.pk)
        page = answer.content.decode()
        if method == "get" and name in DEEDS:
            assert (answer.status_code, answer["Location"]) == (
                303, address("referral", restricted.pk),
            )  # fmt: skip
        else:
            assert answer.status_code == 423
            assert f"{restricted.reference} is restricted" in page
            assert f"/intake/unlock/?next=%2Fintake%2Freferral%2F{restricted.pk}%2F" in page
        assert not any(canary in page for canary in CANARIES)
        assert stored() == before

    def test_a_manager_who_unlocked_works_with_it(
        self, name, method, unlocked, restricted, settings
    ):
        settings.MESSAGES = "notify"
        if name == "reopen":
            manager = unlocked.get("/intake/").context["user"]
            actions.withdraw(referral=restricted, by=manager, at=NOW)
        if name in ("senior", "vouch"):
            Referral.objects.update(senior_by=NOW, suspected=True)
        if name == "team":
            teams = [{"key": "one", "name": "One"}, {"key": "other", "name": "Other"}]
            put_in_force(load("kent"), {"teams": teams}, at=NOW)
        if name == "recorded":
            Clock.objects.update(starts="crime_recorded", started_at=None, due_at=None)
        if name == "partner":
            put_in_force(load("example"), {"specialists": [PARTNER]}, at=NOW)
        version = Referral.objects.get().version
        given = DEEDS.get(name, {}) | self.about(name, restricted) | {"version": version}
        answer = getattr(unlocked, method)(address(name, restricted.pk), given)
        assert answer.status_code == (200 if name == "referral" else 303), answer.content.decode()
        page = unlocked.get(address("referral", restricted.pk)).content.decode()
        assert "An invented story." in page
        assert "opened" in kinds(restricted)


@pytest.mark.parametrize(
    ("browser", "status"), [("at_work", 404), ("locked", 423), ("unlocked", 200)]
)
def test_a_letter_is_for_managers_who_unlocked(request, browser, status, restricted):
    asks = request.getfixturevalue(browser)
    task = make_task(restricted, "letter")
    answer = asks.get(address("letter", restricted.pk), {"task": task.pk})
    assert answer.status_code == status
    assert ("Ffion" in answer.content.decode()) == (status == 200)


@pytest.mark.parametrize(("browser", "status"), [("at_work", 404), ("locked", 423)])
def test_nobody_else_has_an_offer_printed(request, browser, status, restricted):
    given = {"task": make_task(restricted, template="OFFER").pk}
    answer = request.getfixturevalue(browser).post(address("offer-letter", restricted.pk), given)
    assert answer.status_code == status
    assert Task.objects.get().done_at is None


@pytest.mark.parametrize(("browser", "status"), [("at_work", 404), ("locked", 423)])
def test_nobody_else_can_try_the_persons_word(request, browser, status, restricted):
    given = {"heard": "harbour", "what": "over", "version": 1}
    answer = request.getfixturevalue(browser).post(address("claim", restricted.pk), given)
    assert answer.status_code == status
    assert "claimed" not in kinds(restricted)


def test_words_that_were_typed_while_it_was_locked_can_be_copied(locked, restricted):
    answer = locked.post(address("note", restricted.pk), {"text": "Typed too late"})
    assert "Typed too late" in answer.content.decode()
    assert not Note.objects.exists()


def test_every_opening_is_written_down(unlocked, restricted, manager):
    for _ in range(2):
        unlocked.get(address("referral", restricted.pk))
    opened = Event.objects.filter(referral=restricted.pk, kind="opened")
    assert [event.by for event in opened] == [manager.pk] * 2


def test_the_work_on_it_is_sealed_to_the_same_compartment(unlocked, restricted):
    page = address("referral", restricted.pk)
    unlocked.post(f"{page}note/", {"text": "CANARY-note"})
    unlocked.post(f"{page}attempt/", DEEDS["attempt"] | {"text": "CANARY-attempt"})
    version = Referral.objects.get().version
    unlocked.post(
        f"{page}close/", {"outcome": "declined", "text": "CANARY-end", "version": version}
    )
    rows = [(row, "note") for row in Note.objects.all()]
    rows += [(row, "attempt") for row in ContactAttempt.objects.all()]
    assert len(rows) == 3
    lent = lending.keys(lending.unlock(WORDS))
    for row, kind in rows:
        for compartment in ("standard", "restricted"):
            with pytest.raises((opening.Locked, opening.CannotOpen)):
                opening.open_row(row, Place(kind, row.pk, compartment))
        assert "CANARY" in opening.open_row(row, Place(kind, row.pk, "restricted"), lent)["text"]
    said = text(unlocked.get(page))
    assert all(f"CANARY-{what}" in said for what in ("note", "attempt", "end"))


def test_a_process_with_every_row_and_every_key_opens_nothing(restricted, caseworker):
    """With the ORM in hand, and whatever the row is made to say."""
    for compartment in ("restricted", "standard", "another"):
        Referral.objects.update(compartment=compartment)
        row = Referral.objects.get()
        place = Place("referral", row.pk, row.compartment)
        for open_ in (opening.open_row, opening.open_signed):
            with pytest.raises((opening.Locked, opening.CannotOpen)):
                open_(row, place)


@pytest.mark.parametrize("compartment", ["standard", "another"])
def test_moved_to_another_compartment_it_opens_for_nobody(
    at_work, unlocked, restricted, compartment
):
    Referral.objects.update(compartment=compartment)
    assert unlocked.get(address("referral", restricted.pk)).status_code == 409
    for_caseworkers = at_work.get(address("referral", restricted.pk))
    assert for_caseworkers.status_code == (409 if compartment == "standard" else 404)
    assert not any(canary in for_caseworkers.content.decode() for canary in CANARIES)


def test_a_standard_one_that_was_moved_here_says_that_it_was_changed(unlocked, referral):
    Referral.objects.update(compartment="restricted")
    assert unlocked.get(address("referral", referral.pk)).status_code == 409


class TestLists:
    """Every list, count, tab, page and letter of the queue."""

    @pytest.fixture(autouse=True)
    def clock(self):
        with time_machine.travel(NOW, tick=False) as traveller:
            yield traveller

    def everything(self, browser):
        """All that the lists say to somebody."""
        queries = [f"?show={show}" for show in ("open", "mine", "unassigned", "finished")]
        queries += ["?page=1", "?page=2", "?page=99"]
        pages = [browser.get(f"/intake/{part}{q}") for part in ("", "list") for q in queries]
        return [without_tokens(p) for p in (*pages, browser.get("/intake/latest"))]

    @pytest.mark.parametrize("persona", ["caseworker", "colleague"])
    def test_nothing_shows_to_a_caseworker(self, persona, request, keys, manager, monkeypatch):
        monkeypatch.setattr("referrals_portal.intake.queue.ROWS", 2)
        for _ in range(2):
            queue_message(make_referral())
        browser = sign_in(request.getfixturevalue(persona))
        before = self.everything(browser)
        first, second = (make_referral(staff={"knows": "yes"}) for _ in range(2))
        queue_message(first)
        actions.take(referral=first, by=manager, at=NOW)
        actions.close(referral=second, outcome="declined", text="", by=manager, at=NOW)
        assert OutboxMessage.objects.filter(referral=first.pk).update(state="failed") == 1
        assert self.everything(browser) == before

    def test_a_manager_sees_it_marked(self, locked, restricted, referral):
        page = locked.get("/intake/")
        assert set(references(page)) == {restricted.reference, referral.reference}
        rows = re.findall(r"<tr class.*?</tr>", page.content.decode(), re.DOTALL)
        assert [("Restricted" in row) for row in rows] == [
            restricted.reference in row for row in rows
        ]
        assert "What is restricted is locked." in text(page)
        unlock(locked)
        assert "What is restricted is unlocked for you" in text(locked.get("/intake/"))

    def test_a_manager_is_told_when_it_arrives(self, locked, keys):
        before = locked.get("/intake/latest").content
        make_referral(staff={"knows": "yes"})
        assert locked.get("/intake/latest").content != before

    def test_a_caseworker_never_hears_the_word(self, at_work, restricted, referral):
        for page in ("/intake/", "/intake/list", address("referral", referral.pk)):
            assert "estricted" not in at_work.get(page).content.decode()
        assert b"unlock" not in at_work.get("/intake/").content.lower()

    def test_somebody_who_is_a_manager_no_longer_sees_no_more_of_it(
        self, unlocked, restricted, manager
    ):
        unlocked.post(address("take", restricted.pk))
        manager.intake_role.role = "caseworker"
        manager.intake_role.save()
        assert references(unlocked.get("/intake/?show=mine")) == []
        assert unlocked.get(address("referral", restricted.pk)).status_code == 404


def test_an_action_does_not_give_it_to_a_caseworker(restricted, caseworker):
    with pytest.raises(actions.NotAllowed):
        actions.take(referral=restricted, by=caseworker, at=NOW)
    assert Referral.objects.get().assignee is None


def test_the_cost_of_it_is_no_query(locked, restricted, django_assert_num_queries):
    """Who sees what is decided by what was read already."""
    with django_assert_num_queries(5):
        ask(locked, "get", "latest", restricted.pk)
