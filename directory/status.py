"""What a service is doing, in Open Referral UK's four words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """The values of ``service.status`` in Open Referral UK 3.0."""

    ACTIVE = "active", _("Open to people")
    INACTIVE = "inactive", _("Not listed")
    DEFUNCT = "defunct", _("Gone for good")
    TEMPORARILY_CLOSED = "temporarily closed", _("Closed for now")


PUBLISHED = (Status.ACTIVE, Status.TEMPORARILY_CLOSED)
"""What the public may see. A service that is closed for now says so on its page."""


def read(said: str) -> Status | None:
    """Return the status that somebody wrote, in Open Referral's word or in the CMS's; else None."""
    plain = " ".join(said.casefold().replace("_", " ").split())
    return next((each for each in Status if plain in (each.value, each.label.casefold())), None)
