"""The app that holds the commands which cross rooms."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Installed last, so that it may use every other room."""

    name = "config"

    def ready(self) -> None:
        """Register the checks."""
        from config import checks  # noqa: F401
