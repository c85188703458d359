"""What staff see of a suspected referral, and what they can do: one, or a whole list at once."""

import re

import pytest

from referrals_portal import actions
from referrals_portal.models import Event, OutboxMessage, Referral
from tests.intake.making import make_referral, stored

TEXT = {"safe": {"whose_phone": "mine", "text": "yes"}, "message": {"confirm_by": "text"}}
WAITS = "May be a robot: its message waits"


@pytest.fixture
def suspected(keys, db):
    """A function that makes a suspected referral."""

    def make(**changes):
        row = make_referral(**changes)
        Referral.objects.filter(pk=row.pk).update(suspected=True)
        return Referral.objects.get(pk=row.pk)

    return make


def shown_rows(client):
    return re.findall(r'name="row" value="([^"]+)"', _list(client))


def _list(client):
    return client.get("/intake/?show=suspected").content.decode()


def press(client, rows):
    return client.post("/intake/vouch/", {"row": rows}, follow=True).content.decode()


def test_the_queue_and_the_page_say_so(at_work, suspected, settings):
    settings.MESSAGES = "notify"
    row, quiet = suspected(**TEXT), suspected()
    other = make_referral()
    page = at_work.get("/intake/").content.decode()
    assert page.count("May be a robot") == 2
    assert page.count(WAITS) == 1
    for each, says_so in ((row, True), (quiet, True), (other, False)):
        page = at_work.get(f"/intake/referral/{each.pk}/").content.decode()
        assert ("may be from a robot" in page) is says_so


def test_one_button_on_its_page_says_that_it_is_a_person(at_work, suspected, caseworker):
    row = suspected()
    answer = at_work.post(f"/intake/referral/{row.pk}/vouch/", {"version": 1})
    assert (answer.status_code, answer["Location"]) == (303, f"/intake/referral/{row.pk}/")
    assert not Referral.objects.get().suspected
    assert Event.objects.get(kind="vouched").by == caseworker.pk
    page = at_work.get(answer["Location"]).content.decode()
    assert "This is from a person. Messages about it may be sent." in page
    assert "This may be from a robot" not in page
    assert "Found to be from a person" in page


def test_whoever_was_slower_is_told_and_nothing_is_done_twice(at_work, suspected, colleague):
    row = suspected()
    actions.vouch(referral=row, by=colleague, at=row.received_at, expected_version=1)
    answer = at_work.post(f"/intake/referral/{row.pk}/vouch/", {"version": 1})
    assert answer.status_code == 409
    assert "Found to be from a person" in answer.content.decode()
    assert Event.objects.filter(kind="vouched").count() == 1
    assert at_work.post(f"/intake/referral/{row.pk}/vouch/", {}).status_code == 422


class TestTheWholeList:
    def test_there_is_a_list_only_while_there_is_something_in_it(self, at_work, suspected):
        make_referral()
        assert "Suspected" not in at_work.get("/intake/").content.decode()
        row = suspected()
        assert "Suspected" in at_work.get("/intake/").content.decode()
        Referral.objects.filter(pk=row.pk).update(status="closed")
        assert "Suspected" not in at_work.get("/intake/").content.decode()
        assert "Nothing looks like a robot." in _list(at_work)

    def test_all_that_is_shown_and_nothing_else(self, at_work, suspected):
        rows = [suspected() for _ in range(3)]
        shown = shown_rows(at_work)
        assert sorted(shown) == sorted(f"{row.pk}:1" for row in rows)
        late = suspected()
        assert "3 are from people." in press(at_work, shown)
        assert [row.pk for row in Referral.objects.suspected()] == [late.pk]
        assert Event.objects.filter(kind="vouched").count() == 3

    def test_what_was_changed_meanwhile_is_left_as_it_is(self, at_work, suspected, colleague):
        changed, other = suspected(), suspected()
        shown = shown_rows(at_work)
        actions.take(referral=changed, by=colleague, at=changed.received_at)
        page = press(at_work, shown)
        assert "1 is from a person." in page
        assert "Some were changed while you looked" in page
        assert [row.pk for row in Referral.objects.suspected()] == [changed.pk]
        assert not Referral.objects.get(pk=other.pk).suspected

    def test_at_most_a_hundred(self, at_work, suspected):
        rows = [f"{suspected().pk}:1" for _ in range(3)]
        fill = [f"00000000-0000-4000-8000-{n:012d}:1" for n in range(99)]
        press(at_work, [*fill, *rows])
        assert Referral.objects.suspected().count() == 2

    @pytest.mark.parametrize("row", ["", "x", "x:1", ":", "{pk}", "{pk}:x", "{pk}:9", "{pk}:1:1"])
    def test_nonsense_does_nothing(self, at_work, suspected, row):
        pk = suspected().pk
        before = stored()
        assert at_work.post("/intake/vouch/", {"row": row.format(pk=pk)}).status_code == 303
        assert stored() == before
        assert Referral.objects.get().suspected

    def test_nothing_but_the_suspicion_is_changed(self, at_work, suspected, settings):
        settings.MESSAGES = "notify"
        suspected(**TEXT)
        before = OutboxMessage.objects.values().get()
        press(at_work, shown_rows(at_work))
        assert OutboxMessage.objects.values().get() == before
        row = Referral.objects.get()
        assert (row.status, row.assignee, row.version) == ("new", None, 2)
