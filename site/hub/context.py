"""``hub`` in every template."""

from typing import Any

from django.http import HttpRequest

from hub.snapshot import current_hub


def hub(request: HttpRequest) -> dict[str, Any]:
    """Give templates the hub's facts; reads memory, not the database."""
    return {"hub": current_hub()}
