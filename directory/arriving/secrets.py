"""What arrives with an address that is secret here is not taken over, whoever published it."""

from typing import Any

from directory.confidential import kept_addresses, says


class Secrets:
    """The secret addresses as they are now. Nothing of them is ever told."""

    def __init__(self) -> None:
        self._kept = kept_addresses()

    def __bool__(self) -> bool:
        return bool(self._kept)

    @property
    def are_current(self) -> bool:
        """Whether no other address is secret by now."""
        return set(kept_addresses()) <= set(self._kept)

    def are_in(self, form: Any) -> bool:
        """Tell whether the service says a secret address, or a part that gives it away."""
        return bool(self._kept) and says(form, self._kept)

    def name(self, name: str, count: int) -> str:
        """Return how an operator is told of a service whose name may say an address itself."""
        is_telling = any(address.is_in(name) for address in self._kept)
        return f"Number {count}" if is_telling else name
