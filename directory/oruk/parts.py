"""What the parts of a service say: who runs it, numbers, times, places, and what it is about."""

from directory.oruk import derived
from directory.oruk.member import (
    DATE,
    EMAIL,
    HOUR,
    NUMBER,
    TEXT,
    URI,
    UUID,
    Member,
    Thing,
    extra,
    many,
    one,
    one_of,
)

ID = Member("id", UUID, "The identifier. It never changes.", required=True)

ORGANIZATION_IDENTIFIER = Thing(
    "organization_identifier",
    "A number under which somebody else keeps the organisation.",
    ID,
    Member("identifier_scheme", TEXT, "The scheme, as org-id.guide lists it."),
    Member("identifier_type", TEXT, "The scheme in words.", required=True),
    Member("identifier", TEXT, "The number.", required=True),
)

ORGANIZATION = Thing(
    "organization",
    "Who runs a service.",
    ID,
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
    ID,
    Member("number", TEXT, "The number, as it is easiest to read out.", required=True),
    *extra(Member("type", one_of("voice", "text"), "Whether it is called or texted.")),
    Member("description", TEXT, "What this number is for."),
)

SCHEDULE = Thing(
    "schedule",
    "When a service is open, or a session of it is held: the parts of an RFC 5545 rule.",
    ID,
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
    ID,
    *extra(
        Member("name", TEXT, "Its name in English."),
        Member("code", TEXT, "Its ISO 639 code."),
    ),
)

COST_OPTION = Thing(
    "cost_option",
    "What it costs.",
    ID,
    Member("amount", NUMBER, "0 if it is free; otherwise absent."),
    Member("amount_description", TEXT, "The cost in words."),
)

SERVICE_AREA = Thing(
    "service_area",
    "Where people must live. None means anywhere.",
    ID,
    Member("name", TEXT, "The area in words."),
)

TAXONOMY = Thing(
    "taxonomy",
    "A list of terms.",
    ID,
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
    ID,
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
    ID,
    Member("link_id", UUID, "The service."),
    Member("taxonomy_term_id", UUID, "The term."),
    Member("link_type", TEXT, "happened, help or audience: what the term says of the service."),
    *extra(Member("link_entity", TEXT, "Always service.")),
    Member("taxonomy_term", one(TAXONOMY_TERM), "The term, in full."),
)

ACCESSIBILITY = Thing(
    "accessibility",
    "Getting in and around.",
    ID,
    Member("description", TEXT, "In words."),
)

ADDRESS = Thing(
    "address",
    "The address of a place. What is not known of what the standard asks for is empty.",
    ID,
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
    ID,
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
