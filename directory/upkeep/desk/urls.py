"""The addresses of the editor's desk, below ``/cms/directory/``."""

from typing import Any

from django.urls import path

from directory.upkeep.desk import due, secret, sheets, similar, suggestions

urlpatterns = [
    path("directory/due/", due.due, name="directory_due"),
    path("directory/due/<uuid:key>/right/", due.still_right, name="directory_still_right"),
    path("directory/due/<uuid:key>/ask/", due.ask, name="directory_ask"),
    path("directory/places/<uuid:key>/secret/", secret.ask_again, name="directory_keep_secret"),
    path("directory/spreadsheet/", sheets.upload, name="directory_sheet"),
    path("directory/spreadsheet/download/", sheets.download, name="directory_sheet_download"),
    path("directory/spreadsheet/apply/", sheets.apply, name="directory_sheet_apply"),
    path("directory/similar/", similar.ask, name="directory_similar"),
    path("directory/suggestions/", suggestions.suggestions, name="directory_suggestions"),
    path("directory/suggestions/<uuid:key>/", suggestions.suggestion, name="directory_suggestion"),
]


def addresses() -> list[Any]:
    """Return them for Wagtail, which lets nobody in but whoever may use the CMS."""
    return urlpatterns
