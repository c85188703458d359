"""The discreet way back, by the form's own pages."""

from datetime import timedelta
from urllib.parse import urlencode as data_of
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.utils import timezone

from hub.opening import LONDON
from referrals_portal import actions
from referrals_portal.actions.telling import tell_new
from referrals_portal.journey import guessing, language, visits
from referrals_portal.models import Draft, FollowUp, Referral, ReturnBox, WrongGuess
from referrals_portal.sealing import Place, opening, returning
from referrals_portal.sealing.drafts import Secret
from referrals_portal.sealing.words import Kept
from tests.intake.making import make_user
from tests.journey.coming_back import come_back, enter, make, other_words, press, send, shown
from tests.journey.conftest import Visitor, at, hidden

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap")]

URLENCODED = {"content_type": "application/x-www-form-urlencoded"}
CONTACT = {"contact-phone": "07700 900355", "contact-email": ""}
SAFE = {"safe-whose_phone": "mine", "safe-call": "at_times", "safe-text": "no"}
TIMES = {"times-days": ["1"], "times-start": "10:00", "times-end": "12:00"}
CALLING = {
    "calling-voicemail": "no", "calling-say_who": "no", "calling-withheld": "yes",
    "calling-code_word": "CANARY-lantern",
}  # fmt: skip


@pytest.fixture
def sent(visitor):
    """Somebody who has sent their form."""
    send(visitor)
    return visitor


@pytest.fixture
def kept(sent):
    """What they keep."""
    return make(sent)


@pytest.fixture
def returned(kept):
    """Their browser, on another day and another device, after the right words."""
    browser, answer = come_back(kept)
    assert (answer.status_code, answer["Location"]) == (303, "/form/back/open/")
    return browser


def text(page):
    return page.content.decode()


class TestWhatItSays:
    def test_at_first_only_that_it_was_received(self, returned):
        page = text(returned.get("back/open"))
        assert "We have received it." in page
        assert "tried to reach you" not in page
        assert "Take my request back" in page

    def test_made_after_it_was_closed_that_it_is_finished(self, sent, keys):
        referral, staff = Referral.objects.get(), make_user("casey", "caseworker")
        at = timezone.now()
        actions.close(referral=referral, outcome="needs_met", text="", by=staff, at=at)
        kept = make(sent)
        assert tell_new(at) == 1
        page = text(come_back(kept)[0].get("back/open"))
        assert "This is finished." in page
        assert "Take my request back" not in page


class TestMakingOne:
    def test_it_is_shown_once_and_nothing_of_it_is_stored(self, sent):
        page = press(sent, "back/new", sent.get("sent"))
        kept = shown(page)
        assert "no-store" in page["Cache-Control"]
        row = ReturnBox.objects.get()
        assert row.referral == Referral.objects.get().pk
        assert row.expires_at is None
        stored = b"".join(bytes(part) for part in (row.key, row.salt, row.public, row.sealed))
        for part in (kept.code, *kept.words):
            assert part.encode() not in stored
        assert kept.in_groups not in text(sent.get("sent"))

    def test_going_back_to_the_page_makes_no_other_and_shows_nothing(self, sent):
        """Without script a browser that goes back sends again what a page answered."""
        token = hidden(text(sent.get("sent")))
        answer = sent.client.post("/form/back/new/", data_of(token), **URLENCODED)
        assert (answer.status_code, answer["Location"]) == (303, "/form/back/new/")
        assert answer.content == b""
        cookies = {name: kept.value for name, kept in sent.client.cookies.items()}
        kept = shown(sent.get("back/new"))
        assert not Draft.objects.filter(sent=False).exists()
        for _ in range(2):
            sent.client.cookies["back"] = cookies["back"]
            page = text(sent.get("back/new"))
            assert "You have a way back already" in page
            assert kept.in_groups not in page
            assert " ".join(kept.words) not in page
        assert ReturnBox.objects.count() == 1
        assert come_back(kept)[1].status_code == 303

    def test_what_waits_to_be_shown_is_sealed_and_goes_with_leaving(self, sent):
        token = hidden(text(sent.get("sent")))
        sent.client.post("/form/back/new/", data_of(token), **URLENCODED)
        assert Draft.objects.filter(sent=False).count() == 1
        assert "Error" not in text(sent.get("back"))
        sent.client.post("/leave")
        assert not Draft.objects.filter(sent=False).exists()

    def test_there_are_three_at_most(self, sent):
        kept = [make(sent) for _ in range(3)]
        page = press(sent, "back/new", sent.get("sent"))
        assert "three ways back already" in text(page)
        assert ReturnBox.objects.count() == 3
        assert all(come_back(each)[1].status_code == 303 for each in kept)

    def test_asking_for_one_by_its_address_alone_does_nothing(self, sent):
        assert sent.get("back/new")["Location"] == "/form/sent/"
        assert not ReturnBox.objects.exists()

    def test_before_sending_there_is_none(self, visitor):
        page = visitor.get("back")
        assert press(visitor, "back/new", page)["Location"] == "/form/sent/"
        assert not ReturnBox.objects.exists()

    def test_whoever_asked_for_another_adult_gets_none(self, visitor):
        send(visitor, who={"for_whom": "someone_else"})
        page = visitor.get("sent")
        assert "Make a way back" not in text(page)
        assert press(visitor, "back/new", page)["Location"] == "/form/sent/"
        assert not ReturnBox.objects.exists()

    def test_a_token_is_needed(self, sent):
        assert sent.send("back/new", {}).status_code == 403


class TestComingBack:
    def test_the_start_page_leads_there(self, visitor):
        assert 'href="/form/back/"' in text(visitor.client.get("/get-help/"))

    def test_it_says_where_it_stands_and_nothing_else(self, returned):
        page = text(returned.get("back/open"))
        assert "We have received it" in page
        referral = Referral.objects.get()
        for secret in ("CANARY", referral.reference, str(referral.pk), "07700", "burglary"):
            assert secret not in page

    @pytest.mark.parametrize(
        ("standing", "words"),
        [
            ("received", "We have received it"),
            ("trying", "Someone has tried to reach you"),
            ("in_contact", "We are in contact"),
            ("finished", "This is finished"),
            ("withdrawn", "You took this back"),
        ],
    )
    def test_each_word_has_its_sentence(self, kept, standing, words):
        row = ReturnBox.objects.get()
        key, public = bytes(row.key), bytes(row.public)
        row.sealed = returning.seal({"standing": standing}, key, str(row.referral), public)
        row.save()
        browser, _ = come_back(kept)
        page = text(browser.get("back/open"))
        assert words in page
        assert ("Take my request back" in page) == (standing not in ("finished", "withdrawn"))

    def test_pasting_all_of_it_into_one_box_works(self, kept):
        browser = Visitor()
        everything = f"Your code {kept.in_groups}\nYour four words {' '.join(kept.words).upper()}"
        answer = enter(browser, browser.get("back"), everything, "")
        assert answer["Location"] == "/form/back/open/"

    def test_nothing_is_in_an_address_or_a_cookie(self, kept):
        browser, answer = come_back(kept)
        values = [cookie.value for cookie in browser.client.cookies.values()]
        for part in (kept.code, *kept.words):
            assert part not in answer["Location"]
            assert not any(part in value for value in values)

    def test_asking_by_an_address_opens_nothing(self, kept):
        browser = Visitor()
        answer = browser.get(f"back/?code={kept.code}&words={'+'.join(kept.words)}")
        assert answer.status_code == 404 or kept.code not in text(answer)
        assert not Draft.objects.filter(sent=False).exists()

    @pytest.mark.parametrize(
        ("code", "words", "says"),
        [
            ("", "", "Enter your code."),
            ("123", "", "You have entered 3."),
            ("1234567890", "", "Check each digit"),
            ("5723894616", "apple bridge", "Enter your four words."),
            ("5723894616", "apple bridge canoe xyzzy", "Word 4 is not one of our words"),
            ("5723894616", "<b> apple bridge canoe xyzzy", "Word 1 is not one of our words"),
            ("9" * 500, "", "That is too long."),
        ],
    )
    def test_a_slip_is_said_and_is_no_guess(self, visitor, code, words, says):
        answer = enter(visitor, visitor.get("back"), code, words)
        assert answer.status_code == 200
        assert says in text(answer)
        assert text(answer).count("<title>Error") == 1
        assert text(answer).count("govuk-error-summary__title") == 1
        for typed in (code, *words.replace("<b>", "").split()):
            assert len(typed) < 5 or typed not in text(visitor.get("back"))
        assert not WrongGuess.objects.exists()

    def test_without_keys_it_says_to_phone(self, visitor, keys):
        (keys / "pins.json").unlink()
        assert visitor.get("back").status_code == 503

    def test_it_can_be_read_in_the_other_language(self, visitor, settings, monkeypatch):
        monkeypatch.setattr(language, "offered", lambda: ["en", "cy"])
        answer = visitor.client.get("/form/back/?language=cy")
        assert answer["Location"] == "/form/back/"
        page = visitor.get("back")
        assert '<html lang="cy"' in text(page)
        typed = {"back-code": "123 456", "back-words": "apple", "language": "en"}
        again = press(visitor, "back", page, typed)
        assert '<html lang="en' in text(again)
        assert "123 456" not in text(again)
        assert "Error" not in text(again)

    def test_no_code_and_no_word_is_ever_shown_again(self, kept):
        """For a quarter of an hour any tab could show them to whoever looks."""
        browser, words = Visitor(), other_words(kept)
        for code, typed in ((kept.code, words), (kept.code, words[:3]), (kept.code[:9], words)):
            answer = enter(browser, browser.get("back"), code, " ".join(typed))
            for page in (answer, browser.get("back")):
                assert "govuk-error-summary" in text(page)
                assert code not in text(page)
                assert not any(f'value="{word}' in text(page) for word in typed)
            row = Draft.objects.exclude(sent=True).get()
            secret = Secret.from_text(browser.client.cookies["back"].value.split(".")[0])
            inside = secret.unclose(bytes(row.sealed), row.version)["visit"]["unsaved"]
            assert set(inside) == {"step", "mistakes"}
            assert code not in str(inside)
            assert " ".join(typed) not in str(inside)

    def test_a_mistake_is_not_left_in_the_other_language(self, visitor, monkeypatch):
        monkeypatch.setattr(language, "offered", lambda: ["en", "cy"])
        answer = enter(visitor, visitor.get("back"), "123", "")
        assert "You have entered 3." in text(answer)
        visitor.client.get("/form/back/?language=cy")
        assert "You have entered 3." not in text(visitor.get("back"))

    def test_no_page_answers_what_was_typed(self, kept):
        """A browser writes the body of a request to the disk when a page answers it."""
        browser = Visitor()
        token = hidden(text(browser.get("back")))
        for code, words in (("123", "apple"), (kept.code, " ".join(other_words(kept)))):
            data = {"back-code": code, "back-words": words} | token
            answer = browser.client.post("/form/back/", data_of(data), **URLENCODED)
            assert (answer.status_code, answer["Location"]) == (303, "/form/back/")
        assert "We cannot open anything" in text(browser.get("back"))
        assert not any(b"apple" in bytes(row.sealed) for row in Draft.objects.all())


class TestGuessing:
    def test_the_answer_is_the_same_whether_the_code_exists_or_not(self, kept):
        _, wrong = come_back(kept, words=other_words(kept))
        _, unknown = come_back(Kept.new())
        pages = []
        for answer in (wrong, unknown):
            assert answer.status_code == 200
            page = text(answer)
            pages.append(page[page.index("<h1") : page.index("<form method")])
        assert pages[0] == pages[1]
        assert "We cannot open anything" in text(wrong)
        assert "0808 178 1641" in text(wrong)
        assert WrongGuess.objects.count() == 2

    def test_the_work_is_the_same_whether_the_code_exists_or_not(self, kept, monkeypatch):
        work = []
        real = returning._stretch

        def stretch(text, salt, length, cost):
            work.append((length, tuple(cost.items())))
            return real(text, salt, length, cost)

        monkeypatch.setattr(returning, "_stretch", stretch)
        at = timezone.now()
        done = []
        for guess in (Kept(kept.code, other_words(kept)), Kept.new()):
            work.clear()
            assert guessing.open_with(guess, at) is None
            done.append(tuple(work))
        WrongGuess.objects.update(wait_until=at + timedelta(minutes=1))
        work.clear()
        assert guessing.open_with(kept, at) is None
        assert done[0] == done[1] == tuple(work)
        assert len(work) == 2

    def test_after_five_a_code_waits_and_the_right_words_wait_too(self, kept, time_machine):
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        for _ in range(5):
            come_back(kept, words=other_words(kept))
        time_machine.move_to(start + timedelta(seconds=59), tick=False)
        assert come_back(kept)[1].status_code == 200
        time_machine.move_to(start + timedelta(seconds=120), tick=False)
        assert come_back(kept)[1].status_code == 303
        assert not WrongGuess.objects.exists()

    def test_another_code_does_not_wait(self, sent):
        first, second = make(sent), make(sent)
        for _ in range(6):
            come_back(first, words=other_words(first))
        assert come_back(second)[1].status_code == 303

    def test_a_code_that_was_never_given_out_waits_the_same(self, visitor):
        stranger, at = Kept.new(), timezone.now()
        for _ in range(7):
            assert guessing.open_with(stranger, at) is None
        row = WrongGuess.objects.get()
        assert (row.times, row.wait_until) == (5, guessing.until(5, at))

    def test_too_busy_to_try_is_no_wrong_try(self, kept, monkeypatch):
        """Five busy moments must not lock out whoever has the right words."""
        unclose = returning.unclose

        def busy(*args):
            raise returning.Busy

        monkeypatch.setattr(returning, "unclose", busy)
        for _ in range(8):
            assert come_back(kept)[1].status_code == 503
        row = WrongGuess.objects.get()
        assert row.times == 0
        at = timezone.now()
        assert row.wait_until <= at
        monkeypatch.setattr(returning, "unclose", unclose)
        for _ in range(4):
            assert guessing.open_with(Kept(kept.code, other_words(kept)), at) is None
        monkeypatch.setattr(returning, "unclose", busy)
        with pytest.raises(returning.Busy):
            guessing.open_with(kept, at)
        row = WrongGuess.objects.get()
        assert (row.times, row.wait_until) == (4, guessing.until(4, at))
        monkeypatch.setattr(returning, "unclose", unclose)
        assert guessing.open_with(kept, at) is not None

    def test_too_busy_while_a_code_waits_takes_nothing_back(self, kept, monkeypatch):
        at = timezone.now()
        for _ in range(5):
            guessing.open_with(Kept(kept.code, other_words(kept)), at)
        before = WrongGuess.objects.values().get()

        def busy(*args):
            raise returning.Busy

        monkeypatch.setattr(returning, "unclose", busy)
        with pytest.raises(returning.Busy):
            guessing.open_with(kept, at)
        assert WrongGuess.objects.values().get() == before

    def test_a_count_never_outgrows_its_column(self, visitor):
        stranger, at = Kept.new(), timezone.now()
        key = returning.guess_key(returning.key_of(stranger.code))
        WrongGuess.objects.create(key=key, times=guessing.MOST_COUNTED, wait_until=at)
        assert guessing.open_with(stranger, at) is None
        row = WrongGuess.objects.get()
        assert (row.times, row.wait_until) == (guessing.MOST_COUNTED, guessing.until(9, at))

    @pytest.mark.parametrize(
        ("times", "minutes"),
        [(1, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (32767, 15)],
    )
    def test_the_wait_doubles_up_to_a_quarter_of_an_hour(self, times, minutes):
        assert guessing.wait_after(times) == timedelta(minutes=minutes)

    @pytest.mark.parametrize("second", [0, 1, 59])
    @pytest.mark.parametrize("times", [1, 4, 5, 6, 9, 1000])
    def test_its_end_is_a_whole_minute_and_no_wait_is_shorter(self, times, second):
        at = timezone.now().replace(second=second, microsecond=second)
        ends, wait = guessing.until(times, at), guessing.wait_after(times)
        assert (ends.second, ends.microsecond) == (0, 0)
        if wait:
            assert at + wait <= ends < at + wait + timedelta(minutes=1)
        else:
            assert ends <= at

    def test_a_copy_of_the_database_does_not_tell_whose_code_was_tried(self, kept, settings):
        come_back(kept, words=other_words(kept))
        mine, tried = ReturnBox.objects.get(), WrongGuess.objects.get()
        key = bytes(mine.key)
        assert bytes(tried.key) == returning.guess_key(key) != key
        settings.SECRET_KEY = "another" * 10
        assert bytes(tried.key) != returning.guess_key(key)

    def test_right_words_forget_the_wrong_ones(self, kept):
        for _ in range(4):
            come_back(kept, words=other_words(kept))
        assert come_back(kept)[1].status_code == 303
        assert not WrongGuess.objects.exists()

    def test_too_many_at_once_is_said_and_counts_nothing(self, kept, monkeypatch):
        def busy(*args):
            raise returning.Busy

        monkeypatch.setattr(returning, "key_of", busy)
        _, answer = come_back(kept)
        assert answer.status_code == 503
        assert "try again" in text(answer)
        assert not WrongGuess.objects.exists()

    def test_a_copy_of_the_database_opens_nothing(self, kept, sent):
        """Whoever has the rows, and edits them, gets no further than whoever has not."""
        row = ReturnBox.objects.get()
        for changes in (
            {"salt": bytes(16)},
            {"sealed": bytes(row.sealed)[::-1]},
            {"referral": uuid4()},
            {"public": returning.decoy().public},
        ):
            ReturnBox.objects.update(**changes)
            assert come_back(kept)[1].status_code == 200
            for name in changes:
                ReturnBox.objects.update(**{name: getattr(row, name)})
        assert come_back(kept)[1].status_code == 303

    def test_what_is_old_is_forgotten(self, visitor):
        at = timezone.now()
        guessing.open_with(Kept.new(), at)
        assert guessing.purge(at + timedelta(hours=23)) == 0
        assert guessing.purge(at + timedelta(hours=25)) == 1


class TestTheVisit:
    def test_it_is_over_after_a_quarter_of_an_hour(self, kept, time_machine):
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        browser, _ = come_back(kept)
        page = browser.get("back/open")
        time_machine.move_to(start + timedelta(minutes=14), tick=False)
        assert press(browser, "back/open", page).status_code == 200
        time_machine.move_to(start + timedelta(minutes=28), tick=False)
        assert browser.get("back/open").status_code == 200
        time_machine.move_to(start + timedelta(minutes=30), tick=False)
        over = browser.get("back/open")
        assert over.status_code == 410
        assert "This page has closed" in text(over)

    def test_leaving_ends_it(self, returned):
        value = returned.client.cookies[visits.cookie_name()].value
        returned.client.post("/leave")
        assert not Draft.objects.filter(sent=False).exists()
        returned.client.cookies[visits.cookie_name()] = value
        assert returned.get("back/open").status_code == 410

    @pytest.mark.parametrize("step", ["open", "stop", "contact", "safe", "check"])
    def test_no_page_of_it_opens_without_words(self, kept, step):
        stranger = Visitor()
        assert stranger.get(f"back/{step}").status_code == 410
        page = stranger.get("back")
        assert press(stranger, f"back/{step}", page).status_code == 410
        assert not FollowUp.objects.exists()

    @pytest.mark.parametrize("step", ["who", "call", "x", "sent"])
    def test_there_is_no_other_page(self, returned, step):
        assert returned.get(f"back/{step}").status_code == 404

    def test_its_cookie_opens_no_form_and_a_forms_opens_no_visit(self, returned):
        cookies = returned.client.cookies
        secret = cookies[visits.cookie_name()].value.split(".")[0]
        stranger = Visitor()
        stranger.client.cookies["form"] = f"{secret}.1.x"
        assert stranger.get("check").status_code == 303
        other = Visitor()
        other.answer("device", "now", "who")
        stranger.client.cookies[visits.cookie_name()] = other.client.cookies["form"].value
        assert stranger.get("back/open").status_code == 410

    def test_an_unfinished_form_in_the_same_browser_stays(self, kept):
        browser = Visitor()
        browser.answer("device", "now", "who")
        come_back(kept, browser)
        assert browser.get("back/open").status_code == 200
        assert browser.get("name").status_code == 200

    def test_titles_and_addresses_say_nothing(self, returned):
        for step in ("open", "stop", "contact"):
            page = text(returned.get(f"back/{step}"))
            title = page[page.index("<title>") + 7 : page.index("</title>")]
            assert title.strip().endswith("– form")


class TestTakingItBack:
    def test_it_is_sealed_signed_and_sent_once(self, returned):
        page = returned.get("back/stop")
        assert not FollowUp.objects.exists()
        for _ in range(3):
            answer = press(returned, "back/stop", page)
            assert answer["Location"] == "/form/back/open/"
        row = FollowUp.objects.get()
        content = opening.open_signed(row, Place("follow_up", row.pk, row.compartment))
        assert content["kind"] == row.kind == "withdrawn"
        assert content["referral"] == str(Referral.objects.get().pk)
        assert (row.received_at.minute, row.received_at.second) == (0, 0)
        assert row.applied_at is None
        assert "You have taken it back" in text(returned.get("back/open"))

    def test_after_that_nothing_else_can_be_sent(self, returned):
        press(returned, "back/stop", returned.get("back/stop"))
        assert returned.get("back/contact")["Location"] == "/form/back/open/"

    def test_a_forged_press_does_nothing(self, returned):
        assert returned.send("back/stop", {}).status_code == 403
        assert not FollowUp.objects.exists()


class TestChangingWhatIsSafe:
    def answer(self, browser, *pages):
        for step, values in pages:
            answer = press(browser, f"back/{step}", browser.get(f"back/{step}"), values)
            assert answer.status_code == 303, text(answer)
        return answer

    def all(self, browser):
        return self.answer(
            browser, ("contact", CONTACT), ("safe", SAFE), ("times", TIMES), ("calling", CALLING)
        )

    def test_it_is_asked_anew_shown_and_sent_once(self, returned):
        assert self.all(returned)["Location"] == "/form/back/check/"
        check = returned.get("back/check")
        for words in ("07700 900355", "CANARY-lantern", "Tuesday", "10am"):
            assert words in text(check)
        assert not FollowUp.objects.exists()
        for _ in range(2):
            assert press(returned, "back/check", check).status_code == 303
        row = FollowUp.objects.get()
        content = opening.open_signed(row, Place("follow_up", row.pk, row.compartment))
        assert row.kind == "safe_changed"
        assert set(content["answers"]) == {"contact", "safe", "times", "calling"}
        assert content["answers"]["contact"]["phone"] == "07700 900355"
        assert row.due_at.astimezone(LONDON).weekday() == 1
        assert "We have what is safe now" in text(returned.get("back/open"))

    def test_nothing_typed_is_stored_in_clear(self, returned):
        self.all(returned)
        press(returned, "back/check", returned.get("back/check"))
        rows = [*Draft.objects.all(), *FollowUp.objects.all()]
        assert not any(b"CANARY" in bytes(row.sealed) for row in rows)

    def test_a_page_further_on_leads_to_the_first_that_is_not_answered(self, returned):
        for step in ("safe", "times", "calling", "check"):
            assert returned.get(f"back/{step}")["Location"] == at("back/contact")

    def test_another_number_must_be_called_safe_again(self, returned):
        self.all(returned)
        other = CONTACT | {"contact-phone": "07700 900399"}
        assert self.answer(returned, ("contact", other))["Location"] == at("back/safe")

    def test_the_same_number_again_loses_nothing(self, returned):
        self.all(returned)
        assert self.answer(returned, ("contact", CONTACT))["Location"] == "/form/back/check/"

    def test_do_not_contact_me_is_two_pages(self, returned):
        answer = self.answer(returned, ("contact", {"contact-no_contact": "on"}))
        assert answer["Location"] == "/form/back/check/"

    def test_what_is_wrong_is_said_and_kept(self, returned):
        page = returned.get("back/contact")
        answer = press(returned, "back/contact", page, {"contact-phone": "12"})
        assert "Enter a phone number that we can call" in text(answer)
        assert 'value="12"' in text(answer)

    def test_nothing_is_sent_that_was_not_on_the_page(self, returned):
        self.all(returned)
        check = returned.get("back/check")
        self.answer(returned, ("calling", CALLING | {"calling-code_word": "other"}))
        answer = press(returned, "back/check", check)
        assert answer.status_code == 200
        assert not FollowUp.objects.exists()

    def test_it_goes_where_the_referral_is_sealed(self, sent, monkeypatch):
        """What a restricted referral's way back sends is restricted, whatever a row says."""
        kept = Kept.new()
        referral = Referral.objects.get()
        content = {"standing": "received"}
        made = returning.make(kept, str(referral.pk), "restricted", content)
        ReturnBox(
            key=made.key, salt=made.salt, public=made.public, sealed=made.sealed,
            referral=referral.pk,
        ).save(force_insert=True)  # fmt: skip
        browser, _ = come_back(kept)
        visit = visits.read(_request(browser), timezone.now())
        assert visit.compartment == "restricted"


def _request(browser):
    factory = RequestFactory()
    factory.cookies = browser.client.cookies
    return factory.get("/")
