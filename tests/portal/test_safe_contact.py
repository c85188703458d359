"""Safe contact: the rule for every combination of answers. What was not answered is not safe."""

from datetime import datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.opening import LONDON, Period
from referrals_portal.safe_contact import CHANNELS, SafeContact, Safety, weekly

TUESDAY = Period(1, time(10), time(12))
IN_TIME = datetime(2026, 12, 1, 11, tzinfo=LONDON)
OUT_OF_TIME = datetime(2026, 11, 25, 11, tzinfo=LONDON)
OPENS = datetime(2026, 12, 1, 10, tzinfo=LONDON)

PHONES = {
    # the kind, the number, whether it can be called, whether it can be texted
    "mobile": ("07700 900301", True, True),
    "mobile, as abroad": ("+44 7700 900301", True, True),
    "landline": ("01632 960001", True, False),
    "foreign": ("+33 6 12 34 56 78", True, False),
    "none": ("", False, False),
}
EMAIL, ADDRESS = "llyr@example.org", "1 Example Road"
SAFETIES = [*Safety, "", "Yes", None]
"""All that may be said of a way, nothing at all, and what no form of ours sends."""
WHOSE = ["mine", "shared", "someone_elses", ""]

EVERY = list(
    product(
        CHANNELS, SAFETIES, PHONES, WHOSE, [False, True], [False, True], [False, True],
        [False, True],
    )
)  # fmt: skip
"""channel, what was said of it, phone, whose, no contact, of another, times given, voicemail."""


def made(channel, said, phone, whose, no_contact, of_another, has_times, voicemail):
    return SafeContact(
        phone=PHONES[phone][0],
        email=EMAIL,
        address=ADDRESS,
        safety={} if said is None else {channel: said},
        times=(TUESDAY,) if has_times else (),
        whose_phone=whose,
        whose_email=whose,
        no_contact=no_contact,
        of_another=of_another,
        voicemail=voicemail,
    )


def can(channel, phone):
    """Tell whether there is anything with which to use this way."""
    _, called, texted = PHONES[phone]
    return {"call": called, "text": texted, "email": True, "letter": True}[channel]


def test_the_rule_for_every_combination():
    """One by one, in words of its own: 5376 of them."""
    assert len(EVERY) > 5000
    for each in EVERY:
        channel, said, phone, whose, no_contact, of_another, has_times, voicemail = each
        safe = made(*each)
        always = said == "yes" and can(channel, phone) and not no_contact
        at_times = said == "at_times" and has_times and can(channel, phone) and not no_contact
        assert safe.may(channel) == (always or at_times), each
        assert safe.is_safe_now(channel, IN_TIME) == (always or at_times), each
        assert safe.is_safe_now(channel, OUT_OF_TIME) == always, each
        then = OUT_OF_TIME if always else OPENS if at_times else None
        assert safe.next_safe(channel, OUT_OF_TIME) == then, each
        machine = (
            safe.may(channel)
            and channel in ("text", "email")
            and whose == "mine"
            and not of_another
        )
        assert safe.a_machine_may(channel) == machine, each
        leaves = channel == "call" and (always or at_times) and voicemail
        assert safe.may_leave_voicemail == leaves, each
        assert safe.nothing_is_safe == (not (always or at_times)), each
        assert safe.only_at_times == at_times, each
        for other in set(CHANNELS) - {channel}:
            assert not safe.may(other), each
            assert not safe.a_machine_may(other), each
        shortcuts = (safe.may_call, safe.may_text, safe.may_email, safe.may_write)
        assert shortcuts == tuple(map(safe.may, CHANNELS)), each


def test_nobody_who_answered_nothing_can_be_reached():
    for nothing in (SafeContact(), SafeContact.from_answers({})):
        assert nothing.nothing_is_safe
        assert not any(nothing.a_machine_may(channel) for channel in CHANNELS)


@pytest.mark.parametrize("channel", ["", "pigeon", "CALL", "voicemail"])
def test_a_way_that_is_none_is_not_safe(channel):
    safe = SafeContact(phone=PHONES["mobile"][0], safety={channel: "yes"})
    assert not safe.may(channel)
    assert not safe.a_machine_may(channel)


@pytest.mark.parametrize("missing", ["phone", "email", "address"])
def test_nothing_is_used_that_was_not_given(missing):
    given_ = {"phone": "07700 900301", "email": EMAIL, "address": ADDRESS} | {missing: ""}
    safe = SafeContact(**given_, safety=dict.fromkeys(CHANNELS, "yes"))
    lost = {"phone": {"call", "text"}, "email": {"email"}, "address": {"letter"}}[missing]
    assert {channel for channel in CHANNELS if not safe.may(channel)} == lost


# From answers: whatever they are.

texts = st.sampled_from(["", "yes", "no", "at_times", "mine", "shared", "x"])
phones = st.sampled_from([number for number, _, _ in PHONES.values()])
FULL = {
    "who": st.fixed_dictionaries({"for_whom": st.sampled_from(["me", "my_child", "someone_else"])}),
    "agreed": st.fixed_dictionaries({"contact_whom": st.sampled_from(["them", "me", ""])}),
    "name": st.fixed_dictionaries({"age_band": st.sampled_from(["13_15", "18_59"])}),
    "contact": st.fixed_dictionaries(
        {"phone": phones, "email": st.sampled_from(["", EMAIL]),
         "address": st.sampled_from(["", ADDRESS]), "no_contact": st.booleans()}
    ),
    "safe": st.fixed_dictionaries(
        dict.fromkeys((*CHANNELS, "whose_phone", "whose_email"), texts)
    ),
    "times": st.fixed_dictionaries(
        {"days": st.lists(st.sampled_from("0123456"), unique=True),
         "start": st.sampled_from(["", "10:00"]), "end": st.sampled_from(["", "12:00"])}
    ),
    "calling": st.fixed_dictionaries(dict.fromkeys(("voicemail", "say_who", "withheld"), texts)),
    "agree": st.fixed_dictionaries({"contact": st.sampled_from(["yes", "no"])}),
}  # fmt: skip
CALL = st.fixed_dictionaries(
    {"phone": phones, "when": texts, "say_who": texts, "voicemail": texts,
     "days": st.lists(st.sampled_from("0123456"), unique=True),
     "start": st.sampled_from(["", "10:00"]), "end": st.sampled_from(["", "12:00"])}
)  # fmt: skip
some = st.fixed_dictionaries({}, optional=FULL)
anything = some | st.builds(lambda call: {"call": call}, CALL)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(LONDON))


@given(anything, moments)
def test_a_machine_may_only_what_a_person_may(answers, at):
    safe = SafeContact.from_answers(answers)
    for channel in CHANNELS:
        if safe.a_machine_may(channel):
            assert safe.may(channel)
            assert safe.is_safe_now(channel, at) or safe.times_of(channel)
        if safe.is_safe_now(channel, at):
            assert safe.may(channel)
        assert (safe.next_safe(channel, at) is None) or safe.may(channel)
    assert safe.nothing_is_safe == (not any(map(safe.may, CHANNELS)))
    assert not (safe.nothing_is_safe and (safe.may_leave_voicemail or safe.only_at_times))


@given(anything, moments)
def test_when_it_is_safe_next_it_is_safe(answers, at):
    safe = SafeContact.from_answers(answers)
    for channel in CHANNELS:
        then = safe.next_safe(channel, at)
        if then is not None:
            assert then >= at
            assert safe.is_safe_now(channel, then)


def allowed(safe):
    """Return everything that it allows, a machine or a person."""
    return {
        *(("may", channel) for channel in CHANNELS if safe.may(channel)),
        *(("always", channel) for channel in CHANNELS if safe.is_safe_now(channel, OUT_OF_TIME)),
        *(("machine", channel) for channel in CHANNELS if safe.a_machine_may(channel)),
        *(("voicemail",) if safe.may_leave_voicemail else ()),
        *(("say_who",) if safe.say_who and safe.may_call else ()),
    }


REFUSALS = {("contact", "no_contact"), ("agree", "contact"), ("agreed", "contact_whom")}
"""Answers that only take something away. The journey always asks for them: see below."""


@given(anything)
def test_an_answer_taken_away_never_allows_more(answers):
    before = allowed(SafeContact.from_answers(answers))
    for step, values in answers.items():
        for name in values:
            if (step, name) in REFUSALS:
                continue
            fewer = answers | {step: {key: v for key, v in values.items() if key != name}}
            assert allowed(SafeContact.from_answers(fewer)) <= before, (step, name)


@given(anything)
def test_a_refusal_added_never_allows_more(answers):
    before = allowed(SafeContact.from_answers(answers))
    contact = answers.get("contact", {})
    for refusal in (
        {"contact": contact | {"no_contact": True}},
        {"agree": {"contact": "no"}},
        {"agreed": {"contact_whom": "them"}},
    ):
        after = SafeContact.from_answers(answers | refusal)
        assert allowed(after) <= before
        assert "call" in answers or "agreed" in refusal or after.nothing_is_safe


def test_each_answer_is_read_from_its_own_question():
    safe = SafeContact.from_answers(
        {
            "who": {"for_whom": "me"},
            "name": {"age_band": "16_17"},
            "contact": {"phone": "07700 900301", "email": EMAIL, "address": ADDRESS},
            "safe": {"call": "at_times", "text": "yes", "email": "no", "letter": "yes",
                     "whose_phone": "mine", "whose_email": "shared"},
            "times": {"days": ["1"], "start": "10:00", "end": "12:00", "note": "at term time"},
            "calling": {"voicemail": "yes", "say_who": "yes", "answer_with": "the dentist",
                        "withheld": "yes", "code_word": "lamp"},
            "agree": {"contact": "yes"},
        }
    )  # fmt: skip
    assert safe == SafeContact(
        phone="07700 900301",
        email=EMAIL,
        address=ADDRESS,
        safety={"call": "at_times", "text": "yes", "email": "no", "letter": "yes"},
        times=(TUESDAY,),
        times_note="at term time",
        whose_phone="mine",
        whose_email="shared",
        voicemail=True,
        say_who=True,
        answer_with="the dentist",
        withheld=True,
        code_word="lamp",
        child_alone=True,
    )


@pytest.mark.parametrize(
    ("for_whom", "age_band", "alone"),
    [
        ("me", "under_13", True), ("me", "13_15", True), ("me", "16_17", True),
        ("me", "18_59", False), ("me", "not_given", False),
        ("relative", "13_15", True), ("bereaved", "under_13", True), ("witness", "16_17", True),
        ("my_child", "13_15", False), ("me_and_my_child", "13_15", False),
        ("someone_else", "13_15", False), ("spokesperson", "13_15", False), ("", "13_15", False),
    ],
)  # fmt: skip
def test_a_child_who_asks_for_themselves_is_alone(for_whom, age_band, alone):
    answers = {"who": {"for_whom": for_whom}, "name": {"age_band": age_band}}
    assert SafeContact.from_answers(answers).child_alone == alone


@pytest.mark.parametrize(
    ("call", "may", "always"),
    [
        ({"phone": "07700 900302", "when": "yes"}, True, True),
        ({"phone": "07700 900302", "when": "at_times", "days": ["1"], "start": "10:00",
          "end": "12:00"}, True, False),
        ({"phone": "07700 900302", "when": "at_times", "days": [], "start": "10:00",
          "end": "12:00"}, False, False),
        ({"phone": "07700 900302", "when": "at_times"}, False, False),
        ({"phone": "07700 900302"}, False, False),
        ({"phone": "", "when": "yes"}, False, False),
        ({}, False, False),
    ],
)  # fmt: skip
def test_of_the_page_for_a_call_only_a_call_is_safe(call, may, always):
    safe = SafeContact.from_answers({"call": call | {"voicemail": "yes"}})
    assert (safe.may_call, safe.is_safe_now("call", OUT_OF_TIME)) == (may, always)
    assert safe.may_leave_voicemail == may
    assert not any(safe.may(channel) or safe.a_machine_may(channel) for channel in CHANNELS[1:])


def test_beside_a_call_nothing_else_is_read():
    """What was answered before somebody only asked for a call says nothing about that call."""
    contact = {"contact": {"email": EMAIL}, "safe": {"email": "yes", "whose_email": "mine"}}
    assert SafeContact.from_answers(contact).a_machine_may("email")
    both = SafeContact.from_answers(contact | {"call": {"phone": "07700 900302", "when": "yes"}})
    assert (both.email, both.may_email) == ("", False)


@pytest.mark.parametrize(
    ("days", "start", "end", "periods"),
    [
        (["1"], "10:00", "12:00", (TUESDAY,)),
        (["3", "1"], "10:00", "12:00", (TUESDAY, Period(3, time(10), time(12)))),
        (["6"], "00:00", "23:59", (Period(6, time(0), time(23, 59)),)),
        ([], "10:00", "12:00", ()),
        (["1"], "", "12:00", ()),
        (["1"], "10:00", "", ()),
    ],
)
def test_times_of_the_week(days, start, end, periods):
    assert weekly(days, start, end) == periods


class TestTheClock:
    """Safe times are London's, and never on a bank holiday, when others are at home."""

    def at(self, *days, start="10:00", end="12:00"):
        return SafeContact(
            phone="07700 900301",
            safety={"call": "at_times"},
            times=weekly([str(day) for day in days], start, end),
        )

    @pytest.mark.parametrize(
        ("moment", "is_safe"),
        [
            ("2026-12-01T09:59:59+00:00", False), ("2026-12-01T10:00:00+00:00", True),
            ("2026-12-01T11:59:59+00:00", True), ("2026-12-01T12:00:00+00:00", False),
            ("2026-12-02T11:00:00+00:00", False),
            # In summer ten o'clock is nine in UTC.
            ("2026-06-02T09:00:00+00:00", True), ("2026-06-02T11:00:00+00:00", False),
        ],
    )  # fmt: skip
    def test_only_tuesday_ten_to_twelve(self, moment, is_safe):
        assert self.at(1).is_safe_now("call", datetime.fromisoformat(moment)) == is_safe

    def test_not_on_a_bank_holiday_or_the_day_instead_of_one(self):
        """Boxing Day 2026 is a Saturday, so Monday 28 December is its holiday."""
        monday = datetime(2026, 12, 28, 11, tzinfo=LONDON)
        assert not self.at(0).is_safe_now("call", monday)
        assert self.at(0).next_safe("call", monday) == datetime(2027, 1, 4, 10, tzinfo=LONDON)

    @pytest.mark.parametrize(
        ("sunday", "utc"), [((2026, 3, 29), "09:00"), ((2026, 10, 25), "10:00")]
    )
    def test_on_the_days_when_clocks_change(self, sunday, utc):
        opens = self.at(6).next_safe("call", datetime(*sunday, 0, 30, tzinfo=LONDON))
        assert opens == datetime.fromisoformat("{}-{:02}-{:02}T{}:00+00:00".format(*sunday, utc))

    def test_in_the_hour_that_is_there_twice_it_is_safe_both_times(self):
        night = self.at(6, start="01:00", end="02:00")
        for fold in (0, 1):
            moment = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)
            assert night.is_safe_now("call", moment)

    def test_from_within_a_safe_time_it_is_safe_at_once(self):
        assert self.at(1).next_safe("call", IN_TIME) == IN_TIME
        after = IN_TIME + timedelta(hours=1)
        assert self.at(1).next_safe("call", after) == OPENS + timedelta(days=7)
