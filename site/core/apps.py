"""The app of the foundations."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the system checks and the signals that follow what editors publish."""

    name = "core"

    def ready(self) -> None:
        """Connect both; importing is enough for the checks."""
        from core import checks, generation  # noqa: F401

        generation.follow_editors()
