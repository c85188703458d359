"""Drafts: when they end, and that nobody can put another in their place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from referrals_portal.journey import drafts
from referrals_portal.models import Draft
from tests.journey.conftest import Visitor

pytestmark = pytest.mark.django_db


class TestTime:
    """T-FLOW 07, T-FAULT 20."""

    @pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 410)])
    def test_an_hour_without_an_answer_ends_it_kindly(self, visitor, time_machine, minutes, status):
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        visitor.answer_until("contact")
        time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
        assert visitor.get("contact").status_code == status

    def test_a_day_ends_it_however_busy(self, visitor, time_machine):
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        visitor.answer_until("name")
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
        visitor.answer_until("name")
        other = Visitor()
        time_machine.move_to(start + timedelta(minutes=45), tick=False)
        other.answer_until("name")
        assert drafts.purge(start + timedelta(minutes=61)) == 1
        assert other.get("name").status_code == 200

    def test_after_the_end_one_can_begin_again(self, visitor):
        visitor.answer_until("name")
        Draft.objects.all().delete()
        assert visitor.get("name").status_code == 410
        assert visitor.get("device").status_code == 200


class TestTampering:
    """T-FLOW 12."""

    def test_a_cookie_that_somebody_planted_does_not_become_the_key(self, visitor):
        visitor.get("device")
        planted = visitor.client.cookies["form"].value
        visitor.answer_until("contact")
        other = Visitor()
        other.client.cookies["form"] = planted.split(".")[0] + ".1.x"
        assert other.get("name").status_code == 410

    def test_a_flipped_bit_is_the_same_as_an_expiry(self, visitor, caplog):
        visitor.answer_until("name")
        draft = Draft.objects.get()
        flipped = bytearray(draft.sealed)
        flipped[50] ^= 1
        Draft.objects.update(sealed=bytes(flipped))
        assert visitor.get("name").status_code == 410
        assert "was changed" in caplog.text

    def test_a_draft_cannot_take_the_place_of_another(self, visitor):
        other = Visitor()
        visitor.answer_until("name")
        mine = Draft.objects.get()
        other.answer_until("contact")
        theirs = Draft.objects.exclude(key=mine.key).get()
        Draft.objects.filter(key=mine.key).update(sealed=theirs.sealed, version=theirs.version)
        assert visitor.get("name").status_code == 410

    def test_an_old_version_cannot_be_put_back(self, visitor):
        visitor.answer_until("name")
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
