"""“What would happen”: a manager tries facts on the rules, in force or drafted."""

from django.utils import timezone

from referrals_portal.models import Referral
from tests.intake.making import make_referral
from tests.intake.ruling import FACTS, PART, RULE, TRY


class TestWhatWouldHappen:
    def test_facts_that_cannot_be_come_back(self, boss):
        for name, value, words in (
            ("received_at_time", "yesterday", "Enter the time like this"),
            ("outcode", "PO1 2AB", "Enter the first part only"),
            ("source", "nobody", "Select a valid choice"),
        ):
            answer = boss.post(TRY, FACTS | {name: value})
            assert answer.status_code == 422
            assert words in answer.text

    def test_only_what_is_in_force_where_there_is_no_draft(self, boss):
        page = boss.post(TRY, FACTS).text
        assert "The rules in force" in page
        assert "Count last month" not in page

    def test_last_month_is_counted_and_nobody_shown(self, drafted):
        for crimes in (["fraud"], ["burglary"], ["cyber", "theft"]):
            make_referral(details={"crime_types": crimes, "words": "CANARY"})
        old = make_referral(details={"crime_types": ["fraud"], "words": ""})
        Referral.objects.filter(pk=old.pk).update(
            received_at=timezone.now() - timezone.timedelta(days=40)
        )
        make_referral(staff={"knows": "yes"})
        drafted.post(PART, RULE | {"edition": 1})
        teams = {"part": "teams", "place": "", "edition": 2, "key": "case", "name": "Case"}
        drafted.post(PART, teams)
        page = drafted.post(TRY, {"month": "yes"}).text
        assert "Of 3 referrals of the last 31 days" in page
        assert "2 would have another priority" in page
        assert "3 would go to another team" in page
        assert "0 would be handled otherwise" in page
        assert "1 did not open here" in page
        assert "CANARY" not in page
        assert "Ffion" not in page
        assert not any(row.reference in page for row in Referral.objects.all())
