"""The app of the service directory."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Services in Open Referral's words, kept by editors in the CMS."""

    name = "directory"
    verbose_name = _("Directory")
