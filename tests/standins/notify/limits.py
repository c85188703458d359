"""How much a service may send: a token bucket for the minute, a count for the day."""

import math
import threading
from collections import Counter
from dataclasses import dataclass, field

from tests.standins.notify.clock import Clock
from tests.standins.notify.errors import ApiError
from tests.standins.notify.services import LABELS, ApiKey, Service

TRIAL_DAY = 50


def rate_refusal(key_type: str, per_minute: int) -> ApiError:
    """The 429 that passes within the minute."""
    label = LABELS[key_type]
    return ApiError(
        429,
        "RateLimitError",
        f"Exceeded rate limit for key type {label} of {per_minute} requests per 60 seconds",
    )


def day_refusal(channel: str, limit: int) -> ApiError:
    """The 429 that lasts until 00:00 UTC."""
    return ApiError(
        429, "TooManyRequestsError", f"Exceeded send limits ({channel}: {limit}) for today"
    )


@dataclass
class Limits:
    """Counts requests per service and key type, and messages per service, channel and UTC date.

    `per_minute` and `per_day` may be changed at any time; a trial service has 50 a day of each.
    """

    clock: Clock
    per_minute: int = 3000
    per_day: dict[str, int] = field(
        default_factory=lambda: {"email": 250_000, "sms": 250_000, "international_sms": 100}
    )
    _buckets: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    _sent: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def burst(self) -> int:
        """The most requests that may come at once."""
        return max(min(math.ceil(self.per_minute / 3) + 1, 1000) - 1, 0)

    def take(self, service: Service, key: ApiKey) -> None:
        """Use up one request. Raises ApiError 429; a refused call does not lengthen the wait."""
        if not self._taken((service.id, key.type)):
            raise rate_refusal(key.type, self.per_minute)

    def check_day(self, service: Service, key: ApiKey, channel: str) -> None:
        """Raises ApiError 429 when the day's messages of this channel are used up."""
        limit = min(self.per_day[channel], TRIAL_DAY) if service.trial else self.per_day[channel]
        if key.type != "test" and self._sent[self._day(service, channel)] >= limit:
            raise day_refusal(channel, limit)

    def count(self, service: Service, key: ApiKey, channel: str) -> None:
        """Count one stored message; those of a test key do not count."""
        if key.type != "test":
            with self._lock:
                self._sent[self._day(service, channel)] += 1

    def reset(self) -> None:
        """Fill every bucket and forget the day's counts."""
        with self._lock:
            self._buckets.clear()
            self._sent.clear()

    def _taken(self, bucket: tuple[str, str]) -> bool:
        with self._lock:
            now, full = self.clock.timestamp(), float(self.burst)
            left, since = self._buckets.get(bucket, (full, now))
            # A clock put back fills nothing and empties nothing.
            left = min(left + max(now - since, 0.0) * self.per_minute / 60, full)
            allowed = left >= 1
            self._buckets[bucket] = (left - 1 if allowed else left, now)
            return allowed

    def _day(self, service: Service, channel: str) -> tuple[str, str, str]:
        return service.id, channel, self.clock.now().date().isoformat()
