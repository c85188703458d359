"""What we tell the person about when someone will be in touch: pure words over the hub's rules."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.promise import promise_hours
from hub.snapshot import HubFacts
from referrals_portal.safe_contact import SafeContact


def before(hub: HubFacts, safe: SafeContact | None = None) -> str:
    """Return the promise as it stands before anything is sent.

    ``safe`` is None while we do not know yet how the person may be reached.
    """
    if safe and safe.nothing_is_safe:
        return _waiting(hub)
    hours = promise_hours(hub.rules)
    if hours is None:
        return _("Someone contacts you as soon as they can.")
    return ngettext(
        "Someone contacts you within %(hours)d hour.",
        "Someone contacts you within %(hours)d hours.",
        hours,
    ) % {"hours": hours}


def after(hub: HubFacts, due_at: datetime | None) -> str:
    """Return the promise as it was made: by when (aware), or that we wait for their call."""
    if due_at is None:
        return _waiting(hub)
    local = timezone.localtime(due_at)
    return _("Someone contacts you before %(time)s on %(day)s.") % {
        "time": date_format(local, "P"),
        "day": date_format(local, "l j F"),
    }


def _waiting(hub: HubFacts) -> str:
    return _("We do not contact you. You can call us when it suits you, on %(phone)s.") % {
        "phone": hub.phone
    }
