"""``/metrics``: how messages stand, for Prometheus. Gauges of counts and ages, about nobody.

All of it comes from the database, so that it does not matter which process of several answers.
"""

import hmac
from collections.abc import Iterator
from itertools import product

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from referrals_portal.messages.catalogue import CATALOGUE
from referrals_portal.messages.pacing import ALL
from referrals_portal.messages.standing import Standing, standing
from referrals_portal.models.outbox import MessageState

PREFIX = "front_door"


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer whoever has the token. Without one in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").encode(errors="replace")
    if not hmac.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(exposition(standing(timezone.now())), content_type=CONTENT_TYPE_LATEST)


def exposition(now: Standing) -> bytes:
    """Return a picture in Prometheus's text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Gauges(now))
    return generate_latest(registry)


class _Gauges(Collector):
    def __init__(self, now: Standing) -> None:
        self.now = now

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
        waiting.add_metric([MessageState.QUEUED.value], signs.overdue.total_seconds())
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
        gauge = _gauge("messages", "Messages that are kept.", "state", "channel", "template")
        of_catalogue = {(way, name) for name, each in CATALOGUE.items() for way in each.sent}
        kept = {(channel, template) for _, channel, template in self.now.counts}
        for state, (channel, template) in product(MessageState, sorted(of_catalogue | kept)):
            number = self.now.counts[state.value, channel, template]
            gauge.add_metric([state.value, channel, template], number)
        return gauge

    def lately(self) -> GaugeMetricFamily:
        gauge = _gauge("messages_of_the_last_day", "Messages written in the last 24 h.", "state")
        for state in MessageState:
            gauge.add_metric([state.value], self.now.day.by_state[state.value])
        return gauge

    def halted(self) -> GaugeMetricFamily:
        gauge = _gauge(
            "messages_halted", "1 while nothing is sent on a channel, or all.", "channel"
        )
        signs = self.now.signs
        on = {each.on for each in signs.halts if each.until and each.until > signs.at}
        for channel in (ALL, "sms", "email"):
            gauge.add_metric([channel], channel in on)
        return gauge


def _gauge(name: str, says: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{PREFIX}_{name}", says, labels=labels)
