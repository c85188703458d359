"""How messages are going, and what people said of us: two pages of counts, for managers only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from hub.opening import is_open, next_opening
from hub.snapshot import current_hub
from referrals_portal.feedback import ANSWERS, POINTS
from referrals_portal.intake.rules.pages import managers_only
from referrals_portal.intake.said import FEWEST, MONTHS, said
from referrals_portal.messages.outbox import channels
from referrals_portal.messages.standing import Standing, standing
from referrals_portal.messages.troubles import ERRORS
from referrals_portal.models.outbox import MessageState

CHANNELS: Mapping[str, Any] = {"sms": _("As a text"), "email": _("As an email")}


@dataclass(frozen=True, slots=True)
class Line:
    """One state, and how many messages stand there on each channel."""

    state: Any
    numbers: tuple[tuple[Any, int], ...]


@managers_only
def messages(request: HttpRequest) -> HttpResponse:
    """Show how messages stand: whether all is well, else what to do; then the counts."""
    at = timezone.now()
    now, hours = standing(at), current_hub().hours
    context = {
        "opens_at": None if is_open(hours, at) else next_opening(hours, at),
        "section": "messages",
        "now": now,
        "at": at,
        "carries": bool(channels()),
        "channels": CHANNELS.values(),
        "lines": lines(now),
        "periods": [(now.lately, True), (now.day, False)],
        "waited": in_words(now.signs.waited),
        "in_doubt": in_words(now.in_doubt),
        "silent": in_words(at - now.signs.worker_seen) if now.signs.worker_seen else "",
        "error": ERRORS.get(now.signs.last_error, ""),  # type: ignore[call-overload]
        "per_minute": settings.NOTIFY_PER_MINUTE if settings.MESSAGES == "notify" else 0,
    }
    return render(request, "intake/messages.html", context)


def lines(now: Standing) -> list[Line]:
    """Return the states in their order, each with its counts."""
    return [
        Line(
            state.label,
            tuple((name, now.by_state[state.value, key]) for key, name in CHANNELS.items()),
        )
        for state in MessageState
    ]


def in_words(length: timedelta) -> str:
    """Return a length of time, to the minute."""
    at = timezone.now()
    return timesince(at - length, at)


@managers_only
def feedback(request: HttpRequest) -> HttpResponse:
    """Show what people said of us, in numbers that are too coarse to lead to anybody."""
    asked = current_hub().rules.messages.ask_feedback
    found = said(timezone.localdate())
    context = {
        "section": "feedback",
        "said": found,
        "any_said": any(number for each in found for _answer, number in each.answers),
        "points": [words for point, words in POINTS.items() if point in asked],
        "fewest": FEWEST,
        "months": MONTHS,
        "answers": ANSWERS.values(),
    }
    return render(request, "intake/feedback.html", context)
