"""The hub's promise in words, for people."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.rules import Rules, Standard


def within(rules: Rules, standard: Standard) -> str:
    """Return how long it takes at most, to follow "within": "24 hours", "2 working days"."""
    number = standard.number
    words = {
        "hours": ngettext("%(n)d hour", "%(n)d hours", number),
        "working_days": ngettext("%(n)d working day", "%(n)d working days", number),
        "weekday_24h": ngettext(
            "%(n)d hour, not counting weekends and bank holidays",
            "%(n)d hours, not counting weekends and bank holidays",
            number,
        ),
        "opening_hours": ngettext(
            "%(n)d of the hours in which we are open",
            "%(n)d of the hours in which we are open",
            number,
        ),
    }
    return words[rules.counted_in(standard)] % {"n": number}


def someone_is_in_touch_within(rules: Rules, standard: Standard) -> str:
    """Return the promise as a sentence."""
    return _("Someone contacts you within %(time)s.") % {"time": within(rules, standard)}
