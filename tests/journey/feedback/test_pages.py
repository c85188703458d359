"""How we did: by a code alone, counted once, with nothing in an address and nothing kept."""

import logging
import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from hub import snapshot
from hub.models import Hub
from referrals_portal.feedback import QUESTIONS
from referrals_portal.journey.answering.finding import MOST_WRONG
from referrals_portal.models import FeedbackCount, Invitation, WrongGuess
from referrals_portal.sealing import codes, remembering
from tests.journey.feedback.conftest import FEEDBACK, FORM, Saying

pytestmark = pytest.mark.django_db
UNKNOWN = "RRRR-RRRR-RR"
THANKS = "/feedback/thanks/"
SAID = {"reached": "yes", "listened": "mostly", "clear": "no", "again": "not_said"}


def counted():
    rows = FeedbackCount.objects.filter(count__gt=0)
    return {(row.question, row.answer): row.count for row in rows}


def test_the_pages_say_nothing_of_what_they_are_about(saying, code):
    pages = [saying.page, saying.press(code=code), saying.client.get(THANKS)]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
        assert re.search(r"<title>(.*?)</title>", text)[1].strip() in ("Form", "Sent – form")
        assert "noindex" in text
        assert 'action="/leave"' in text
        assert snapshot.current_hub().name not in text
        assert snapshot.current_hub().phone not in text
        main = text.lower().split("<main")[1].split("</main")[0]
        for word in ("crime", "victim", "police", "abuse", "referral", "support"):
            assert word not in main, word
    assert set(saying.client.cookies) <= {"csrftoken", "__Host-csrftoken", "token"}


def test_from_the_code_to_the_thanks(saying, code):
    saying.press(code=code.lower().replace("-", " "))
    for words in QUESTIONS.values():
        assert str(words) in saying.text
    assert "checked" not in saying.text
    assert "textarea" not in saying.text
    assert 'type="text"' not in saying.text, "no box for words"
    answer = saying.press(**SAID)
    assert (answer.status_code, answer["Location"]) == (303, THANKS)
    assert counted() == dict.fromkeys(SAID.items(), 1)
    assert "Thank you" in saying.client.get(THANKS).content.decode()
    assert code not in answer["Location"]


def test_all_but_one_may_be_left_out(saying, code):
    saying.press(code=code)
    saying.press()
    assert "There is a problem" in saying.text
    assert 'href="#q1"' in saying.text
    assert "Answer at least one question." in saying.text
    assert Invitation.objects.get().used_at is None
    assert saying.press(again="no").status_code == 303
    others = {(question, "not_said"): 1 for question in QUESTIONS if question != "again"}
    assert counted() == others | {("again", "no"): 1}


def test_sent_twice_it_counts_once_and_is_thanked_for_twice(saying, code):
    saying.press(code=code)
    page = saying.text
    saying.press(**SAID)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    again = saying.client.post(
        FEEDBACK, urlencode(hidden | SAID | {"reached": "no"}), content_type=FORM
    )
    assert (again.status_code, again["Location"]) == (303, THANKS)
    assert counted() == dict.fromkeys(SAID.items(), 1)


def test_a_code_that_was_used_leads_to_the_thanks_and_later_to_nothing(saying, code, time_machine):
    saying.press(code=code)
    saying.press(**SAID)
    assert Saying().press(code=code).status_code == 303
    Invitation.objects.all().delete()  # by the worker, once the hour is over
    later = Saying()
    later.press(code=code)
    assert "We do not know this code" in later.text


def test_an_answer_that_is_not_offered_is_asked_again(saying, code):
    saying.press(code=code)
    saying.press(**SAID | {"clear": "CANARY"})
    assert "There is a problem" in saying.text
    assert not FeedbackCount.objects.exists()
    assert Invitation.objects.get().used_at is None


class TestWrongCodes:
    def test_the_same_words_for_one_that_is_unknown_or_too_old_or_of_an_offer(self, saying, code):
        pages = []
        saying.press(code=UNKNOWN)
        pages.append(saying.text)
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        old = Saying()
        old.press(code=code)
        pages.append(old.text)
        Invitation.objects.update(expires_at=None, purpose="offer", referral=None)
        offer = Saying()
        offer.press(code=code)
        pages.append(offer.text)
        said = [re.sub(r'value="[^"]*"', "", page.split("<main")[1]) for page in pages]
        assert said[0] == said[1] == said[2]
        assert "We do not know this code. Check it and try again." in said[0]

    @pytest.mark.parametrize("typed", ["", "RRRR", "RRRR-RRRR-RRR", "AEIO-UAEI-OU", "x" * 99])
    def test_a_slip_is_no_guess(self, saying, typed):
        saying.press(code=typed)
        assert "There is a problem" in saying.text
        assert not WrongGuess.objects.exists()

    def test_a_searcher_is_stopped_for_a_minute_and_learns_nothing(self, code, time_machine):
        start = timezone.now().replace(second=5, microsecond=0)
        time_machine.move_to(start, tick=False)
        searcher = Saying()
        for _ in range(MOST_WRONG):
            assert searcher.press(code=UNKNOWN).status_code == 200
        assert searcher.press(code=UNKNOWN).status_code == 503
        right = Saying()
        assert right.press(code=code).status_code == 503, "a right one gets the same"
        assert "Please wait a minute" in right.text
        time_machine.move_to(start + timedelta(minutes=1), tick=False)
        assert "How did we do?" in Saying().press(code=code).content.decode()

    def test_the_questions_cannot_be_sent_without_one(self, saying):
        saying.press(page="questions", code=UNKNOWN, **SAID)
        assert not FeedbackCount.objects.exists()


def test_nothing_is_done_without_a_token(code):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(FEEDBACK, {"code": code, "page": "questions"})
    assert answer.status_code in (400, 403)
    assert not FeedbackCount.objects.exists()


def test_without_the_key_somebody_says_whom_to_ring(saying, code, keys):
    (keys / remembering.CODES).unlink()
    remembering._codes.cache_clear()
    assert saying.press(code=code).status_code == 503


def test_giant_and_foreign_bodies_are_refused(db):
    client = Client()
    assert client.post(FEEDBACK, "x" * 70_000, content_type=FORM).status_code == 413
    assert client.post(FEEDBACK, {"code": UNKNOWN}).status_code == 400, "multipart"


class TestInWelsh:
    @pytest.fixture
    def welsh(self, db):
        Hub.objects.update_or_create(defaults={"slug": "example", "welsh": "reviewed"})
        snapshot.forget()

    def test_it_has_an_address_of_its_own(self, welsh, code, settings):
        page = Client().get("/cy/feedback/")
        assert '<html lang="cy"' in page.content.decode()
        saying = Saying("/cy/feedback/")
        saying.press(code=code)
        assert saying.press(**SAID)["Location"] == "/cy/feedback/thanks/"
        assert counted() == dict.fromkeys(SAID.items(), 1)

    def test_the_other_language_keeps_what_was_typed_and_judges_nothing(self, welsh, code):
        saying = Saying()
        saying.press(to="/cy/feedback/", code="RR", other="yes")
        assert 'value="RR"' in saying.text
        assert "error-summary" not in saying.text
        saying.press(code=code)
        saying.press(to="/cy/feedback/", other="yes", **SAID)
        assert '<html lang="cy"' in saying.text
        assert saying.text.count(" checked") == len(SAID)
        assert not FeedbackCount.objects.exists()

    def test_without_welsh_there_is_no_such_page(self, db):
        assert Client().get("/cy/feedback/").status_code == 404


def test_no_answer_and_no_code_is_written_down_anywhere(saying, code, caplog):
    from django.apps import apps

    caplog.set_level(logging.DEBUG)
    saying.press(code=code)
    saying.press(**SAID)
    for model in apps.get_models():
        for row in model._base_manager.values_list():
            assert code not in str(row)
            assert codes.read(code) not in str(row)
    assert codes.read(code) not in caplog.text
    assert code not in caplog.text
