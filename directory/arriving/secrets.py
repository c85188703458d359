"""What arrives with an address that is secret here is not taken over, whoever published it."""

from collections.abc import Iterator
from typing import Any

from directory.arriving.cleaning import Form
from directory.confidential import kept_addresses


class Secrets:
    """The secret addresses, read once for a run. Nothing of them is ever told."""

    def __init__(self) -> None:
        self._kept = kept_addresses()

    def are_in(self, form: Form) -> bool:
        """Tell whether the service says a secret address, or a part that gives it away."""
        said = "\n".join(_texts(form)) if self._kept else ""
        return any(address.is_in(said) for address in self._kept)

    def name(self, name: str, count: int) -> str:
        """Return how an operator is told of a service whose name may say an address itself."""
        is_telling = any(address.is_in(name) for address in self._kept)
        return f"Number {count}" if is_telling else name


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
