"""Wrong guesses are slowed down for each code, and say nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from referrals_portal.journey import guessing
from referrals_portal.models import ReturnBox, WrongGuess
from referrals_portal.sealing import returning
from referrals_portal.sealing.words import Kept
from tests.journey.coming_back import come_back, make, other_words, text

pytestmark = pytest.mark.django_db


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
