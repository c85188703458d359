"""What each object says, and nothing else: the whole of what leaves the directory as data.

Members and their meaning are Open Referral UK 3.0's. Those marked ``extra`` are HSDS 3.0's, which
the UK profile cuts out and a person in need cannot do without (telephone numbers above all), or
our own, which begin with ``front_door_``. What services are made of is in ``parts``.
"""

from directory.oruk import derived
from directory.oruk.member import (
    CODES,
    DATE,
    EMAIL,
    MOMENT,
    NUMBER,
    TEXT,
    URI,
    UUID,
    YES_OR_NO,
    Member,
    Thing,
    extra,
    many,
    one,
    one_of,
)
from directory.oruk.parts import (
    ACCESSIBILITY,
    ADDRESS,
    ATTRIBUTE,
    COST_OPTION,
    ID,
    LANGUAGE,
    LOCATION,
    ORGANIZATION,
    ORGANIZATION_IDENTIFIER,
    PHONE,
    SCHEDULE,
    SERVICE_AREA,
    TAXONOMY,
    TAXONOMY_TERM,
)
from directory.status import PUBLISHED

_NAME = Member("name", TEXT, "Its name.", required=True)
_STATUS = Member(
    "status", one_of(*PUBLISHED), "What it does; what is gone is not found.", required=True
)
_SERVICE_ID = Member("service_id", UUID, "The service.")
_LOCATION_ID = Member("location_id", UUID, "The place.")

PLACE_OF_SERVICE = Thing(
    "service_at_location_of_service",
    "Where a service is, inside the service.",
    ID,
    _LOCATION_ID,
    Member("location", one(LOCATION), "The place."),
)

SERVICE = Thing(
    "service",
    "What someone can turn to.",
    ID,
    Member("organization_id", UUID, "Who runs it.", of=derived.organization_id),
    _NAME,
    *extra(Member("alternate_name", TEXT, "Old and short names.")),
    Member(
        "description", TEXT, "What it does.", of=lambda row: row["description"] or row["summary"]
    ),
    *extra(Member("front_door_summary", TEXT, "What it does in one sentence.", of="summary")),
    Member("url", URI, "Its web page."),
    Member("email", EMAIL, "A shared mailbox."),
    _STATUS,
    Member("alert", TEXT, "A notice for a short time."),
    Member("minimum_age", NUMBER, "The youngest age, in whole years."),
    Member("maximum_age", NUMBER, "The oldest age, in whole years."),
    Member("assured_date", DATE, "The day on which somebody last made sure of all this."),
    Member("last_modified", MOMENT, "When it, or anything shown with it, last changed."),
    *extra(
        Member("eligibility_description", TEXT, "Who it is for."),
        Member("application_process", TEXT, "How people start."),
        Member("wait_time", TEXT, "How long people wait."),
        Member("interpretation_services", TEXT, "Which interpreters there are."),
        Member("fees_description", TEXT, "The cost in words."),
        Member("front_door_is_free", YES_OR_NO, "Absent if nobody knows.", of="is_free"),
        Member(
            "front_door_referral", TEXT, "not_needed, either or needed: whether somebody must "
            "send the person.", of="referral",
        ),
        Member("front_door_what_happens_next", TEXT, "After contact.", of="what_happens_next"),
        Member(
            "front_door_channels", CODES, "telephone, text, online, in_person: how help is given.",
            of=derived.codes_of("channels"),
        ),
        Member(
            "front_door_facilities", CODES, "What there is, such as women_only or live_link.",
            of=derived.codes_of("facilities"),
        ),
        Member(
            "front_door_national_helpline", YES_OR_NO, "Anyone in the country may ring it.",
            of="is_national_helpline",
        ),
        Member("front_door_page", URI, "Our page about it.", of=derived.page),
    ),
    Member("organization", one(ORGANIZATION), "Who runs it, in full."),
    *extra(Member("phones", many(PHONE), "Its numbers.", listed=False)),
    Member("schedules", many(SCHEDULE), "Opening hours, and sessions.", listed=False),
    Member(
        "service_areas", many(SERVICE_AREA), "Where people must live.", listed=False,
        of=derived.service_areas,
    ),
    Member(
        "service_at_locations", many(PLACE_OF_SERVICE), "Where it is. None if that is secret.",
        listed=False,
    ),
    Member("languages", many(LANGUAGE), "What is spoken.", listed=False, of=derived.languages),
    Member("cost_options", many(COST_OPTION), "The cost.", listed=False, of=derived.cost_options),
    Member("attributes", many(ATTRIBUTE), "What it is about.", listed=False),
)  # fmt: skip

SERVICE_SUMMARY = SERVICE.in_lists()
SERVICE_MINIMAL = SERVICE.only("service_minimal", "id", "last_modified")

SERVICE_AT_LOCATION = Thing(
    "service_at_location",
    "A service at a place.",
    ID,
    _SERVICE_ID,
    _LOCATION_ID,
    Member("location", one(LOCATION), "The place."),
    *extra(
        Member("name", TEXT, "The service's name.", required=True, listed=False),
        Member("status", _STATUS.kind, "The service's status.", required=True, listed=False),
        Member("service", one(SERVICE_SUMMARY), "The service.", listed=False),
        Member("schedules", many(SCHEDULE), "Its sessions here.", listed=False),
    ),
)
SERVICE_AT_LOCATION_SUMMARY = SERVICE_AT_LOCATION.in_lists()

EVERY = (
    SERVICE, SERVICE_SUMMARY, SERVICE_MINIMAL, SERVICE_AT_LOCATION, SERVICE_AT_LOCATION_SUMMARY,
    PLACE_OF_SERVICE, LOCATION, ADDRESS, ACCESSIBILITY, ORGANIZATION, ORGANIZATION_IDENTIFIER,
    PHONE, SCHEDULE, LANGUAGE, COST_OPTION, SERVICE_AREA, ATTRIBUTE, TAXONOMY, TAXONOMY_TERM,
)  # fmt: skip
