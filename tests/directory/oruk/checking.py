"""What a validator says of an answer: by Open Referral UK's schemas, and by our own document."""

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from directory.oruk import openapi

SCHEMAS = Path(__file__).parent / "schemas"
FORMATS = FormatChecker(("uuid", "uri", "email", "date", "date-time"))
UK = "hsds-uk-3.0"
UK_OF = {
    "services": f"{UK}/compiled/service_list.json",
    "services/{id}": f"{UK}/service.json",
    "service_at_locations": f"{UK}/compiled/service_at_location_list.json",
    "service_at_locations/{id}": f"{UK}/service_at_location.json",
    "taxonomies": f"{UK}/taxonomy.json",
    "taxonomies/{id}": f"{UK}/taxonomy.json",
    "taxonomy_terms": f"{UK}/taxonomy_term.json",
    "taxonomy_terms/{id}": f"{UK}/taxonomy_term.json",
    "organizations": f"{UK}/organization.json",
    "organizations/{id}": f"{UK}/organization.json",
}
"""Which of its schemas each address answers by, below the base."""
PAGE = {
    "total_items": int, "total_pages": int, "page_number": int, "size": int, "first_page": bool,
    "last_page": bool, "empty": bool, "contents": list,
}  # fmt: skip


def read(name):
    return json.loads((SCHEMAS / name).read_text())


@cache
def uk(name):
    """Return the validator of one of the schemas of Open Referral UK."""
    registry = Registry().with_resources(
        (path.name, Resource(read(f"{UK}/{path.name}"), DRAFT202012))
        for path in (SCHEMAS / UK).glob("*.json")
    )
    return Draft202012Validator(read(name), registry=registry, format_checker=FORMATS)


@cache
def ours(path, status="200"):
    """Return the validator of an address by our own document."""
    document = openapi.document()
    answers = document["paths"][f"/{path}"]["get"]["responses"]
    schema = answers[status]["content"]["application/json"]["schema"]
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    whole["components"] = document["components"]
    return Draft202012Validator(whole, format_checker=FORMATS)


def wrong(path, said):
    """Return whatever either of them finds wrong with what an address said."""
    found = [f"ours: {error.message}" for error in ours(path).iter_errors(said)]
    if path in UK_OF:
        each = said.get("contents", [said])
        found += [f"UK: {e.message}" for one in each for e in uk(UK_OF[path]).iter_errors(one)]
    if "contents" in said:
        found += [
            f"envelope: {name}" for name, kind in PAGE.items() if type(said[name]) is not kind
        ]
    return found
