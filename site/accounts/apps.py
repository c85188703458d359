"""The app of staff accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Staff accounts."""

    name = "accounts"
    verbose_name = "Staff accounts"
