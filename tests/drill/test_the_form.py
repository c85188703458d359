"""Whoever sends the form waits for nobody: no request of theirs asks the message service."""

import socket

import pytest

from referrals_portal.messages.notify import Notify
from referrals_portal.models import OutboxMessage, Referral
from tests.journey.conftest import Visitor


@pytest.mark.parametrize("channel", ["text", "email"])
def test_no_connection_leaves_while_the_form_is_sent(
    db,
    notify,
    settings,
    monkeypatch,
    channel,
):
    def refuse(*anything, **named):
        raise AssertionError("the form must not ask anybody")

    settings.MESSAGES = "notify"
    safe = {
        "whose_phone": "mine",
        "call": "yes",
        "text": "yes",
        "whose_email": "mine",
        "email": "yes",
    }
    visitor = Visitor()
    hidden = visitor.at_check(safe=safe, message={"confirm_by": channel})
    for name in ("send", "find", "status"):
        monkeypatch.setattr(Notify, name, refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    answer = visitor.send("check", hidden)
    assert answer.status_code == 303
    assert Referral.objects.count() == 1
    row = OutboxMessage.objects.get(template="CONFIRMATION")
    assert (row.state, row.attempts, notify.messages) == ("queued", 0, [])
