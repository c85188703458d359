"""The app of the hub."""

from django.apps import AppConfig


class HubConfig(AppConfig):
    """One row: the hub that this installation is."""

    name = "hub"
    verbose_name = "The hub"
