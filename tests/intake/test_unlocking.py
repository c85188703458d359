"""The managers' words: where they are given, and every way in which that ends."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from referrals_portal.sealing import lending, opening
from tests.intake.making import make_user, sign_in, unlock
from tests.intake.same import ANYWHERE, same
from tests.intake.test_access import address
from tests.intake.test_queue import NOW
from tests.machinery.keys import WORDS


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
