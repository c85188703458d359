"""When something of ours is broken: nothing is half kept, lost or told."""

import html

import pytest
from django.db import OperationalError

from core.logs import JsonFormatter
from referrals_portal import sealing
from referrals_portal.actions import receiving
from referrals_portal.journey import drafts, submitting
from referrals_portal.models import Draft, Event, OutboxMessage, Referral
from referrals_portal.sealing.drafts import Secret
from tests.journey.conftest import Visitor, at, hidden
from tests.journey.people import ANSWERS

pytestmark = pytest.mark.django_db


def away(*args, **kwargs):
    raise OperationalError("CANARY in a driver's message")


def test_a_database_that_is_away_gives_back_what_was_typed(visitor, monkeypatch, caplog):
    """T-FAULT 01."""
    visitor.has_answered("details")
    page = visitor.get("details").content.decode()
    data = {"details-crime_types": ["fraud", "theft"], "details-words": "CANARY <typed>"}
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "_open", away)
        response = visitor.send("details", data | hidden(page))
    shown = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "0808 178 1641" in shown
    assert shown.count(html.escape("CANARY <typed>")) == 2
    again = hidden(shown)
    assert "CANARY" not in caplog.text
    resent = visitor.send("details", data | again)
    assert resent["Location"] == at("more")


@pytest.mark.parametrize("broken", ["save", "bury"])
def test_a_connection_that_dies_in_the_middle_keeps_nothing_and_can_be_tried_again(
    visitor, monkeypatch, broken
):
    """T-FAULT 02: the same draft, the same reference, one referral."""
    visitor.has_answered()
    page = visitor.get("check").content.decode()
    with monkeypatch.context() as patch:
        if broken == "save":
            patch.setattr(receiving, "record", away)
        else:
            patch.setattr(submitting.drafts, "bury", away)
        assert visitor.send("check", hidden(page)).status_code == 503
    assert [model.objects.count() for model in (Referral, OutboxMessage, Event)] == [0, 0, 0]
    assert visitor.post("check").status_code == 303
    assert Referral.objects.count() == OutboxMessage.objects.count() == 1


def test_an_answer_that_was_lost_on_its_way_is_answered_the_same_again(visitor):
    """T-FAULT 03."""
    visitor.has_answered()
    page = visitor.get("check").content.decode()
    visitor.send("check", hidden(page))
    first = visitor.get("sent").content.decode()
    visitor.send("check", hidden(page))
    assert Referral.objects.get().reference in first
    assert Referral.objects.get().reference in visitor.get("sent").content.decode()


def test_keys_that_go_away_in_the_middle_keep_the_answers(visitor, keys):
    visitor.has_answered()
    pins = (keys / "pins.json").read_bytes()
    page = visitor.get("check").content.decode()
    (keys / "pins.json").unlink()
    assert visitor.send("check", hidden(page)).status_code == 503
    assert not Referral.objects.exists()
    (keys / "pins.json").write_bytes(pins)
    assert visitor.post("check").status_code == 303


def test_a_reference_that_is_taken_is_replaced_by_the_next(visitor, monkeypatch):
    """T-RACE 06: two constraints, told apart."""
    monkeypatch.setattr(Secret, "reference", lambda self, attempt=0: f"AAAA-AAA{attempt}")
    visitor.has_answered()
    visitor.post("check")
    other = Visitor()
    other.has_answered()
    other.post("check")
    assert sorted(r.reference for r in Referral.objects.all()) == ["AAAA-AAA0", "AAAA-AAA1"]


def test_a_referral_that_is_there_already_is_never_doubled(visitor):
    """The tombstone is gone and the draft is back, as after a restored backup."""
    visitor.has_answered()
    before = Draft.objects.values().get()
    page = visitor.get("check").content.decode()
    cookie = visitor.client.cookies["form"].value
    visitor.send("check", hidden(page))
    Draft.objects.filter(key=before["key"]).update(**before)
    visitor.client.cookies["form"] = cookie
    assert visitor.post("check").status_code == 303
    assert Referral.objects.count() == OutboxMessage.objects.count() == 1
    assert Referral.objects.get().reference in visitor.get("sent").content.decode()


def test_no_free_reference_is_an_error_of_ours_and_keeps_nothing(visitor, monkeypatch):
    monkeypatch.setattr(Secret, "reference", lambda self, attempt=0: "AAAA-AAAA")
    visitor.has_answered()
    visitor.post("check")
    other = Visitor()
    other.client.raise_request_exception = False
    other.has_answered()
    response = other.post("check")
    assert response.status_code == 500
    assert "0808 178 1641" in response.content.decode()
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("step", ["device", "details"])
def test_a_fault_in_a_view_tells_nothing(visitor, monkeypatch, caplog, step):
    """T-ERR 02 and 05."""

    def broken(*args, **kwargs):
        secret = "CANARY-local"
        raise ValueError(f"CANARY {secret}")

    visitor.client.raise_request_exception = False
    if step == "details":
        visitor.has_answered("details")
    monkeypatch.setattr("referrals_portal.journey.views.routing.answer", broken)
    response = visitor.post(step, ANSWERS[step])
    assert response.status_code == 500
    page = response.content.decode()
    assert "CANARY" not in page
    assert "Traceback" not in page
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert lines
    assert not [line for line in lines if "CANARY" in line]


def test_sealing_is_the_only_way_in(visitor, monkeypatch):
    """Nothing is ever stored unsealed, whatever fails."""

    def refuse(*args, **kwargs):
        raise sealing.KeysMissing("no key")

    visitor.has_answered()
    monkeypatch.setattr("referrals_portal.actions.receiving.sealing.seal", refuse)
    assert visitor.post("check").status_code == 503
    assert not Referral.objects.exists()
    assert Draft.objects.get().sent is False


def test_any_other_refusal_of_the_database_is_never_taken_for_sent(visitor, monkeypatch):
    """Only the identity's own constraint means that it was sent already."""
    real = receiving.sealed_row

    def without_a_priority(*args, **due):
        row = real(*args, **due)
        row.priority = None
        return row

    visitor.has_answered()
    visitor.client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(receiving, "sealed_row", without_a_priority)
        assert visitor.post("check").status_code == 500
    assert not Draft.objects.get().sent
    assert visitor.post("check").status_code == 303
    assert Referral.objects.count() == 1
