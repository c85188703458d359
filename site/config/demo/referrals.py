"""A few referrals from clearly invented people, so that a newcomer's queue is not empty."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hub.snapshot import current_hub
from referrals_portal.actions.offering import receive_referred
from referrals_portal.actions.receiving import receive
from referrals_portal.actions.referred import Referred
from referrals_portal.forms.agree import WORDING
from referrals_portal.models import Referral
from referrals_portal.sealing.drafts import Secret
from referrals_portal.triage import Facts

UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)
"""In place of when they were received, which is now."""

_NO = {"voicemail": "no", "say_who": "no", "answer_with": "", "withheld": "yes", "code_word": ""}
_CHOICES: dict[str, dict[str, Any]] = {
    "now": {"danger": "no"},
    "feeling": {"self_harm": "no", "others": "no"},
    "staff": {"knows": "no", "whom": ""},
    "agree": {"contact": "yes"},
    "tell": {"police": "no"},
    "survey": {"survey": "no"},
}

PEOPLE: tuple[tuple[int, dict[str, dict[str, Any]]], ...] = (
    (
        3,
        {
            "who": {"for_whom": "me"},
            "name": {"name": "Example Ada", "age_band": "18_59"},
            "contact": {"phone": "07700 900301", "email": "", "no_contact": False},
            "safe": {"whose_phone": "mine", "call": "at_times", "text": "no"},
            "times": {"days": ["0", "1", "2", "3", "4"], "start": "09:00", "end": "12:00"},
            "calling": _NO | {"code_word": "lamp"},
            "details": {"crime_types": ["burglary"], "words": "An invented story about a shed."},
            "told": {"reported": "yes", "crime_reference": "TEST/000001/26"},
            "needs": {"needs": ["safety", "practical"], "words": ""},
        },
    ),
    (
        26,
        {
            "who": {"for_whom": "me"},
            "name": {"name": "Example Bet", "age_band": "60_plus"},
            "contact": {"phone": "", "email": "bet@example.org", "no_contact": False},
            "safe": {"whose_email": "mine", "email": "yes"},
            "message": {"confirm_by": "none"},
            "details": {"crime_types": ["fraud"], "words": ""},
            "told": {"reported": "no", "crime_reference": ""},
            "needs": {"needs": ["talk", "money"], "words": ""},
            "access": {"access": ["large_print"], "language": "", "words": ""},
        },
    ),
    (
        30,
        {
            "who": {"for_whom": "my_child"},
            "you": {"your_name": "Example Cal", "relationship": "parent"},
            "child": {"contact_child": "with_me", "family_danger": "no"},
            "name": {"name": "Example Dot", "age_band": "13_15"},
            "contact": {"phone": "07700 900302", "email": "", "no_contact": False},
            "safe": {"whose_phone": "mine", "call": "yes", "text": "yes"},
            "calling": _NO | {"voicemail": "yes", "say_who": "yes"},
            "message": {"confirm_by": "none"},
            "details": {"crime_types": ["robbery"], "words": "An invented story about a bus stop."},
            "told": {"reported": "someone_else_did", "crime_reference": ""},
            "needs": {"needs": ["talk"], "words": ""},
        },
    ),
    (
        1,
        {
            "who": {"for_whom": "relative"},
            "name": {"name": "Example Eli", "age_band": "not_given"},
            "contact": {"phone": "", "email": "", "no_contact": True},
            "details": {"crime_types": ["not_sure"], "words": ""},
            "told": {"reported": "not_sure", "crime_reference": ""},
            "needs": {"needs": [], "words": ""},
        },
    ),
    (
        5,
        {
            "who": {"for_whom": "me"},
            "name": {"name": "Example Fay", "age_band": "18_59"},
            "contact": {"phone": "07700 900303", "email": "", "no_contact": False},
            "safe": {"whose_phone": "mine", "call": "yes", "text": "no"},
            "calling": _NO,
            "details": {"crime_types": ["fraud"], "words": "An invented story about a van."},
            "told": {"reported": "no", "crime_reference": ""},
            "staff": {"knows": "yes", "whom": "An invented neighbour, who works here"},
        },
    ),
    (
        2,
        {
            "who": {"for_whom": "me"},
            "name": {"name": "Example Gus", "age_band": "under_13"},
            "contact": {"phone": "07700 900304", "email": "", "no_contact": False},
            "safe": {"whose_phone": "mine", "call": "yes", "text": "no"},
            "calling": _NO,
            "details": {"crime_types": ["not_sure"], "words": ""},
            "told": {"reported": "not_sure", "crime_reference": ""},
            "needs": {"needs": ["talk"], "words": ""},
        },
    ),
)
"""(how many hours ago, answers). Nobody here asked for a message, so nothing is ever sent."""

SENT: tuple[tuple[int, Referred], ...] = tuple(
    (hours_ago, Referred(facts=Facts(received_at=UNKNOWN, source="police", **facts), **who))
    for hours_ago, facts, who in (
        (
            4,
            {"crime_types": ("burglary",), "reported": "yes"},
            {
                "reference": "TEST/000101/26",
                "name": "Example Hal",
                "phone": "07700 900305",
                "email": "hal@example.org",
            },
        ),
        (
            6,
            {"crime_types": ("theft", "vehicle_crime"), "safe_channels": ("email",)},
            {
                "reference": "TEST/000102/26",
                "name": "Example Ivy",
                "phone": "07700 900306",
                "email": "ivy@example.org",
            },
        ),
        (
            7,
            {"crime_types": ("domestic_abuse",), "relationship": "partner_or_ex"},
            {"reference": "TEST/000103/26", "name": "Example Jo", "phone": "07700 900307"},
        ),
    )
)
"""(how many hours ago, whom the police sent). The first two are sent an offer, if the hub makes
any, where the worker runs; the third never is."""


def make(now: datetime) -> int:
    """Receive them as the journey or a feed would, where there are none yet; return how many."""
    if Referral.objects.exists():
        return 0
    for hours_ago, answers in PEOPLE:
        secret = Secret.new()
        receive(
            uuid=secret.referral,
            reference=secret.reference,
            answers=_CHOICES | answers,
            consent_wording=WORDING,
            hub=current_hub(),
            at=now - timedelta(hours=hours_ago),
        )
    for hours_ago, sent in SENT:
        receive_referred(sent=sent, hub=current_hub(), at=now - timedelta(hours=hours_ago))
    return len(PEOPLE) + len(SENT)
