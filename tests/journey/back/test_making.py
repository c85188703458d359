"""Making a way back, and coming back with it."""

from urllib.parse import urlencode as data_of

import pytest

from referrals_portal.journey import language
from referrals_portal.models import Draft, Referral, ReturnBox, WrongGuess
from referrals_portal.sealing import returning
from referrals_portal.sealing.drafts import Secret
from tests.journey.coming_back import come_back, enter, make, other_words, press, send, shown, text
from tests.journey.conftest import Visitor, hidden

pytestmark = pytest.mark.django_db

URLENCODED = {"content_type": "application/x-www-form-urlencoded"}


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
