"""The app of the portal."""

from django.apps import AppConfig


class ReferralsPortalConfig(AppConfig):
    """Referrals, drafts, the outbox and receipts."""

    name = "referrals_portal"
    verbose_name = "Referrals"
    default_auto_field = "django.db.models.BigAutoField"
