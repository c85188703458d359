"""What a page of the form brings back with its answers: which draft it showed, and a seed.

``version.seed``, in a hidden field. The version tells whether another tab was quicker; the seed is
the page's own chance, which nobody has who only has the cookie.
"""

import secrets

from django.http import HttpRequest

FIELD = "version"
SEED_LENGTH = 16  # characters


def ticket(version: int) -> str:
    """Return a new one for a page that shows this version of a draft."""
    return f"{version}.{secrets.token_urlsafe(SEED_LENGTH)[:SEED_LENGTH]}"


def is_for(request: HttpRequest, version: int) -> bool:
    """Tell whether what was sent comes from a page that showed this version."""
    return request.POST.get(FIELD, "").partition(".")[0] == str(version)


def seed(request: HttpRequest) -> str:
    """Return the seed of the page that was sent, or an empty text."""
    return request.POST.get(FIELD, "").partition(".")[2][:SEED_LENGTH]
