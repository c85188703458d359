"""What each object says, and nothing else: the whole of what leaves the directory as data.

Members and their meaning are Open Referral UK 3.0's. Those marked ``extra`` are HSDS 3.0's, which
the UK profile cuts out and a person in need cannot do without (telephone numbers above all), or
our own, which begin with ``front_door_``.
"""

from directory.oruk import derived
from directory.oruk.member import (
    CODES,
    DATE,
    EMAIL,
    HOUR,
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
from directory.status import PUBLISHED

_ID = Member("id", UUID, "The identifier. It never changes.", required=True)

ORGANIZATION_IDENTIFIER = Thing(
    "organization_identifier",
    "A number under which somebody else keeps the organisation.",
    _ID,
    Member("identifier_scheme", TEXT, "The scheme, as org-id.guide lists it."),
    Member("identifier_type", TEXT, "The scheme in words.", required=True),
    Member("identifier", TEXT, "The number.", required=True),
)

ORGANIZATION = Thing(
    "organization",
    "Who runs a service.",
    _ID,
    Member("name", TEXT, "Its name.", required=True),
    *extra(Member("alternate_name", TEXT, "Old and short names.")),
    Member(
        "description", TEXT, "What it is, or its name.", required=True,
        of=lambda row: row["description"] or row["name"],
    ),
    Member("email", EMAIL, "A shared mailbox."),
    Member("website", URI, "Its website."),
    Member(
        "organization_identifiers", many(ORGANIZATION_IDENTIFIER), "Its charity and company "
        "numbers.", of=derived.identifiers,
    ),
)  # fmt: skip

PHONE = Thing(
    "phone",
    "A number to call or to text. HSDS 3.0; the UK profile has no numbers in a service.",
    _ID,
    Member("number", TEXT, "The number, as it is easiest to read out.", required=True),
    *extra(Member("type", one_of("voice", "text"), "Whether it is called or texted.")),
    Member("description", TEXT, "What this number is for."),
)

SCHEDULE = Thing(
    "schedule",
    "When a service is open, or a session of it is held: the parts of an RFC 5545 rule.",
    _ID,
    Member("service_at_location_id", UUID, "Where it is held, if it is held somewhere."),
    Member("valid_from", DATE, "The first day."),
    Member("valid_to", DATE, "The last day."),
    Member("dtstart", DATE, "The day of the first one, or of the only one."),
    Member("freq", one_of("WEEKLY", "MONTHLY"), "Absent for what happens once."),
    Member("interval", NUMBER, "2 is every two weeks, counted from the week of dtstart."),
    Member("byday", TEXT, "MO to SU with commas; in a month 2TU is the second Tuesday, -1 last."),
    Member("description", TEXT, "What it is, in words."),
    Member("opens_at", HOUR, "When it starts, by the clock in Europe/London."),
    Member("closes_at", HOUR, "When it ends, by the clock in Europe/London."),
    Member("notes", TEXT, "What else there is to say; it may be all that is known."),
    *extra(Member("front_door_timezone", TEXT, "The zone of the times, in summer too.", of="zone")),
)

LANGUAGE = Thing(
    "language",
    "A language that is spoken.",
    _ID,
    *extra(
        Member("name", TEXT, "Its name in English."),
        Member("code", TEXT, "Its ISO 639 code."),
    ),
)

COST_OPTION = Thing(
    "cost_option",
    "What it costs.",
    _ID,
    Member("amount", NUMBER, "0 if it is free; otherwise absent."),
    Member("amount_description", TEXT, "The cost in words."),
)

SERVICE_AREA = Thing(
    "service_area",
    "Where people must live. None means anywhere.",
    _ID,
    Member("name", TEXT, "The area in words."),
)

TAXONOMY = Thing(
    "taxonomy",
    "A list of terms.",
    _ID,
    Member("name", TEXT, "Its name.", required=True),
    Member(
        "description", TEXT, "What is in it.", required=True,
        of=lambda row: row["description"] or row["name"],
    ),
    Member("uri", URI, "Its web address."),
    Member("version", TEXT, "Which version."),
)  # fmt: skip

TAXONOMY_TERM = Thing(
    "taxonomy_term",
    "What a service is about.",
    _ID,
    Member("name", TEXT, "The term.", required=True),
    Member(
        "description", TEXT, "What it means.", required=True,
        of=lambda row: row["description"] or row["name"],
    ),
    Member("taxonomy", TEXT, "The name of its list."),
    Member("taxonomy_id", UUID, "The identifier of its list."),
    Member("term_uri", URI, "Its web address."),
)  # fmt: skip

ATTRIBUTE = Thing(
    "attribute",
    "That a service is about something.",
    _ID,
    Member("link_id", UUID, "The service."),
    Member("taxonomy_term_id", UUID, "The term."),
    Member("link_type", TEXT, "happened, help or audience: what the term says of the service."),
    *extra(Member("link_entity", TEXT, "Always service.")),
    Member("taxonomy_term", one(TAXONOMY_TERM), "The term, in full."),
)

ACCESSIBILITY = Thing(
    "accessibility",
    "Getting in and around.",
    _ID,
    Member("description", TEXT, "In words."),
)

ADDRESS = Thing(
    "address",
    "The address of a place. What is not known of what the standard asks for is empty.",
    _ID,
    Member("address_1", TEXT, "The street, or the name of the place.", required=True),
    Member("city", TEXT, "The town or city.", required=True),
    Member("state_province", TEXT, "The county, or the town or city.", required=True),
    Member("postal_code", TEXT, "The postcode.", required=True),
    Member("country", one_of("GB"), "ISO 3166-1.", required=True),
    Member("address_type", one_of("physical"), "Always physical.", required=True),
)

LOCATION = Thing(
    "location",
    "A place that everybody may know. Secret addresses are in no answer.",
    _ID,
    Member(
        "location_type", one_of("physical"), "Always physical.", required=True,
        of=lambda row: "physical",
    ),
    Member("name", TEXT, "Its name."),
    Member("latitude", NUMBER, "Degrees, WGS84."),
    Member("longitude", NUMBER, "Degrees, WGS84."),
    Member("addresses", many(ADDRESS), "Its one address.", of=derived.addresses),
    Member("accessibility", many(ACCESSIBILITY), "How one gets in.", of=derived.accessibility),
)  # fmt: skip

_NAME = Member("name", TEXT, "Its name.", required=True)
_STATUS = Member(
    "status", one_of(*PUBLISHED), "What it does; what is gone is not found.", required=True
)
_SERVICE_ID = Member("service_id", UUID, "The service.")
_LOCATION_ID = Member("location_id", UUID, "The place.")

PLACE_OF_SERVICE = Thing(
    "service_at_location_of_service",
    "Where a service is, inside the service.",
    _ID,
    _LOCATION_ID,
    Member("location", one(LOCATION), "The place."),
)

SERVICE = Thing(
    "service",
    "What someone can turn to.",
    _ID,
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
    _ID,
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
