"""The door: who gets in, what the others are told, and when somebody is put out again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from tests.intake.making import PASSWORD, make_referral, make_user, sign_in, stored

DOOR = "/intake/sign-in/"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def knock(username, password, client=None, **data):
    return (client or Client()).post(DOOR, {"username": username, "password": password, **data})


def words(answer):
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return re.sub(r'value="(casey|editor|nobody)"', "", page)


def test_a_wrong_password_no_account_and_no_role_get_the_same_words(caseworker, editor):
    wrong = knock("casey", "not the password")
    assert wrong.status_code == 422
    assert "We do not know this username and password" in wrong.content.decode()
    for other in (knock("nobody", PASSWORD), knock("editor", PASSWORD)):
        assert other.status_code == 422
        assert words(other) == words(wrong)
        assert "staff" not in other.cookies


def test_what_was_typed_comes_back_but_never_the_password(caseworker):
    page = knock("casey", "not the password").content.decode()
    assert 'value="casey"' in page
    assert "not the password" not in page


def test_nothing_typed_is_two_sentences(db):
    page = knock("", "").content.decode()
    assert "Enter your username." in page
    assert "Enter your password." in page


@pytest.mark.parametrize("password", ["not the password", PASSWORD])
def test_too_many_tries_are_told_to_wait_and_learn_nothing(editor, password):
    """Even the right password of an account without a role counts, or it would stand out."""
    answers = [knock("editor", password) for _ in range(12)]
    assert [a.status_code for a in answers] == [422] * 9 + [429] * 3
    assert "Wait 15 minutes" in answers[-1].content.decode()
    assert answers[-1]["Retry-After"] == "900"
    assert "no-store" in answers[-1]["Cache-Control"]


def test_waiting_is_for_that_name_at_that_address_only(caseworker, colleague):
    for _ in range(10):
        knock("casey", "not the password")
    assert knock("casey", PASSWORD).status_code == 429
    assert knock("colin", PASSWORD).status_code == 303
    assert knock("casey", PASSWORD, Client(REMOTE_ADDR="192.0.2.7")).status_code == 303


def test_a_new_session_for_whoever_signs_in(caseworker, editor):
    client = Client()
    client.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    before = client.session.session_key
    knock("casey", PASSWORD, client)
    assert client.session.session_key != before
    assert client.session["_auth_user_id"] == str(caseworker.pk)


def test_a_session_that_was_laid_out_beforehand_is_not_taken_up(caseworker):
    client = Client()
    client.cookies["staff"] = "a" * 32
    knock("casey", PASSWORD, client)
    assert client.cookies["staff"].value != "a" * 32
    assert client.cookies["staff"]["expires"] == ""
    assert client.cookies["staff"]["httponly"]


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example", "https://evil.example/intake/", "https:evil.example", "/\\evil.example",
        "\\\\evil.example", "%09//evil.example", "\t//evil.example", "javascript:alert(1)",
        "/intake/\r\nX-Evil: 1", "/", "/cms/", "/leave", "/intake/sign-out/", "/intake/../cms/",
        "/intake/latest", "intake/", "///evil.example/intake/", "http:///intake/",
        "/intake/referral/nonsense/", "",
    ],
)  # fmt: skip
def test_elsewhere_is_never_next(caseworker, wanted):
    assert knock("casey", PASSWORD, next=wanted)["Location"] == "/intake/"


@pytest.mark.parametrize("wanted", ["/intake/?show=mine", "/intake/"])
def test_the_queue_may_be_next(caseworker, wanted):
    assert knock("casey", PASSWORD, next=wanted)["Location"] == wanted


def test_a_stranger_comes_to_the_page_they_wanted(caseworker, keys):
    wanted = f"/intake/referral/{make_referral().pk}/"
    client = Client()
    page = client.get(wanted, follow=True).content.decode()
    assert f'name="next" value="{wanted}"' in page
    assert knock("casey", PASSWORD, client, next=wanted)["Location"] == wanted


def test_it_works_with_the_checks_of_production(caseworker, settings):
    """https, `__Host-` cookies, a token and an origin: as a browser sends them."""
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-staff", "__Host-token"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT = True
    client = Client(enforce_csrf_checks=True)
    page = client.get(DOOR, secure=True).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {"username": "casey", "password": PASSWORD, "csrfmiddlewaretoken": token}
    refused = client.post(DOOR, data, secure=True, headers={"origin": "https://evil.example"})
    assert refused.status_code == 403
    answer = client.post(DOOR, data, secure=True, headers={"origin": "https://testserver"})
    assert answer.status_code == 303
    assert answer.cookies["__Host-staff"]["secure"]
    assert client.get("/intake/", secure=True).status_code == 200


def test_signing_out_is_a_post_and_empties_the_browser(at_work):
    assert at_work.get("/intake/sign-out/").status_code == 302
    assert at_work.get("/intake/").status_code == 200
    answer = at_work.post("/intake/sign-out/")
    assert (answer.status_code, answer["Location"]) == (303, "/intake/sign-in/?after=out")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert at_work.get("/intake/").status_code == 302
    assert "You are signed out." in at_work.get(answer["Location"]).content.decode()


class TestTime:
    """T-SESS 04: the server's clock decides."""

    @pytest.fixture(autouse=True)
    def clock(self, caseworker):
        with time_machine.travel(NOW, tick=False) as self.time:
            self.client = sign_in(caseworker)
            yield

    def later(self, **how):
        self.time.shift(timedelta(**how))

    def test_fifteen_minutes_without_a_word(self):
        self.later(minutes=14, seconds=59)
        assert self.client.get("/intake/").status_code == 200
        self.later(minutes=15)
        answer = self.client.get("/intake/")
        assert answer["Location"] == "/intake/sign-in/?next=%2Fintake%2F&after=idle"
        assert "_auth_user_id" not in self.client.session
        assert "You were signed out" in self.client.get(answer["Location"]).content.decode()

    def test_what_the_page_asks_by_itself_does_not_count(self):
        for _ in range(15):
            assert self.client.get("/intake/latest").status_code == 200
            assert self.client.get("/intake/list").status_code == 200
            self.later(minutes=1)
        assert self.client.get("/intake/latest").status_code == 401
        assert self.client.get("/intake/").status_code == 302

    def test_ten_hours_however_busy(self):
        for _ in range(59):
            self.later(minutes=10)
            assert self.client.get("/intake/").status_code == 200
        self.later(minutes=10)
        assert self.client.get("/intake/").status_code == 302

    def test_words_that_came_too_late_are_not_lost(self, keys):
        row = make_referral()
        before = stored()
        self.later(minutes=16)
        address = f"/intake/referral/{row.pk}/note/"
        answer = self.client.post(address, {"text": "<b>A long note.</b>"})
        assert answer.status_code == 403
        assert "&lt;b&gt;A long note.&lt;/b&gt;" in answer.content.decode()
        assert stored() == before


def test_who_is_in_already_is_led_on(at_work):
    assert at_work.get(DOOR).status_code == 200
    make_user("another", "manager")
    assert knock("another", PASSWORD, at_work).status_code == 303
