"""What signing in leaves behind goes."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import traces

pytestmark = pytest.mark.django_db


def test_sessions_that_ended_go_and_others_stay():
    now = timezone.now()
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, expire_date=now + timedelta(hours=hours))
    assert traces.purge(now) == 1
    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_attempts_go_after_a_day():
    now = timezone.now()
    for username, hours in (("yesterday", 25), ("today", 23)):
        attempt = AccessAttempt.objects.create(username=username, failures_since_start=1)
        at = now - timedelta(hours=hours)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=at)
    assert traces.purge(now) == 1
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["today"]
