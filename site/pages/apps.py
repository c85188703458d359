"""The app of the public website."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Wagtail page types, their blocks, and navigation."""

    name = "pages"
    verbose_name = "Website"
