"""``/metrics``: how messages stand, for Prometheus. Gauges of counts and ages, about nobody.

All of it comes from the database, so that it does not matter which process of several answers. What
asks every few seconds would keep the minute at which each message was written, which is when
somebody sent us the form. So what is counted was written before this hour, and never by its kind.

Not protected: at which minute messages leave, arrive or are withdrawn and tasks are made or ended,
and that may be when a safe time began, or when somebody answered or took their request back.
"""

import hmac
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import get_args

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from core.rounding import to_the_hour
from referrals_portal.messages.catalogue import Channel
from referrals_portal.messages.pacing import ALL
from referrals_portal.messages.standing import DAY, Standing, became, standing
from referrals_portal.models.outbox import MessageState

PREFIX = "front_door"
Counted = Counter[tuple[str, str]]
"""How many there are by state and channel."""


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer whoever has the token. Without one in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").encode(errors="replace")
    if not hmac.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(exposition(timezone.now()), content_type=CONTENT_TYPE_LATEST)


def exposition(at: datetime) -> bytes:
    """Return the picture at a moment (UTC) in Prometheus's text format."""
    hour = to_the_hour(at)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Gauges(standing(at), became(None, hour), became(hour - DAY, hour)))
    return generate_latest(registry)


class _Gauges(Collector):
    def __init__(self, now: Standing, kept: Counted, lately: Counted) -> None:
        self.now, self.kept, self.written_lately = now, kept, lately

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now, signs = self.now, self.now.signs
        yield self.messages()
        yield self.lately()
        waiting = _gauge(
            "messages_oldest_waiting_seconds",
            "How long, at least, the oldest has waited that is due (queued), or that has to be "
            "looked up (attempting).",
            "state",
        )
        waiting.add_metric([MessageState.QUEUED.value], signs.waited.total_seconds())
        waiting.add_metric([MessageState.ATTEMPTING.value], now.in_doubt.total_seconds())
        yield waiting
        yield self.halted()
        troubles = _gauge("messages_troubles", "How many things are wrong with sending.")
        troubles.add_metric([], len(now.troubles))
        yield troubles
        tasks = _gauge("messages_tasks_open", "What messages left for staff to do.")
        tasks.add_metric([], now.tasks)
        yield tasks
        if signs.worker_seen:
            silent = _gauge("worker_silent_seconds", "Since when no worker said that it is there.")
            silent.add_metric([], (signs.at - signs.worker_seen).total_seconds())
            yield silent
        if signs.last_error_at:
            error = _gauge("messages_last_error_timestamp_seconds", "The last error's full hour.")
            error.add_metric([], signs.last_error_at.timestamp())
            yield error

    def messages(self) -> GaugeMetricFamily:
        """Every message that is kept. Those of no state are there too, so that alarms may rely."""
        gauge = _gauge("messages", "Messages written before this hour.", "state", "channel")
        for state, channel in product(MessageState, get_args(Channel)):
            gauge.add_metric([state.value, channel], self.kept[state.value, channel])
        return gauge

    def lately(self) -> GaugeMetricFamily:
        says = "Messages written in the 24 h before this hour."
        gauge = _gauge("messages_of_the_last_day", says, "state")
        for state in MessageState:
            numbers = (self.written_lately[state.value, way] for way in get_args(Channel))
            gauge.add_metric([state.value], sum(numbers))
        return gauge

    def halted(self) -> GaugeMetricFamily:
        gauge = _gauge(
            "messages_halted", "1 while nothing is sent on a channel, or all.", "channel"
        )
        signs = self.now.signs
        on = {each.on for each in signs.halts if each.until and each.until > signs.at}
        for channel in (ALL, *get_args(Channel)):
            gauge.add_metric([channel], channel in on)
        return gauge


def _gauge(name: str, says: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{PREFIX}_{name}", says, labels=labels)
