"""T-AUTHZ 05: a restricted referral is there for managers only, and opens only with their words.

Every address of the queue x who asks x how: an address without a row in the table fails.
"""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from referrals_portal import actions
from referrals_portal.intake import urls
from referrals_portal.messages import outbox
from referrals_portal.models import ContactAttempt, Event, Note, OutboxMessage, Referral
from referrals_portal.sealing import Place, lending, opening
from tests.intake.making import kinds, make_referral, make_user, sign_in, stored
from tests.intake.test_access import address, ask
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
    "senior": {},
    "vouch": {},
}
ANYWHERE = uuid.UUID("00000000-0000-4000-8000-000000000000")
CANARIES = ("Ffion", "07700", "ffion@example.org", "invented story", "A woman to talk to")


@pytest.fixture
def restricted(db, keys):
    return make_referral(staff={"knows": "yes"})


@pytest.fixture
def locked(manager):
    """A manager's browser."""
    return sign_in(manager)


def unlock(browser, words=WORDS, **data):
    return browser.post("/intake/unlock/", {"words": words, **data})


@pytest.fixture
def unlocked(locked, keys):
    """A manager's browser, and the words were given."""
    assert unlock(locked).status_code == 303
    return locked


def queue_message(row):
    outbox.queue(
        referral=row.pk, template="CONFIRMATION", channel="email", to="ffion@example.org",
        personalisation={"reference": row.reference}, at=NOW,
    )  # fmt: skip


def without_tokens(page):
    return re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]+', rb"\1", page.content)


def same(first, second):
    """Tell whether two answers are the same to whoever gets them."""
    headers = [sorted(answer.headers.items()) for answer in (first, second)]
    cookies = [sorted(answer.cookies) for answer in (first, second)]
    return (
        first.status_code == second.status_code
        and without_tokens(first) == without_tokens(second)
        and headers[0] == headers[1]
        and cookies[0] == cookies[1]
    )


def test_the_table_has_every_address():
    assert {p.name for p in urls.urlpatterns} == DOOR | set(LISTS) | set(DEEDS) | {
        "vouch-for-all", "claim",  # for which there must be a word: see below
        "referral", "unlock",
    }  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted({"referral", *DEEDS}))
class TestOneReferral:
    """Every address of one referral, for each who could ask."""

    def sent(self, browser, method, name, key):
        return getattr(browser, method)(address(name, key), DEEDS.get(name, {}))

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

    def test_a_manager_who_unlocked_works_with_it(self, name, method, unlocked, restricted):
        if name == "reopen":
            manager = unlocked.get("/intake/").context["user"]
            actions.withdraw(referral=restricted, by=manager, at=NOW)
        if name in ("senior", "vouch"):
            Referral.objects.update(senior_by=NOW, suspected=True)
        version = Referral.objects.get().version
        given = DEEDS.get(name, {}) | {"version": version}
        answer = getattr(unlocked, method)(address(name, restricted.pk), given)
        assert answer.status_code == (200 if name == "referral" else 303), answer.content.decode()
        page = unlocked.get(address("referral", restricted.pk)).content.decode()
        assert "An invented story." in page
        assert "opened" in kinds(restricted)


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


class TestUnlocking:
    """The page where the words are given."""

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_it_is_not_there_for_a_caseworker(self, method, at_work, keys):
        answer = getattr(at_work, method)("/intake/unlock/", {"words": WORDS})
        assert answer.status_code == 404
        assert same(answer, getattr(at_work, method)(address("referral", ANYWHERE)))
        assert "lent" not in answer.cookies

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_stranger_is_asked_to_sign_in(self, method, db, keys):
        answer = getattr(Client(), method)("/intake/unlock/", {"words": WORDS})
        assert answer.status_code == (302 if method == "get" else 403)
        assert WORDS not in answer.content.decode()

    def test_it_needs_a_token(self, manager, keys):
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = sign_in(manager).cookies
        answer = unlock(browser)
        assert answer.status_code == 403
        assert "lent" not in answer.cookies

    def test_the_words_lead_on_and_the_cookie_is_of_this_browser_session(self, locked, restricted):
        here = address("referral", restricted.pk)
        page = locked.get(f"/intake/unlock/?next={here}")
        assert f'name="next" value="{here}"' in page.content.decode()
        session = locked.cookies["staff"].value
        answer = unlock(locked, next=here)
        assert (answer.status_code, answer["Location"]) == (303, here)
        cookie = answer.cookies["lent"]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
        assert (cookie["expires"], cookie["max-age"]) == ("", "")
        assert locked.cookies["staff"].value != session, "a session of another key"
        assert locked.get(here).status_code == 200

    def test_over_https_the_cookie_is_secure(self, locked, keys, settings):
        settings.LENT_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-lent", True
        assert unlock(locked).cookies["__Host-lent"]["secure"]

    @pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/cms/", ""])
    def test_it_leads_nowhere_else(self, locked, keys, wanted):
        assert unlock(locked, next=wanted)["Location"] == "/intake/"

    def test_wrong_words_are_said_kindly_and_kept_nowhere(self, locked, keys, caplog):
        with caplog.at_level("INFO"):
            answer = unlock(locked, "CANARY wrong words")
        assert answer.status_code == 422
        assert "These are not the words." in answer.content.decode()
        assert "CANARY" not in answer.content.decode() + caplog.text
        assert "tried wrong words" in caplog.text
        assert "lent" not in answer.cookies

    def test_unlocking_is_written_to_the_log_without_the_words(self, locked, keys, manager, caplog):
        with caplog.at_level("INFO"):
            unlock(locked)
        assert f"account {manager.pk} unlocked the restricted compartment" in caplog.text
        assert WORDS not in caplog.text

    def test_no_words_are_no_try(self, locked, keys):
        for _ in range(6):
            assert "Enter the managers’ words." in unlock(locked, " ").content.decode()
        assert unlock(locked).status_code == 303

    def test_after_five_wrong_ones_even_the_right_ones_wait(self, manager, keys):
        with time_machine.travel(NOW, tick=False) as clock:
            browser = sign_in(manager)
            answers = [unlock(browser, "not the words") for _ in range(5)]
            assert [a.status_code for a in answers] == [422] * 4 + [429]
            late = unlock(browser)
            assert (late.status_code, late["Retry-After"]) == (429, "900")
            assert "Wait 15 minutes" in late.content.decode()
            clock.shift(timedelta(minutes=14))
            browser.get("/intake/")
            assert unlock(browser).status_code == 429
            clock.shift(timedelta(minutes=2))
            assert unlock(browser).status_code == 303

    def test_a_missing_key_is_said_and_is_no_wrong_try(self, locked, keys):
        (keys / "intake-restricted.1.private").unlink()
        for _ in range(6):
            answer = unlock(locked)
            assert answer.status_code == 422
            assert "The key is missing here." in answer.content.decode()

    def test_a_key_that_is_missing_is_not_a_matter_of_words(self, unlocked, restricted, keys):
        (keys / "intake-restricted.1.private").unlink()
        unlocked.cookies.pop("lent")
        assert unlocked.get(address("referral", restricted.pk)).status_code == 503


class TestEnding:
    """T-SESS 06: neither half opens anything alone, and every end of a sitting ends it."""

    def opens(self, browser, row):
        return browser.get(address("referral", row.pk)).status_code == 200

    def test_a_copy_of_the_sessions_opens_nothing(self, unlocked, restricted):
        for row in Session.objects.all():
            kept = row.get_decoded()
            closed = kept["intake_lent"]
            assert unlocked.cookies["lent"].value not in str(kept)
            assert lending.lent("A" * 43 + "=", closed, f"{kept['_auth_user_id']}|0") is None

    def test_the_session_without_the_cookie_is_locked(self, unlocked, restricted):
        unlocked.cookies.pop("lent")
        assert unlocked.get(address("referral", restricted.pk)).status_code == 423

    def test_the_cookie_in_another_sitting_is_locked(self, unlocked, restricted, manager):
        other = sign_in(manager)
        other.cookies["lent"] = unlocked.cookies["lent"].value
        assert other.get(address("referral", restricted.pk)).status_code == 423

    def test_the_cookie_with_a_colleague_s_sitting_is_locked(self, unlocked, restricted):
        other = sign_in(make_user("mona", "manager"))
        unlock(other)
        assert self.opens(other, restricted)
        other.cookies["lent"] = unlocked.cookies["lent"].value
        assert not self.opens(other, restricted)

    def test_signing_out(self, unlocked, restricted, manager):
        assert self.opens(unlocked, restricted)
        answer = unlocked.post("/intake/sign-out/")
        assert answer.cookies["lent"]["max-age"] == 0
        again = sign_in(manager)
        assert not self.opens(again, restricted)

    def test_leaving(self, unlocked, restricted):
        answer = unlocked.post("/leave")
        assert answer.cookies["lent"]["max-age"] == 0
        assert not self.opens(unlocked, restricted)

    def test_leaving_tells_nobody_else_of_it(self, at_work, keys):
        assert "lent" not in at_work.post("/leave").cookies

    @pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 302)])
    def test_doing_nothing(self, restricted, manager, minutes, status):
        with time_machine.travel(NOW, tick=False) as clock:
            browser = sign_in(manager)
            unlock(browser)
            clock.shift(timedelta(minutes=minutes))
            answer = browser.get(address("referral", restricted.pk))
            assert answer.status_code == status
            assert ("lent" in answer.cookies) is (status == 302)

    def test_any_of_several_processes_opens_it(self, unlocked, restricted):
        """Nothing of it stays in a process: all that is kept there is emptied between two pages."""
        assert self.opens(unlocked, restricted)
        opening._private.cache_clear()
        opening._unlocked.cache_clear()
        assert self.opens(unlocked, restricted)
        for cache in (opening._private, opening._unlocked):
            assert cache.cache_info().currsize <= 1, "only the standard key"

    def test_after_a_rotation_the_words_are_asked_for_again(self, unlocked, restricted):
        from django.core.management import call_command

        call_command("keys", "rotate")
        assert unlocked.get(address("referral", restricted.pk)).status_code == 423
        unlock(unlocked)
        assert self.opens(unlocked, restricted)


def test_the_cost_of_it_is_no_query(locked, restricted, django_assert_num_queries):
    """Who sees what is decided by what was read already."""
    with django_assert_num_queries(5):
        ask(locked, "get", "latest", restricted.pk)
