"""What we tell the person about what happens to it, and when: pure words over the hub's rules."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.hours import clock
from hub import opening
from hub.promise import promise_hours
from hub.snapshot import HubFacts
from referrals_portal.safe_contact import SafeContact, first_contact_due
from referrals_portal.triage import Decision


def before(hub: HubFacts) -> str:
    """Return the promise as it stands before we know how the person may be reached."""
    hours = promise_hours(hub.rules)
    if hours is None:
        return _("Someone contacts you as soon as they can.")
    return ngettext(
        "Someone contacts you within %(hours)d hour.",
        "Someone contacts you within %(hours)d hours.",
        hours,
    ) % {"hours": hours}


def if_sent_now(hub: HubFacts, safe: SafeContact, decision: Decision, at: datetime) -> str:
    """Return the promise that would be made if it were sent at that moment."""
    if safe.nothing_is_safe:
        return _waiting(hub)
    promised = decision.first_contact_due
    if promised is None:
        return _("Someone contacts you as soon as they can.")
    due = first_contact_due(safe, hub.hours, at, promised)
    if safe.only_at_times and due:
        return _("Someone contacts you at a time that you said is safe, before %(when)s.") % {
            "when": moment(due)
        }
    return before(hub)


def after(hub: HubFacts, due_at: datetime | None) -> str:
    """Return the promise as it was made: by when (aware), or that we wait for their call."""
    if due_at is None:
        return _waiting(hub)
    return _("Someone contacts you before %(when)s.") % {"when": moment(due_at)}


def read_when(hub: HubFacts, at: datetime) -> str:
    """Return when a person reads what is sent at that moment: now, or when the hub opens."""
    if opening.is_open(hub.hours, at):
        return _("We are open now, so someone reads it soon.")
    opens = opening.next_opening(hub.hours, at)
    if opens is None:
        return _("We are closed now.")
    return _("We are closed now. We open on %(when)s, and nobody reads it before then.") % {
        "when": moment(opens)
    }


def is_open(hub: HubFacts, at: datetime) -> bool:
    """Tell whether someone is at the hub at that moment."""
    return opening.is_open(hub.hours, at)


def moment(at: datetime) -> str:
    """Return a moment as it is said, in Europe/London: "Tuesday 1 December at 9am"."""
    local = timezone.localtime(at)
    return _("%(day)s at %(time)s") % {
        "day": date_format(local, "l j F"),
        "time": clock(local.time()),
    }


def _waiting(hub: HubFacts) -> str:
    return _("We do not contact you. You can call us when it suits you, on %(phone)s.") % {
        "phone": hub.phone
    }
