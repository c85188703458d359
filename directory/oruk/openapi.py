"""Our OpenAPI document, made of the same tables that the answers are made of."""

import json
from functools import cache
from hashlib import blake2b
from typing import Any

from django.conf import settings

from directory.oruk import saying
from directory.oruk.asking import FILTERS, OF_ORGANIZATIONS, OF_PLACES, OF_TERMS, PAGES, PARAMETERS
from directory.oruk.member import Thing
from hub.snapshot import current_hub

VERSION = "HSDS-UK-3.0"
PROFILE = "https://openreferraluk.org/"
OPTIONAL = "Optional"
"""The tag of what Open Referral UK 3.0 does not ask for."""
PATH = "/oruk/v3"
PACKAGE = "package.zip"
_OF_PACKAGE = (
    "Everything as an HSDS tabular data package: datapackage.json and CSV files. Values are exact: "
    "a cell may begin with a sign that a spreadsheet takes for a formula."
)

_WHOLE = {"type": "integer", "minimum": 0}
PAGE = {
    "total_items": _WHOLE,
    "total_pages": _WHOLE,
    "page_number": {"type": "integer", "minimum": 1},
    "size": _WHOLE,
    "first_page": {"type": "boolean"},
    "last_page": {"type": "boolean"},
    "empty": {"type": "boolean"},
}
PROBLEM = {
    "type": "object",
    "properties": {
        "error": {"type": "string"},
        "status": {"type": "integer"},
        "parameter": {"type": "string", "description": "With 400: the parameter that is wrong."},
        "example": {"type": "string", "description": "With 400: an address that is answered."},
    },
    "required": ["error", "status"],
    "additionalProperties": False,
}
_ADDRESS = {"type": "string", "format": "uri"}
ABOUT = {
    "type": "object",
    "properties": {
        "version": {"const": VERSION},
        "profile": _ADDRESS,
        "openapi_url": _ADDRESS,
        "description": {"type": "string"},
        "publisher": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "website": _ADDRESS},
            "required": ["name", "website"],
            "additionalProperties": False,
        },
        "front_door_package_url": _ADDRESS,
    },
    "required": ["version", "profile", "openapi_url"],
    "additionalProperties": False,
}


def base() -> str:
    """Return the whole address that all others begin with."""
    return f"{settings.SITE_URL}{PATH}"


def about() -> dict[str, Any]:
    """Return what this is: the answer at the base. Description and publisher are HSDS 3.2's."""
    return {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": f"{base()}/openapi.json",
        "description": "Services for people affected by crime. No address that is secret.",
        "publisher": {"name": current_hub().name, "website": f"{settings.SITE_URL}/"},
        "front_door_package_url": f"{base()}/{PACKAGE}",
    }


def edition() -> str:
    """Return a short mark of what the answers say: it changes with their tables."""
    return blake2b(document_as_json(), digest_size=4).hexdigest()


@cache
def document_as_json() -> bytes:
    """Return the bytes of the document."""
    return json.dumps(document(), ensure_ascii=False, indent=1).encode()


def document() -> dict[str, Any]:
    """Return the document: OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Services for people affected by crime",
            "version": VERSION,
            "description": (
                "Open Referral UK 3.0. Members marked x-extra are HSDS 3.0's, or ours, which begin "
                "with front_door_. A member without a value is left out."
            ),
        },
        "externalDocs": {"url": PROFILE, "description": "Open Referral UK"},
        "servers": [{"url": base()}],
        "paths": _paths(),
        "components": {
            "parameters": {name: _parameter(name) for name in PARAMETERS},
            "schemas": {thing.name: _schema(thing) for thing in saying.EVERY} | {"Error": PROBLEM},
        },
    }


def _schema(thing: Thing) -> dict[str, Any]:
    made = thing.schema()
    for member in thing.members:
        if member.extra:
            made["properties"][member.name]["x-extra"] = True
    return made


def _parameter(name: str) -> dict[str, Any]:
    parameter = PARAMETERS[name]
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": f"{parameter.says} It takes {parameter.takes}.",
        "schema": parameter.schema,
        "example": parameter.example,
    }


def _paths() -> dict[str, Any]:
    filters = (*PAGES, *FILTERS)
    runs = (*PAGES, *OF_ORGANIZATIONS)
    service = (saying.SERVICE_SUMMARY, saying.SERVICE, saying.SERVICE_MINIMAL)
    place = (saying.SERVICE_AT_LOCATION_SUMMARY, saying.SERVICE_AT_LOCATION)
    return {
        "/": _get("What this is.", ABOUT),
        "/services": _list("Services.", (*filters, "minimal"), *service),
        "/services/{id}": _one("A service.", saying.SERVICE),
        "/service_at_locations": _list("Services at places.", (*filters, *OF_PLACES), *place),
        "/service_at_locations/{id}": _one("A service at a place.", saying.SERVICE_AT_LOCATION),
        "/taxonomies": _list("Lists of terms.", PAGES, saying.TAXONOMY),
        "/taxonomies/{id}": _one("A list of terms.", saying.TAXONOMY),
        "/taxonomy_terms": _list("Terms.", (*PAGES, *OF_TERMS), saying.TAXONOMY_TERM),
        "/taxonomy_terms/{id}": _one("A term.", saying.TAXONOMY_TERM),
        "/organizations": _optional(_list("Organisations.", runs, saying.ORGANIZATION)),
        "/organizations/{id}": _optional(_one("An organisation.", saying.ORGANIZATION)),
        "/openapi.json": _optional(_get("This document.", {"type": "object"})),
        f"/{PACKAGE}": _optional(_get(_OF_PACKAGE, {}, "application/zip")),
    }  # fmt: skip


def _optional(made: dict[str, Any]) -> dict[str, Any]:
    made["get"]["tags"] = [OPTIONAL]
    return made


def _list(says: str, names: tuple[str, ...], *things: Thing) -> dict[str, Any]:
    """Return a list's address; what it holds depends on ``full`` and ``minimal``."""
    each = [_ref(thing.name) for thing in things]
    items = each[0] if len(each) == 1 else {"anyOf": each}
    page = {
        "type": "object",
        "properties": PAGE | {"contents": {"type": "array", "items": items}},
        "required": [*PAGE, "contents"],
        "additionalProperties": False,
    }
    made = _get(says, page)
    made["get"]["parameters"] = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    return _with_problem(made, "400", "A parameter cannot be read, or cannot narrow this list.")


def _one(says: str, thing: Thing) -> dict[str, Any]:
    made = _get(says, _ref(thing.name))
    identifier = {"type": "string", "format": "uuid"}
    made["get"]["parameters"] = [
        {"name": "id", "in": "path", "required": True, "schema": identifier}
    ]
    return _with_problem(made, "404", "Nothing public has this identifier.")


def _get(says: str, schema: dict[str, Any], kind: str = "application/json") -> dict[str, Any]:
    answer = {"description": says, "content": {kind: {"schema": schema}}}
    return {"get": {"summary": says, "responses": {"200": answer}}}


def _with_problem(made: dict[str, Any], status: str, says: str) -> dict[str, Any]:
    content = {"application/json": {"schema": _ref("Error")}}
    made["get"]["responses"][status] = {"description": says, "content": content}
    return made


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
