"""Enhanced entitlement under the Victims' Code: the rules of a hub that states none of its own.

The Code names three groups: victims of the most serious crime, people who are targeted again and
again, and people who are vulnerable or intimidated; whoever is under 18 belongs to the last one
whatever a hub's rules say. All of it is only suggested to staff, who confirm it, and never shown
to the person.
"""

from typing import Any

UNDER_18 = "The person is under 18."
"""The reason that no hub can leave out."""

BY_THE_CODE: list[dict[str, Any]] = [
    {
        "when": {
            "crime_types": [
                "domestic_abuse", "sexual_violence", "child_abuse", "stalking", "serious_violence",
                "attempted_murder", "kidnap", "hate_crime", "modern_slavery",
                "honour_based_abuse", "bereaved_by_homicide", "terrorism",
            ]
        },
        "then": {"priority": "enhanced"},
        "reason": "What happened is one of the most serious crimes in the Victims' Code.",
    },
    {
        "when": {"for_whom": ["bereaved"]},
        "then": {"priority": "enhanced"},
        "reason": "Somebody close to them died because of a crime.",
    },
    {
        "when": {"markers": ["repeat"]},
        "then": {"priority": "enhanced"},
        "reason": "The person is targeted again and again.",
    },
    {
        "when": {"markers": ["vulnerable", "intimidated", "mental_health", "police_flagged"]},
        "then": {"priority": "enhanced"},
        "reason": "The person is vulnerable or afraid, or somebody who spoke with them thinks so.",
    },
    {
        "when": {"markers": ["hate"]},
        "then": {"priority": "enhanced"},
        "reason": "The person says that it happened because of who they are.",
    },
    {
        "when": {"markers": ["high_risk"]},
        "then": {"priority": "enhanced"},
        "reason": "Somebody who spoke with them thinks that they are at high risk.",
    },
]  # fmt: skip


def entitle(document: dict[str, Any]) -> dict[str, Any]:
    """Return a rules document with the Code's rules, unless it has rules of its own for that."""
    rules = document.get("rules", [])
    if any(rule["then"].get("priority") for rule in rules):
        return document
    return document | {"rules": [*rules, *BY_THE_CODE]}
