"""What we ask whoever agreed to be asked, and what they may answer. Only ever counted."""

from django.utils.translation import gettext_lazy as _

QUESTIONS = {
    "reached": _("Did we reach you in a way that was safe and suited you?"),
    "listened": _("Did you feel listened to?"),
    "clear": _("Was it clear what would happen next?"),
    "again": _("Would you come back to us, or tell a friend about us?"),
}
"""No box for words: what somebody writes could name them, or somebody else."""

NOT_SAID = "not_said"
ANSWERS = {
    "yes": _("Yes"),
    "mostly": _("Mostly"),
    "not_really": _("Not really"),
    "no": _("No"),
    NOT_SAID: _("I would rather not say"),
}

POINTS = {
    "first_contact": _("after we first spoke with them"),
    "referred_on": _("after we passed them on to somebody else"),
    "closed": _("after we closed their request"),
}
"""When people are asked; the hub's rules choose."""
