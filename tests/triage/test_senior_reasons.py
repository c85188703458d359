"""What no hub may leave until tomorrow, whatever its rules."""

from datetime import UTC, datetime

import pytest

from referrals_portal.triage import Facts, decide
from tests.machinery.hubs import a_hub

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
DANGER = "Someone was, or may have been, in danger when this was sent."
SELF_HARM = "There are thoughts of self-harm."
CHILD = "A child under 13 asks for themselves."
STANDARDS = [
    {"what": "first_contact", "starts": "received", "unit": "hours", "number": hours,
     "priority": priority}
    for priority, hours in (("enhanced", 24), ("standard", 48))
]  # fmt: skip


def facts(**given):
    return Facts(received_at=AT, **given)


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({}, ()),
        ({"markers": ("in_danger_now",)}, (DANGER,)),
        ({"markers": ("self_harm",)}, (SELF_HARM,)),
        ({"markers": ("in_danger_now", "self_harm")}, (DANGER, SELF_HARM)),
        ({"markers": ("repeat", "intimidated", "knows_staff", "hate", "deaf")}, ()),
        ({"age_band": "under_13"}, (CHILD,)),
        ({"age_band": "under_13", "for_whom": "bereaved"}, (CHILD,)),
        ({"age_band": "under_13", "for_whom": "witness"}, (CHILD,)),
        ({"age_band": "under_13", "for_whom": "relative"}, (CHILD,)),
        ({"age_band": "under_13", "for_whom": "my_child"}, ()),
        ({"age_band": "under_13", "for_whom": "me_and_my_child"}, ()),
        ({"age_band": "under_13", "for_whom": "someone_else"}, ()),
        ({"age_band": "13_15"}, ()),
        ({"age_band": "60_plus"}, ()),
        (
            {"age_band": "under_13", "markers": ("self_harm", "in_danger_now")},
            (DANGER, SELF_HARM, CHILD),
        ),
    ],
)
@pytest.mark.parametrize("rules", [{}, {"standards": STANDARDS}])
def test_why_a_senior_must_look_today(given, reasons, rules):
    assert decide(a_hub(**rules), facts(**given)).senior_reasons == reasons
