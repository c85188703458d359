"""Whether a service may be one whose address must never be known. Pure.

Feeds should not hold such an address, and some do. Better to lose the address of a charity shop
than to publish one.
"""

import re
from typing import Any

_SAYS = re.compile(
    r"\b(?:refuges?|safe[ -]?houses?|safe accommodation|women.?s aid accommodation|"
    r"secret location|confidential (?:address|location))\b",
    re.IGNORECASE,
)
MEMBERS = ("name", "alternate_name", "summary", "description", "eligibility_description")


def may_be_a_refuge(form: dict[str, Any]) -> bool:
    """Tell whether the words of a cleaned service, or of its terms, speak of a refuge."""
    own = [form.get(name, "") for name in MEMBERS]
    terms = [each["taxonomy_term"].get("name", "") for each in form.get("attributes", [])]
    places = [
        place["location"].get(name, "")
        for place in form.get("service_at_locations", [])
        for name in ("name", "description")
    ]
    return bool(_SAYS.search("\n".join((*own, *terms, *places))))
