"""What signing in leaves behind in tables of libraries, and when it goes."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

ATTEMPTS_KEPT = timedelta(days=1)
"""The throttle looks back a quarter of an hour."""


def purge(at: datetime) -> int:
    """Delete sessions that ended and old attempts to sign in; return how many of both."""
    ended, _ = Session.objects.filter(expire_date__lt=at).delete()
    old = AccessAttempt.objects.filter(attempt_time__lt=at - ATTEMPTS_KEPT)
    # Only the keys: the worker may not read who tried, nor from where.
    forgotten, _ = old.only("pk").delete()
    return ended + forgotten
