"""What arrives with an address that is secret here is not taken over, whoever published it."""

import re
from collections.abc import Iterator
from typing import Any

from directory.arriving.cleaning import Form
from directory.models import ConfidentialLocation
from directory.search.words import fold

_NOT_A_WORD = re.compile(r"\W+")


class Secrets:
    """The secret addresses, read once for a run, folded. Nothing of them is ever told."""

    def __init__(self) -> None:
        rows = ConfidentialLocation.objects.values_list("address_1", "postal_code")
        self._kept = [
            (_plain(street), _plain(code).replace(" ", ""))
            for street, code in rows
            if street.strip()
        ]

    def are_in(self, form: Form) -> bool:
        """Tell whether the service says a secret street and its postcode, anywhere in it."""
        if not self._kept:
            return False
        said = _plain("\n".join(_texts(form)))
        together = said.replace(" ", "")
        return any(street in said and code in together for street, code in self._kept)


def _plain(text: str) -> str:
    return f" {_NOT_A_WORD.sub(' ', fold(text)).strip()} "


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
