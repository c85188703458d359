"""System checks of what only the whole installation can get wrong."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register


@register()
def welsh_is_compiled(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn where the pages in Welsh would be in English, because set-up never compiled them."""
    from config.translating import written  # and Babel, which no web server needs

    if written.path().with_suffix(".mo").exists():
        return []
    return [
        Warning(
            "The Welsh catalogue is not compiled, so the form in Welsh would be in English.",
            hint="Run set-up: PYTHONPATH=site python3 -m config.setup run.",
            id="config.W001",
        )
    ]
