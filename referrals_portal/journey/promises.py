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
from referrals_portal.safe_contact import SafeContact, both, first_contact_due
from referrals_portal.triage import Decision


def before(hub: HubFacts, them: bool = False) -> str:
    """Return the promise as it stands before we know how the person may be reached.

    ``them``, here and below: somebody else than the reader is to be contacted.
    """
    hours = promise_hours(hub.rules)
    if hours is None:
        return (
            _("Someone contacts them as soon as possible.")
            if them
            else _("Someone contacts you as soon as they can.")
        )
    if them:
        said = ngettext(
            "Someone contacts them within %(hours)d hour.",
            "Someone contacts them within %(hours)d hours.",
            hours,
        )
    else:
        said = ngettext(
            "Someone contacts you within %(hours)d hour.",
            "Someone contacts you within %(hours)d hours.",
            hours,
        )
    return said % {"hours": hours}


def if_sent_now(hub: HubFacts, safe: SafeContact, decision: Decision, at: datetime) -> str:
    """Return the promise that would be made if it were sent at that moment."""
    them = safe.of_another
    if safe.nothing_is_safe:
        return _waiting(hub, them)
    if is_off_hours(hub, safe):
        return _perhaps(hub, them)
    promised = decision.first_contact_due
    due = first_contact_due(safe, hub.hours, at, promised) if promised else None
    if not safe.only_at_times or due is None:
        return before(hub, them)
    said = (
        _("Someone contacts them at a time that you said is safe, before %(when)s.")
        if them
        else _("Someone contacts you at a time that you said is safe, before %(when)s.")
    )
    return said % {"when": moment(due)}


def after(
    hub: HubFacts, due_at: datetime | None, them: bool = False, off_hours: bool = False
) -> str:
    """Return the promise as it was made: by when (aware), or that we wait for their call."""
    if off_hours:
        return _perhaps(hub, them)
    if due_at is None:
        return _waiting(hub, them)
    said = (
        _("Someone contacts them before %(when)s.")
        if them
        else _("Someone contacts you before %(when)s.")
    )
    return said % {"when": moment(due_at)}


def is_off_hours(hub: HubFacts, safe: SafeContact) -> bool:
    """Tell whether the hub is closed whenever it would be safe: then no time may be promised."""
    return safe.only_at_times and not both(safe.times, hub.hours)


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


def senior_when(hub: HubFacts, at: datetime) -> str:
    """Return when a senior member of staff looks at what is sent at that moment."""
    if opening.is_open(hub.hours, at):
        return _("A senior member of our staff looks at it today.")
    return _("A senior member of our staff looks at it on the day we open.")


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


def _waiting(hub: HubFacts, them: bool) -> str:
    said = (
        _("We do not contact them. They can call us when it suits them, on %(phone)s.")
        if them
        else _("We do not contact you. You can call us when it suits you, on %(phone)s.")
    )
    return said % {"phone": hub.phone}


def _perhaps(hub: HubFacts, them: bool) -> str:
    said = (
        _(
            "The safe times that you gave are outside our hours, so we may not be able to reach "
            "them. They can call us when it suits them, on %(phone)s."
        )
        if them
        else _(
            "The safe times that you gave are outside our hours, so we may not be able to reach "
            "you. You can call us when it suits you, on %(phone)s."
        )
    )
    return said % {"phone": hub.phone}
