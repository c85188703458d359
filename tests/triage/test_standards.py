"""Whether a promise was kept: an attempt is not a contact, and late is not in time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.vocabulary import CHANNELS, WHATS
from referrals_portal.triage.standards import Contact, Kept, State, keeps, state

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("started", "due", "met", "stands"),
    [
        (None, None, None, State.NOT_STARTED),
        (AT - HOUR, AT + HOUR, None, State.RUNNING),
        (AT - HOUR, AT, None, State.RUNNING),
        (AT - 2 * HOUR, AT - HOUR, None, State.MISSED),
        (AT - 2 * HOUR, AT - HOUR, AT - HOUR, State.MET),
        (AT - 2 * HOUR, AT + HOUR, AT, State.MET),
        # Kept too late is missed, however long ago.
        (AT - 3 * HOUR, AT - 2 * HOUR, AT - HOUR, State.MISSED),
    ],
)
def test_how_a_promise_stands(started, due, met, stands):
    assert state(started, due, met, AT) is stands


def by(channel, *, spoke=True, sent=False, **rules_out):
    return Contact(AT, channel, spoke, sent, rules_out)


KEPT, INSTEAD = Kept(), Kept
CASES = [
    # Speaking by the channel that is named, or by any where none is.
    ("first_contact", "telephone", by("telephone"), KEPT),
    ("first_contact", "", by("email"), KEPT),
    ("support", "", by("in_person"), KEPT),
    # They came to us.
    ("first_contact", "telephone", by(""), KEPT),
    # An attempt is not a contact.
    ("first_contact", "telephone", by("telephone", spoke=False), None),
    ("first_contact", "", by("text", spoke=False), None),
    ("support", "", by("letter", spoke=False), None),
    # Another channel only where the person's needs or safety rule the named one out.
    ("first_contact", "telephone", by("email"), None),
    ("first_contact", "telephone", by("video", telephone="needs"), Kept("needs")),
    ("first_contact", "telephone", by("text", telephone="safety"), Kept("safety")),
    ("first_contact", "telephone", by("text", email="safety"), None),
    # An offer that may be written is made by sending it; one by telephone is not.
    ("offer", "text", by("text", spoke=False, sent=True), KEPT),
    ("offer", "", by("letter", spoke=False, sent=True), KEPT),
    ("offer", "text", by("email", spoke=False, sent=True), None),
    ("offer", "text", by("email", spoke=False, sent=True, text="safety"), Kept("safety")),
    # What did not leave was not offered: the address was wrong.
    ("offer", "text", by("text", spoke=False), None),
    ("offer", "", by("letter", spoke=False), None),
    ("offer", "telephone", by("telephone", spoke=False), None),
    ("offer", "telephone", by("text", spoke=False, sent=True, telephone="safety"), None),
    ("offer", "telephone", by("telephone"), KEPT),
]


@pytest.mark.parametrize(("what", "channel", "contact", "kept"), CASES)
def test_what_keeps_a_promise(what, channel, contact, kept):
    assert keeps(what, channel, contact) == kept


OUT = st.dictionaries(st.sampled_from(CHANNELS), st.sampled_from(["needs", "safety"]))


@given(
    st.sampled_from(WHATS), st.sampled_from(["", *CHANNELS]),
    st.builds(Contact, st.just(AT), st.sampled_from(["", *CHANNELS]), st.booleans(), st.booleans(),
        OUT),
)  # fmt: skip
def test_no_contact_is_never_one_and_another_channel_always_has_a_reason(what, channel, contact):
    kept = keeps(what, channel, contact)
    if what != "offer" and not contact.spoke:
        assert kept is None
    if kept and channel and contact.channel not in ("", channel):
        assert kept.instead == contact.rules_out[channel]
    elif kept:
        assert kept.instead == ""
