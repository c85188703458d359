"""Writing to somebody: only by what is safe, and never once they want nothing of us any more."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.opening import Period, time
from referrals_portal import actions
from referrals_portal.actions.writing import asked_us, no_letter, refusal, wrong_ways
from referrals_portal.models import Event, FollowUp, OutboxMessage, Task
from referrals_portal.models.outbox import MessageState
from referrals_portal.safe_contact import SafeContact
from tests.actions.writing import ADDRESS, EVERY_WAY, NOW, about, envelope_of, stands, written
from tests.intake.making import make_referral


@pytest.fixture(autouse=True)
def sending(settings):
    settings.MESSAGES = "notify"


def write(referral, by, template="TRIED", channel="text", **changes):
    row = stands(referral)
    given = {"expected_version": row.version} | changes
    actions.write_to(referral=row, template=template, channel=channel, **about(by, **given))


def test_it_goes_the_chosen_way_and_the_other_safe_one_stays_for_later(referral, caseworker):
    write(referral, caseworker, channel="email")
    (row,) = written()
    envelope = envelope_of(row)
    assert [way.channel for way in envelope.ways] == ["email", "sms"]
    assert (row.template, row.state, row.referral) == ("TRIED", "queued", referral.pk)
    assert envelope.personalisation == {"from": ""}
    event = Event.objects.get(kind="message_queued")
    assert (event.by, event.detail) == (caseworker.pk, "TRIED")
    assert row.created_at == NOW.replace(minute=0)
    assert stands(referral).version == 2


OTHERS_LOOK = replace(EVERY_WAY, whose_phone="shared", whose_email="shared")


@pytest.mark.parametrize(
    ("changes", "goes"),
    [
        ({}, ["email", "sms"]),
        ({"safe": OTHERS_LOOK}, ["email"]),
        ({"doubtful": {"sms"}}, ["email"]),
        ({"doubtful": {"email"}}, ["email", "sms"]),
        ({"wrong": {"sms"}}, ["email"]),
    ],
)
def test_in_its_place_goes_only_what_is_safe_with_nobody_looking(
    referral, caseworker, changes, goes
):
    write(referral, caseworker, channel="email", **changes)
    assert [way.channel for way in envelope_of(written()[0]).ways] == goes


@pytest.mark.parametrize(("language", "said"), [("en", "From "), ("cy", "Gan ")])
def test_it_says_who_we_are_only_to_whom_that_may_be_said(referral, caseworker, language, said):
    write(referral, caseworker, safe=replace(EVERY_WAY, say_who=True), language=language)
    envelope = envelope_of(written()[0])
    assert envelope.personalisation["from"].startswith(said)
    assert envelope.language == language


SUNDAYS = (Period(6, time(9), time(10)),)
UNSAFE = [
    ("text", replace(EVERY_WAY, safety={"email": "yes"})),
    ("email", replace(EVERY_WAY, safety={"text": "yes"})),
    ("letter", replace(EVERY_WAY, safety={"text": "yes"})),
    ("letter", replace(EVERY_WAY, address="")),
    ("text", replace(EVERY_WAY, phone="")),
    ("text", replace(EVERY_WAY, no_contact=True)),
    ("text", SafeContact()),
    ("call", EVERY_WAY),
    ("", EVERY_WAY),
    # Safe only while the hub is closed: it would only wait and never leave.
    ("text", replace(EVERY_WAY, safety={"text": "at_times"}, times=SUNDAYS)),
]  # fmt: skip


def test_no_letter_goes_where_somebody_said_never_until_somebody_has_spoken(referral, caseworker):
    Event.objects.create(referral=referral.pk, kind="never_there", at=NOW)
    of_referred = replace(EVERY_WAY, unasked=True)
    with pytest.raises(actions.MayNotWrite, match="not safe"):
        write(referral, caseworker, channel="letter", safe=of_referred)
    write(referral, caseworker, channel="letter")
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("unasked", "spoke", "never_there", "closed"),
    [
        (True, False, True, True),
        (True, False, False, False),
        (True, True, True, False),
        (False, False, True, False),
    ],
)
def test_when_no_letter_may_go(unasked, spoke, never_there, closed):
    assert no_letter(unasked=unasked, spoke=spoke, never_there=never_there) is closed


@pytest.mark.parametrize(("channel", "safe"), UNSAFE)
def test_what_is_not_safe_is_refused_and_nothing_is_written(referral, caseworker, channel, safe):
    with pytest.raises(actions.MayNotWrite, match="not safe"):
        write(referral, caseworker, channel=channel, safe=safe)
    assert not written()
    assert not Task.objects.exists()
    assert stands(referral).version == 1


@pytest.mark.parametrize("template", ["CONFIRMATION", "OFFER", "ROTA", "PARTNER_NEWS", "X"])
def test_staff_send_by_hand_only_what_is_meant_for_that(referral, caseworker, template):
    with pytest.raises(ValueError, match="by hand"):
        write(referral, caseworker, template=template)


def test_a_letter_is_something_to_do(referral, caseworker):
    write(referral, caseworker, channel="letter")
    task = Task.objects.get()
    assert (task.kind, task.template, task.channel) == ("letter", "TRIED", "letter")
    assert ADDRESS not in str(vars(task))
    assert Event.objects.get(kind="message_queued").detail == "TRIED"
    with pytest.raises(actions.MayNotWrite, match="no letter with these words"):
        write(referral, caseworker, template="ONWARD", channel="letter")


def test_of_two_colleagues_who_write_at_once_one_is_told(referral, caseworker, colleague):
    write(referral, colleague)
    with pytest.raises(actions.ChangedMeanwhile):
        write(referral, caseworker, expected_version=1)
    assert len(written()) == 1


ALLOWED = {"is_open": True, "taken_back": False, "opted_out": False, "just_sent": False}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"is_open": False}, "finished"),
        ({"taken_back": True}, "took their request back"),
        ({"opted_out": True}, "never"),
        ({"just_sent": True}, "just sent"),
        ({"is_open": False, "taken_back": True}, "took their request back"),
        ({"taken_back": True, "opted_out": True}, "never"),
    ],
)
def test_why_nobody_writes_to_them(changes, said):
    words = refusal(**ALLOWED | changes)
    assert said in words
    assert bool(words) == bool(said)


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("unasked", "spoke", "yes", "later", "news"),
    [
        (False, False, None, None, True),
        (True, False, None, None, False),
        (True, False, None, NOW, False),
        (True, False, NOW, None, True),
        # What they said with their yes is theirs, so they are not unasked any more.
        (False, False, NOW, NOW + HOUR, False),
        (False, False, NOW, NOW, False),
        (False, False, NOW + HOUR, NOW, True),
        (True, True, None, NOW, True),
    ],
)
def test_there_is_news_only_for_those_who_want_something(unasked, spoke, yes, later, news):
    assert asked_us(unasked=unasked, spoke=spoke, yes=yes, later=later) == news


def test_nobody_who_was_only_offered_support_is_told_of_somebody_who_can_help(referral, caseworker):
    offered = replace(EVERY_WAY, unasked=True)
    write(referral, caseworker, safe=offered)
    for kind, refused in [("offer_later", True), ("offer_accepted", False)]:
        moment = NOW if refused else NOW + HOUR
        Event.objects.create(referral=referral.pk, kind=kind, at=moment)
        if refused:
            with pytest.raises(actions.MayNotWrite, match="not said yes"):
                write(referral, caseworker, template="ONWARD", safe=offered)
        else:
            write(referral, caseworker, template="ONWARD", safe=offered)
    assert [each.template for each in written()] == ["ONWARD", "TRIED"]


def end_it(how, referral, caseworker):
    row = stands(referral)
    if how == "closed":
        actions.close(referral=row, outcome="declined", text="", by=caseworker, at=NOW)
    elif how == "taken back":
        actions.withdraw(referral=row, by=caseworker, at=NOW)
    elif how == "taken back, and a senior must look":
        row.senior_by = NOW
        row.save()
        actions.withdraw(referral=row, by=caseworker, at=NOW)
    elif how == "opted out":
        Event.objects.create(referral=row.pk, kind="opted_out", at=NOW)
    else:
        FollowUp.objects.create(
            referral=row.pk, kind="withdrawn", received_at=NOW, epoch=1, sealed=b"", sealed_key=b""
        )


@pytest.mark.parametrize(
    "how",
    ["closed", "taken back", "taken back, and a senior must look", "opted out", "just sent back"],
)
def test_nobody_is_written_to_after_that(referral, caseworker, how):
    write(referral, caseworker)
    write(referral, caseworker, template="ONWARD", channel="email")
    end_it(how, referral, caseworker)
    with pytest.raises(actions.MayNotWrite):
        write(referral, caseworker)
    assert len(written()) == 2


def test_what_has_not_left_is_called_back_where_a_senior_must_still_look(referral, caseworker):
    write(referral, caseworker)
    end_it("taken back, and a senior must look", referral, caseworker)
    (row,) = written()
    assert (row.state, bytes(row.recipient)) == ("withdrawn", b"")


def failed(referral, channel, why, at=NOW, template="TRIED"):
    return OutboxMessage.objects.create(
        referral=referral.pk, template=template, channel=channel, state=MessageState.FAILED,
        failure=why, reference=f"fd-{channel}-{why}-{template}", epoch=1, recipient=b"",
        created_at=at, due_at=at, send_by=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "why", "wrong"),
    [
        ("sms", "no-such-contact", {"sms"}),
        ("email", "bad-recipient", {"email"}),
        ("sms", "not-reached", set()),
        ("email", "technical", set()),
        ("email", "unknown-outcome", set()),
        ("sms", "too-late", set()),
    ],
)
def test_what_shows_that_a_number_is_wrong(referral, channel, why, wrong):
    failed(referral, channel, why)
    failed(make_referral(), "email", "no-such-contact")
    failed(referral, "email", "no-such-contact", template="PARTNER_NEWS")
    assert wrong_ways(referral.pk) == wrong


def test_nothing_is_sent_to_a_wrong_number_until_they_change_what_is_safe(referral, caseworker):
    failed(referral, "sms", "no-such-contact", NOW - timedelta(hours=2))
    with pytest.raises(actions.MayNotWrite, match="not safe"):
        write(referral, caseworker, channel="text")
    write(referral, caseworker, channel="email")
    assert [way.channel for way in envelope_of(written("TRIED")[-1]).ways] == ["email"]
    Event.objects.create(referral=referral.pk, kind="safe_changed", at=NOW)
    write(referral, caseworker, channel="text")


def test_what_staff_know_to_be_wrong_is_not_used_either(referral, caseworker):
    for channel, wrong in (("text", "sms"), ("email", "email"), ("letter", "letter")):
        with pytest.raises(actions.MayNotWrite, match="not safe"):
            write(referral, caseworker, channel=channel, wrong={wrong})


def test_while_a_robot_is_suspected_it_waits(referral, caseworker):
    referral.suspected = True
    referral.save()
    write(referral, caseworker)
    (row,) = written()
    assert (row.state, row.failure) == ("held", "suspected")
