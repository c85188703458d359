"""Where it stands, in one word, for whoever left with a way back."""

import pytest

from referrals_portal import actions
from referrals_portal.actions.following import carry_out_next
from referrals_portal.actions.telling import standing
from referrals_portal.journey import keeping
from referrals_portal.models import Event, Referral, ReturnBox
from referrals_portal.models.referral import Status
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing import returning
from referrals_portal.sealing.returning import Made
from tests.actions.later import FIRST, ask, later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap")]


@pytest.fixture
def asked(keys):
    return ask()


@pytest.fixture
def told(asked):
    """A function that says what each way back now says."""
    pairs = [
        keeping.draw(str(asked.pk), "standard", {"standing": "received"}) for _ in range(2)
    ]  # fmt: skip
    for _, made in pairs:
        keeping.store(made, asked.pk)

    def read():
        words = set()
        for kept, made in pairs:
            row = ReturnBox.objects.get(key=made.key)
            now = Made(*(bytes(each) for each in (row.key, row.salt, row.public, row.sealed)))
            words.add(returning.unclose(kept, str(asked.pk), now).content["standing"])
        return words

    return read


def test_every_change_of_the_status_is_told_to_every_way_back(asked, told, caseworker, now):
    assert told() == {"received"}
    safe = SafeContact.from_answers(FIRST)
    about = {"referral": asked, "by": caseworker, "at": now}
    call = about | {"safe": safe, "channel": "call", "text": ""}
    actions.record_attempt(**call, result="no_answer")
    assert told() == {"trying"}
    actions.record_attempt(**call, result="spoke")
    assert told() == {"in_contact"}
    actions.change_status(**about, to="waiting", expected_version=asked.version)
    assert told() == {"in_contact"}
    actions.close(**about, outcome="needs_met", text="")
    assert told() == {"finished"}
    actions.reopen(**about)
    assert told() <= {"received", "in_contact"}
    actions.withdraw(**about)
    assert told() == {"withdrawn"}


def test_what_they_take_back_themselves_is_told_too(asked, told, now):
    later(asked, "withdrawn", at=now)
    carry_out_next(now)
    assert told() == {"withdrawn"}


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_word(status):
    for in_contact in (True, False):
        assert standing(status, in_contact) in ("received", "trying", "in_contact", "finished",
                                                "withdrawn")  # fmt: skip


@pytest.mark.parametrize("status", ["new", "waiting", "referred_on", "contact_due"])
def test_nobody_is_told_of_a_contact_that_was_not_made(status):
    assert standing(status, False) == "received"


def test_a_broken_row_stops_nobodys_work(asked, told, caseworker, now, caplog):
    ReturnBox.objects.update(public=b"broken")
    actions.change_status(referral=asked, to="in_triage", by=caseworker, at=now, expected_version=1)
    assert Referral.objects.get().status == "in_triage"
    assert Event.objects.filter(kind="status_changed").count() == 1
    assert "a way back was not told" in caplog.text


def test_what_goes_wrong_with_the_change_is_not_told(asked, told, caseworker, now):
    with pytest.raises(actions.NotAllowed):
        actions.change_status(
            referral=asked, to="closed", by=caseworker, at=now, expected_version=1
        )
    assert told() == {"received"}
