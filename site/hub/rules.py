"""The rule language: what a hub's rules document may say, checked before it is kept.

A rules document is ``{"standards": [...], "enhanced_when": [...]}``, plain data from the profile.
A rule names the facts under which it applies; within one fact any of the values is enough, and
all the facts that a rule names must hold. ``referrals_portal.triage`` applies it.
"""

from collections.abc import Iterator
from typing import Any

SOURCES = (
    "self", "family", "police", "other_police", "report_fraud", "other_hub", "health", "education",
    "local_authority", "court", "voluntary", "employer", "other",
)  # fmt: skip
FOR_WHOM = (
    "me", "my_child", "me_and_my_child", "relative", "someone_else", "spokesperson",
    "someone_i_support_at_work", "bereaved", "witness", "community", "business",
)  # fmt: skip
FOR_ONESELF = ("me", "relative", "bereaved", "witness")
"""Those of them who ask for themselves, whatever it was that happened."""
REPORTED = ("yes", "no", "not_sure", "someone_else_did")
CRIME_TYPES = (
    "domestic_abuse", "sexual_violence", "child_abuse", "stalking", "harassment", "violence",
    "serious_violence", "attempted_murder", "kidnap", "robbery", "burglary", "theft",
    "vehicle_crime", "criminal_damage", "arson", "fraud", "cyber", "hate_crime",
    "antisocial_behaviour", "modern_slavery", "honour_based_abuse", "image_abuse", "road_harm",
    "bereaved_by_homicide", "terrorism", "business_crime", "other", "not_sure",
)  # fmt: skip
AGE_BANDS = ("under_13", "13_15", "16_17", "18_59", "60_plus", "not_given")
UNDER_18 = AGE_BANDS[:3]
MARKERS = (
    "repeat", "vulnerable", "intimidated", "high_risk", "in_danger_now", "self_harm", "hate",
    "lgbtq", "mental_health", "interpreter", "deaf", "police_flagged", "major_crime",
    "requested_support", "opted_out", "knows_staff",
)  # fmt: skip

PRIORITIES = ("enhanced", "standard")
STARTS = ("received", "crime_recorded", "offer_accepted")
WHATS = ("offer", "first_contact", "support")
UNITS = ("hours",)

CONDITIONS: dict[str, tuple[str, ...]] = {
    "sources": SOURCES,
    "for_whom": FOR_WHOM,
    "reported": REPORTED,
    "crime_types": CRIME_TYPES,
    "age_bands": AGE_BANDS,
    "markers": MARKERS,
}


def is_a_child_alone(for_whom: str, age_band: str) -> bool:
    """Tell whether somebody under 18 asks for themselves."""
    return for_whom in FOR_ONESELF and age_band in UNDER_18


def problems(rules: dict[str, Any]) -> list[str]:
    """Return what is wrong with a rules document, one sentence each, naming the key."""
    return [*_standards(rules.get("standards", [])), *_enhanced(rules.get("enhanced_when", []))]


def _standards(standards: Any) -> Iterator[str]:
    if not isinstance(standards, list) or not standards:
        yield "standards: there must be at least one, or no promise can be kept."
        return
    for place, standard in enumerate(standards, 1):
        where = f"standards, number {place}"
        for key, allowed in (
            ("what", WHATS), ("starts", STARTS), ("unit", UNITS), ("priority", PRIORITIES),
        ):  # fmt: skip
            if standard.get(key) not in allowed:
                yield f"{where}: {key} must be one of {', '.join(allowed)}."
        number = standard.get("number")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 < number <= 8760:
            yield f"{where}: number must be a whole number of hours, at least 1."
    asked = {(standard.get("what"), standard.get("starts")) for standard in standards}
    if ("first_contact", "received") not in asked:
        yield "standards: one must say by when whoever asks is contacted (first_contact, received)."


def _enhanced(rules: Any) -> Iterator[str]:
    for place, rule in enumerate(rules, 1):
        where = f"enhanced_when, number {place}"
        if not str(rule.get("reason", "")).strip():
            yield f"{where}: reason must say in a sentence why."
        conditions = {key: value for key, value in rule.items() if key != "reason"}
        if not conditions:
            yield f"{where}: name at least one of {', '.join(CONDITIONS)}."
        for key, values in conditions.items():
            if key not in CONDITIONS:
                yield f"{where}: {key} is unknown; use one of {', '.join(CONDITIONS)}."
            elif unknown := sorted(set(values) - set(CONDITIONS[key])):
                yield f"{where}: {key} has {', '.join(unknown)}, which is not a known value."
