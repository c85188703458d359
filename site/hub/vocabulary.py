"""The words that facts and rules are written in. They are public interface."""

SOURCES = (
    "self", "family", "police", "other_police", "report_fraud", "other_hub", "health", "education",
    "local_authority", "court", "voluntary", "employer", "other",
)  # fmt: skip
SOURCE_NAMES = dict(zip(SOURCES, (
    "people themselves", "families", "the police", "other police forces", "Report Fraud",
    "other hubs", "health services", "schools and colleges", "councils", "courts", "charities",
    "employers", "anybody else",
), strict=True))  # fmt: skip
"""What staff call them, in reasons."""
THEMSELVES = ("self", "family")
"""Sources through which people come of their own will: no rule may turn them away unseen."""
AGENCIES = ("health", "education", "local_authority", "court", "voluntary", "employer", "other")
"""Sources that are organisations: ``agencies`` among a hub's routes means all of them."""
ROUTES = (*SOURCES, "agencies")
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
RELATIONSHIPS = ("partner_or_ex", "family", "known", "stranger", "not_given")

PRIORITIES = ("enhanced", "standard")
HANDLINGS = ("accept", "divert", "signpost", "close")
STARTS = ("received", "crime_recorded", "offer_accepted")
WHATS = ("offer", "first_contact", "support")
UNITS = ("hours", "working_days", "working_hours")
WORKING_HOURS = ("weekday_24h", "opening_hours")
NEVER_UNASKED = frozenset({"domestic_abuse", "sexual_violence", "stalking", "honour_based_abuse"})
"""Crimes after which nobody is sent a message unless they, or whoever referred them, said that the
channel is safe."""
FEEDBACK_POINTS = ("first_contact", "referred_on", "closed")
CHANNELS = ("telephone", "text", "email", "letter", "video", "in_person")
WRITTEN = ("text", "email", "letter")
"""Channels by which something can be sent without anybody speaking."""

MODELS = ("police_led", "opcc_in_house", "commissioned_provider", "hybrid", "co_located")
LANGUAGES = ("en", "cy")
PERIODS = ("month", "quarter", "half_year", "year")


def is_a_child_alone(for_whom: str, age_band: str) -> bool:
    """Tell whether somebody under 18 asks for themselves."""
    return for_whom in FOR_ONESELF and age_band in UNDER_18
