"""Safe contact as data: the one model of what we may do to reach a person, how, and when.

What was not answered is not safe (the practice of the National Network to End Domestic Violence).
Messages, the queue and its buttons, and the clock all read this and nothing else. Pure: every
moment is given, aware; times of the week are Europe/London.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self

from core.rounding import end_of_hour, to_the_hour
from core.telephone import can_be_texted
from hub import opening
from hub.facts import HubFacts
from hub.opening import Period
from hub.vocabulary import is_a_child_alone
from referrals_portal.triage.promising import promised_by
from referrals_portal.triage.standards import RuledOut

CHANNELS = ("call", "text", "email", "letter")
"""The ways of reaching somebody that the journey asks about, the most direct first."""


_NAMED = {"call": "telephone"}
"""What standards call a way of reaching somebody, where that is another word."""

REFERRED = "referred"
"""The key among answers that says who referred somebody, whom nobody could ask."""

TIME_TO_ACT = timedelta(hours=1)
"""The least working time in which somebody can be expected to have been reached."""


class Safety(StrEnum):
    """What the person said of one way. Anything else, and nothing at all, means no."""

    YES = "yes"
    AT_TIMES = "at_times"
    NO = "no"


@dataclass(frozen=True, slots=True)
class SafeContact:
    """What the person gave, and which uses of it they said are safe.

    safety: channel -> `Safety`; a channel that is absent is not safe.
    times: when a channel that is safe ``at_times`` is; never on a bank holiday, because then
    others are at home. times_note: anything else about that, in their own words.
    whose_phone, whose_email: ``mine`` if nobody else looks at it.
    answer_with: what to say if someone else answers. withheld: they answer withheld numbers.
    code_word: by which they know us, and we them. of_another: these are the details of somebody
    other than whoever filled in the form. child_alone: a child who asks for themselves. signs: they
    use sign language, so that a telephone call does not reach them. unasked: others referred them,
    so nobody could ask them; nothing is known to be safe but what those said. unconfirmed: it was
    said by the code of an offer, which whoever holds their telephone has as well, and nobody has
    spoken with them since: until then no machine writes to them, and nobody is told who we are.
    unsafe: from when
    until when nothing was safe, before something was again: what fell due meanwhile could not be
    done.
    """

    phone: str = ""
    email: str = ""
    address: str = ""
    safety: Mapping[str, str] = field(default_factory=dict, hash=False)
    times: tuple[Period, ...] = ()
    times_note: str = ""
    whose_phone: str = ""
    whose_email: str = ""
    voicemail: bool = False
    say_who: bool = False
    answer_with: str = ""
    withheld: bool = False
    code_word: str = ""
    no_contact: bool = False
    of_another: bool = False
    child_alone: bool = False
    signs: bool = False
    unasked: bool = False
    unconfirmed: bool = False
    unsafe: tuple[datetime, datetime] | None = None

    @classmethod
    def from_answers(cls, answers: dict[str, dict[str, Any]]) -> Self:
        """Read it from the answers of the journey; a step that was not answered allows nothing."""
        # A child whom others referred asks for nothing, and the number may be a parent's.
        child_alone = REFERRED not in answers and is_a_child_alone(
            answers.get("who", {}).get("for_whom", ""), answers.get("name", {}).get("age_band", "")
        )
        if "call" in answers:
            return cls._from_call(answers["call"], child_alone)
        contact, safe = answers.get("contact", {}), answers.get("safe", {})
        times, calling = answers.get("times", {}), answers.get("calling", {})
        return cls(
            phone=contact.get("phone", ""),
            email=contact.get("email", ""),
            address=contact.get("address", ""),
            safety={channel: safe.get(channel, Safety.NO) for channel in CHANNELS},
            times=weekly(times.get("days", []), times.get("start", ""), times.get("end", "")),
            times_note=times.get("note", ""),
            whose_phone=safe.get("whose_phone", ""),
            whose_email=safe.get("whose_email", ""),
            voicemail=calling.get("voicemail") == "yes",
            say_who=calling.get("say_who") == "yes",
            answer_with=calling.get("answer_with", ""),
            withheld=calling.get("withheld") == "yes",
            code_word=calling.get("code_word", ""),
            no_contact=bool(contact.get("no_contact"))
            or answers.get("agree", {}).get("contact") == "no",
            of_another=answers.get("agreed", {}).get("contact_whom") == "them",
            child_alone=child_alone,
            signs="bsl" in answers.get("access", {}).get("access", []),
            unasked=REFERRED in answers,
        )

    @classmethod
    def _from_call(cls, call: dict[str, Any], child_alone: bool) -> Self:
        """Read it from the one page of somebody who only asks for a call."""
        at_times = call.get("when") == Safety.AT_TIMES
        return cls(
            phone=call.get("phone", ""),
            safety={"call": Safety.AT_TIMES if at_times else call.get("when", Safety.NO)},
            times=weekly(call.get("days", []), call.get("start", ""), call.get("end", "")),
            say_who=call.get("say_who") == "yes",
            voicemail=call.get("voicemail") == "yes",
            child_alone=child_alone,
        )

    @property
    def ways(self) -> list[str]:
        """The channels that were given, safe or not."""
        return [channel for channel in CHANNELS if self.has(channel)]

    def has(self, channel: str) -> bool:
        """Whether a way was given, safe or not."""
        if channel == "text":
            return can_be_texted(self.phone)
        given = {"call": self.phone, "email": self.email, "letter": self.address}
        return bool(given.get(channel))

    def may(self, channel: str) -> bool:
        """Whether the person called this way safe, at any time at all."""
        said = self.safety.get(channel)
        safe = said == Safety.YES or (said == Safety.AT_TIMES and bool(self.times))
        return safe and not self.no_contact and self.has(channel)

    def is_safe_now(self, channel: str, at: datetime) -> bool:
        """Whether this way is safe at that moment."""
        if not self.may(channel):
            return False
        return self.safety[channel] == Safety.YES or opening.is_open(self.times, at)

    def next_safe(self, channel: str, at: datetime) -> datetime | None:
        """Return the first moment from ``at`` on when this way is safe; None if it never is."""
        if self.is_safe_now(channel, at):
            return at
        return opening.next_opening(self.times, at) if self.may(channel) else None

    @property
    def may_call(self) -> bool:
        """Whether we may ring them, at some time."""
        return self.may("call")

    @property
    def may_leave_voicemail(self) -> bool:
        """Whether we may leave a voicemail; only where a call is safe too."""
        return self.may_call and self.voicemail and not self.unconfirmed

    @property
    def may_text(self) -> bool:
        """Whether we may text them, at some time."""
        return self.may("text")

    @property
    def may_email(self) -> bool:
        """Whether we may email them, at some time."""
        return self.may("email")

    @property
    def may_write(self) -> bool:
        """Whether we may send them a letter."""
        return self.may("letter")

    def a_machine_may(self, channel: str) -> bool:
        """Whether a message may be sent with no person looking first, at a safe time.

        Only to what the person who fills in the form calls their own: a machine cannot tell who
        holds a shared phone, and must never write to a child's parent.
        """
        whose = {"text": self.whose_phone, "email": self.whose_email}
        theirs = whose.get(channel) == "mine" and not (self.of_another or self.unconfirmed)
        return self.may(channel) and theirs

    def times_of(self, channel: str) -> tuple[Period, ...]:
        """Return when a way is safe that is not always; none where it always is, or never."""
        return self.times if self.safety.get(channel) == Safety.AT_TIMES else ()

    @property
    def may_say_who(self) -> bool:
        """Whether we may say who we are to somebody else, and so in writing as well."""
        return self.may_call and self.say_who and not self.unconfirmed

    @property
    def ruled_out(self) -> dict[str, RuledOut]:
        """The channels of a standard that are not to be used with them, each with a `RuledOut`."""
        out = {
            _NAMED.get(way, way): RuledOut.SAFETY if self.has(way) else RuledOut.NOT_GIVEN
            for way in CHANNELS
            if not self.may(way) and not (self.unasked and self.has(way))
        }
        return out | ({"telephone": RuledOut.NEEDS} if self.signs else {})

    @property
    def nothing_is_safe(self) -> bool:
        """Whether all we can do is wait for their call; of whom nobody asked that is not known."""
        return not (self.unasked or any(map(self.may, CHANNELS)))

    @property
    def only_at_times(self) -> bool:
        """Whether no way is safe at any time, but one is at some times."""
        allowed = [channel for channel in CHANNELS if self.may(channel)]
        return bool(allowed) and all(self.safety[way] == Safety.AT_TIMES for way in allowed)


def weekly(days: list[str], start: str, end: str) -> tuple[Period, ...]:
    """Return the same hours on some days of the week; none unless all of it was answered.

    days: ``"0"`` (Monday) to ``"6"``; start, end: ``"HH:MM"``.
    """
    if not (days and start and end):
        return ()
    opens, closes = time.fromisoformat(start), time.fromisoformat(end)
    return tuple(Period(int(day), opens, closes) for day in sorted(days))


def first_contact_due(
    safe: SafeContact, hours: tuple[Period, ...], received: datetime, promised: datetime
) -> datetime | None:
    """Return by when the person must have been reached, so that it can be done safely.

    promised: what the hub's rules say. Where there are safe moments of working time before it, the
    last of them counts; otherwise the end of the first safe time that leaves `TIME_TO_ACT`, or that
    is shorter than that in all. received: when they ask, as the end of that hour, so that nothing
    of this tells the minute. None where nothing is safe: they will ring.
    """
    if safe.nothing_is_safe:
        return None
    if not safe.only_at_times:
        return promised
    for periods in (both(safe.times, hours), safe.times):
        spans = [
            (max(start, received), end)
            for start, end in opening.coming(periods, received, until=promised)
            if start >= received or end - received >= TIME_TO_ACT
        ]
        in_time = [
            min(end, promised)
            for start, end in spans
            if min(end, promised) - start >= min(TIME_TO_ACT, end - start)
        ]
        if in_time:
            return max(in_time)
        if spans:
            return min(end for _, end in spans)
    return promised


def promise_due(safe: SafeContact, hub: HubFacts, at: datetime) -> datetime | None:
    """Return by when the hub's promise to everybody is kept safely, for whoever asks at a moment.

    What staff work to and what the person reads both follow from it. None where nothing is safe,
    or nothing is promised.
    """
    return standard_due(safe, hub, at, promised_by(hub, to_the_hour(at)))


def standard_due(
    safe: SafeContact, hub: HubFacts, at: datetime, promised: datetime | None
) -> datetime | None:
    """Return the same for any standard; nothing of it tells the minute of ``at``."""
    return first_contact_due(safe, hub.hours, end_of_hour(at), promised) if promised else None


def both(some: tuple[Period, ...], others: tuple[Period, ...]) -> tuple[Period, ...]:
    """Return the times of the week that are in both."""
    shared = (
        Period(one.day, max(one.opens, other.opens), min(one.closes, other.closes))
        for one in some
        for other in others
        if one.day == other.day
    )
    return tuple(sorted(period for period in shared if period.opens < period.closes))
