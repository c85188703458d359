"""What this installation sends with."""

from django.conf import settings

from referrals_portal.messages import notify
from referrals_portal.messages.carrier import Carrier
from referrals_portal.messages.nobody import Nobody
from referrals_portal.messages.smtp import Smtp


def carrier() -> Carrier:
    """Return what ``settings.MESSAGES`` sends with.

    Raises `NotConfigured` before any message is touched.
    """
    match settings.MESSAGES:
        case "notify":
            return notify.mine()
        case "smtp":
            return Smtp()
    return Nobody()
