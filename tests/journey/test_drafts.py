"""Drafts: when they end, and that nobody can put another in their place."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from referrals_portal.journey import drafts, language
from referrals_portal.models import Draft, Referral
from referrals_portal.sealing.drafts import Secret
from tests.journey.conftest import Visitor, at, hidden
from tests.journey.people import ANSWERS, CALL

pytestmark = pytest.mark.django_db

URLENCODED = "application/x-www-form-urlencoded"


class TestTime:
    """T-FLOW 07, T-FAULT 20."""

    @pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 410)])
    def test_an_hour_without_an_answer_ends_it_kindly(self, visitor, time_machine, minutes, status):
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        visitor.has_answered("contact")
        time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
        assert visitor.get("contact").status_code == status

    def test_a_day_ends_it_however_busy(self, visitor, time_machine):
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        visitor.has_answered("name")
        for hour in range(1, 48):
            time_machine.move_to(start + timedelta(minutes=50 * hour), tick=False)
            response = visitor.get("name")
            if 50 * hour >= 24 * 60:
                assert response.status_code == 410
                break
            visitor.post("name", {"name": f"Hour {hour}", "age_band": "18_59"})

    def test_the_purge_deletes_what_is_over_and_nothing_else(self, visitor, time_machine):
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        visitor.has_answered("name")
        other = Visitor()
        time_machine.move_to(start + timedelta(minutes=45), tick=False)
        other.has_answered("name")
        assert drafts.purge(start + timedelta(minutes=61)) == 1
        assert other.get("name").status_code == 200

    def test_after_the_end_one_can_begin_again(self, visitor):
        visitor.has_answered("name")
        Draft.objects.all().delete()
        assert visitor.get("name").status_code == 410
        assert visitor.get("device").status_code == 200


def test_what_an_earlier_version_kept_after_sending_is_over(visitor):
    visitor.at_check()
    visitor.post("check")
    secret = Secret.from_text(visitor.client.cookies["form"].value.split(".")[0])
    row = Draft.objects.get()
    sealed = secret.close({"reference": "AAAA-AAAA", "due_at": "", "own": True}, row.version)
    Draft.objects.update(sealed=sealed)
    assert visitor.get("sent").status_code == 410


class TestTampering:
    """T-FLOW 12."""

    def test_a_cookie_that_somebody_planted_does_not_become_the_key(self, visitor):
        visitor.get("device")
        planted = visitor.client.cookies["form"].value
        visitor.has_answered("contact")
        other = Visitor()
        other.client.cookies["form"] = planted.split(".")[0] + ".1.x"
        assert other.get("name").status_code == 410

    def test_a_flipped_bit_is_the_same_as_an_expiry(self, visitor, caplog):
        visitor.has_answered("name")
        draft = Draft.objects.get()
        flipped = bytearray(draft.sealed)
        flipped[50] ^= 1
        Draft.objects.update(sealed=bytes(flipped))
        assert visitor.get("name").status_code == 410
        assert "was changed" in caplog.text

    def test_a_draft_cannot_take_the_place_of_another(self, visitor):
        other = Visitor()
        visitor.has_answered("name")
        mine = Draft.objects.get()
        other.has_answered("contact")
        theirs = Draft.objects.exclude(key=mine.key).get()
        Draft.objects.filter(key=mine.key).update(sealed=theirs.sealed, version=theirs.version)
        assert visitor.get("name").status_code == 410

    def test_an_old_version_cannot_be_put_back(self, visitor):
        visitor.has_answered("name")
        old = Draft.objects.values("sealed", "version").get()
        visitor.answer("name")
        Draft.objects.update(**old)
        assert visitor.get("contact").status_code == 410

    @pytest.mark.parametrize(
        "cookie",
        [
            "",
            "x",
            "a.b.c",
            "é.1.x",
            "A" * 43 + ".1.x",
            "A" * 43 + ".99999999999.x",
            "..",
            "A" * 5000,
        ],
    )
    def test_any_cookie_at_all_is_a_page_and_no_error(self, visitor, cookie):
        visitor.client.cookies[drafts.cookie_name()] = cookie
        assert visitor.get("device").status_code in (200, 410)


def copy_of(visitor):
    """Return a browser with a copy of another's cookie."""
    other = Visitor()
    other.client.cookies["form"] = visitor.client.cookies["form"].value
    return other


def press_twice(visitor, step, values):
    """Send a page twice before either answer comes; return both answers."""
    page, before = visitor.get(step), visitor.client.cookies["form"].value
    data = hidden(page.content.decode()) | {f"{step}-{name}": to for name, to in values.items()}
    answers = []
    for _ in range(2):
        visitor.client.cookies["form"] = before
        answers.append(visitor.client.post(at(step), urlencode(data), content_type=URLENCODED))
    return answers


class TestBegunByAnother:
    """A form begun in advance on her device gives nobody a copy of what she types later."""

    def test_a_cookie_copied_before_the_first_answer_opens_nothing(self, visitor):
        visitor.has_answered("name")
        copied = copy_of(visitor)
        visitor.answer("device", "now", "who", "name")
        assert Draft.objects.count() == 1
        assert copied.get("name").status_code == 410
        assert "Llŷr" in visitor.get("name").content.decode()

    def test_nor_does_it_with_another_version_or_by_answering_first(self, visitor):
        visitor.has_answered("name")
        copied = copy_of(visitor)
        visitor.answer("device")
        secret = copied.client.cookies["form"].value.split(".")[0]
        token = hidden(Visitor().get("device").content.decode())["csrfmiddlewaretoken"]
        for version in range(6):
            for sent in ("", "4", "4.", f"{version}.x"):
                copied.client.cookies["form"] = f"{secret}.{version}.x"
                copied.client.cookies["csrftoken"] = token
                data = {"device-shared": "yes", "version": sent, "csrfmiddlewaretoken": token}
                copied.client.post(at("device"), urlencode(data), content_type=URLENCODED)
                assert copied.get("name").status_code in (303, 410)

    def test_what_was_answered_and_its_day_move_along(self, visitor, time_machine):
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        visitor.has_answered("name")
        before = Draft.objects.values_list("key", "expires_at").get()
        time_machine.move_to(start + timedelta(minutes=20), tick=False)
        visitor.answer("device")
        after = Draft.objects.values_list("key", "expires_at").get()
        assert after[0] != before[0]
        assert after[1] == before[1]
        assert visitor.get("name").status_code == 200

    @pytest.mark.parametrize("begun", [False, True])
    def test_pressing_the_first_page_twice_makes_one(self, visitor, begun):
        if begun:
            visitor.answer("device", "now")
        answers = press_twice(visitor, "device", {"shared": "no"})
        assert [answer["Location"] for answer in answers] == [answers[0]["Location"]] * 2
        assert answers[0]["Location"] != at("device")
        assert Draft.objects.count() == 1
        assert visitor.get("now").status_code == 200

    def test_at_the_same_moment_too(self, visitor):
        visitor.answer("device", "now")
        secret = Secret.from_text(visitor.client.cookies["form"].value.split(".")[0])
        now = timezone.now()
        first, second = drafts.opened_by(secret, now), drafts.opened_by(secret, now)
        drafts.save(first, first.answers, now, seed="x" * 16, moves=True)
        with pytest.raises(drafts.Stale):
            drafts.save(second, second.answers, now, seed="x" * 16, moves=True)
        again = drafts.again(second, now)
        assert (again.state, again.answers) == (drafts.State.OPEN, first.answers)
        assert Draft.objects.count() == 1

    def test_a_move_that_another_tabs_answer_overtook_loses_nothing(self, visitor):
        visitor.answer("device", "now")
        secret = Secret.from_text(visitor.client.cookies["form"].value.split(".")[0])
        now = timezone.now()
        first, second = drafts.opened_by(secret, now), drafts.opened_by(secret, now)
        drafts.save(first, first.answers | {"who": ANSWERS["who"]}, now)
        with pytest.raises(drafts.Stale):
            drafts.save(second, second.answers, now, seed="x" * 16, moves=True)
        assert drafts.again(second, now).answers == first.answers

    def test_asking_for_a_call_leaves_the_copied_cookie_behind_too(self, visitor):
        visitor.answer("device", "now")
        copied = copy_of(visitor)
        answers = press_twice(visitor, "call", CALL)
        assert [answer["Location"] for answer in answers] == [at("sent")] * 2
        assert copied.get("sent").status_code == 410
        assert visitor.get("sent").status_code == 200
        assert Referral.objects.count() == 1


class TestBegunHere:
    """The way in asks before it goes on with what was begun."""

    @pytest.mark.parametrize(("query", "step"), [("", "device"), ("?way=call", "call")])
    def test_it_asks_and_shows_no_answer(self, visitor, query, step):
        visitor.has_answered("contact")
        page = visitor.client.get(f"/form/{query}")
        assert page.status_code == 200
        shown = page.content.decode()
        assert "A form was begun on this device" in shown
        assert f'href="{at(step)}"' in shown
        assert "Llŷr" not in shown
        assert "checked" not in shown
        assert "no-store" in page["Cache-Control"]

    @pytest.mark.parametrize(("query", "step"), [("", "device"), ("?way=call", "call")])
    def test_a_new_one_deletes_the_old(self, visitor, query, step):
        visitor.has_answered("contact")
        copied = copy_of(visitor)
        data = hidden(visitor.client.get(f"/form/{query}").content.decode())
        answer = visitor.client.post(f"/form/{query}", urlencode(data), content_type=URLENCODED)
        assert answer["Location"] == at(step)
        assert not Draft.objects.exists()
        assert copied.get("name").status_code == 410
        assert "checked" not in visitor.get("device").content.decode()

    def test_half_a_page_about_a_call_is_something_begun(self, visitor):
        visitor.post("call", {"name": "CANARY-name"})
        page = visitor.client.get("/form/?way=call")
        assert "A form was begun on this device" in page.content.decode()
        assert "CANARY" not in page.content.decode()

    def test_where_nothing_was_answered_it_asks_nothing(self, visitor):
        visitor.get("device")
        assert visitor.client.get("/form/")["Location"] == at("device")

    def test_it_speaks_the_language_of_the_button(self, visitor, monkeypatch):
        monkeypatch.setattr(language, "offered", lambda: ["en", "cy"])
        visitor.answer("device")
        answer = visitor.client.get("/form/?way=call&language=cy")
        assert answer["Location"] == "/form/?way=call"
        page = visitor.client.get("/form/?way=call").content.decode()
        assert '<html lang="cy"' in page
        data = hidden(page) | {"language": "en"}
        visitor.client.post("/form/?way=call", urlencode(data), content_type=URLENCODED)
        assert '<html lang="en' in visitor.client.get("/form/?way=call").content.decode()
        assert Draft.objects.count() == 1
