"""How each order of `control` is carried out."""

import random
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.standins.notify.course import OUTCOMES
from tests.standins.notify.faults import Fault, Spell
from tests.standins.notify.receipts import FORGERIES

if TYPE_CHECKING:
    from tests.standins.notify.standin import NotifyStandIn


def _next(notify: "NotifyStandIn", faults: Any) -> None:
    for fault in faults:
        if isinstance(fault, dict):
            notify.next(**fault)
        else:
            notify.next(str(fault))


def _faults(notify: "NotifyStandIn", spells: Any) -> None:
    wanted = spells if isinstance(spells, list) else [spells] if spells else []
    notify.faults.spells = [_spell(**spell) for spell in wanted]


def _spell(kinds: list[Any], **details: Any) -> Spell:
    return Spell([_kind(**k) if isinstance(k, dict) else Fault(str(k)) for k in kinds], **details)


def _kind(kind: str, accepts: bool | None = None, seconds: float = 60.0) -> Fault:
    return Fault(kind, accepts, times=None, seconds=seconds)


def _limits(notify: "NotifyStandIn", limits: dict[str, Any]) -> None:
    notify.limits.per_minute = int(limits.get("per_minute", notify.limits.per_minute))
    for channel, limit in limits.get("per_day", {}).items():
        notify.limits.per_day[channel] = int(limit)


def _outcomes(notify: "NotifyStandIn", outcomes: dict[str, str]) -> None:
    if wrong := set(outcomes.values()) - OUTCOMES:
        raise ValueError(f"{', '.join(sorted(wrong))} is not among {', '.join(sorted(OUTCOMES))}")
    notify.course.outcomes = dict(outcomes)


def _receipts(notify: "NotifyStandIn", wanted: dict[str, Any] | None) -> None:
    if wanted is None:
        notify.receipts.end_faults()
        return
    if wrong := set(wanted.get("forged", ())) - FORGERIES:
        raise ValueError(f"{', '.join(sorted(wrong))} is not among {', '.join(sorted(FORGERIES))}")
    values = {
        name: NUMBERS[name](value) if name in NUMBERS else value for name, value in wanted.items()
    }
    if "seed" in values:
        values["chance"] = random.Random(values.pop("seed"))
    switches = {"out_of_order", "early", "lost"}
    _set(notify.receipts, values, {"url", "forged", "chance", *NUMBERS, *switches})


def _send_receipts(notify: "NotifyStandIn", bodies: list[dict[str, Any]]) -> None:
    for body in bodies:
        notify.receipts.send(dict(body))


def _forge(notify: "NotifyStandIn", forgeries: list[dict[str, Any]]) -> None:
    for forgery in forgeries:
        if forgery["way"] not in FORGERIES:
            raise ValueError(f"a way is one of {', '.join(sorted(FORGERIES))}")
        notify.receipts.forge(dict(forgery["body"]), forgery["way"])


def _provider(notify: "NotifyStandIn", reports: dict[str, str]) -> None:
    for about, status in reports.items():
        found = [m for m in list(notify.messages) if about in (m.id, m.reference)]
        if not found or status not in OUTCOMES:
            raise ValueError(f"no message {about}, or no status {status}")
        for message in found:
            notify.course.hear(message, status)


def _service(notify: "NotifyStandIn", wanted: dict[str, Any]) -> None:
    values = {
        name: set(value) if name in {"permissions", "guest_list"} else value
        for name, value in wanted.items()
    }
    known = {"active", "trial", "permissions", "guest_list", "contact_details"}
    _set(notify.service, values, known)


def _set(target: object, values: dict[str, Any], known: set[str]) -> None:
    if unknown := set(values) - known:
        raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(target, name, value)


def _seconds(number: Any) -> float:
    if not 0 <= float(number) < threading.TIMEOUT_MAX:
        raise ValueError("seconds are a number from nought")
    return float(number)


def _skew(notify: "NotifyStandIn", seconds: Any) -> None:
    notify.clock.skew = float(seconds)


def _reset(notify: "NotifyStandIn", wanted: Any) -> None:
    if wanted:
        notify.reset()


NUMBERS: dict[str, Callable[[Any], float]] = {"copies": int, "late": _seconds, "share": float}
# What a test may order, in the order in which it is done.
ORDERS: dict[str, Callable[["NotifyStandIn", Any], None]] = {
    "reset": _reset,
    "service": _service,
    "limits": _limits,
    "outcomes": _outcomes,
    "receipts": _receipts,
    "next": _next,
    "faults": _faults,
    "revoke": lambda notify, key: notify.revoke(str(key)),
    "skew": _skew,
    "send_receipts": _send_receipts,
    "forge": _forge,
    "provider": _provider,
    "advance": lambda notify, seconds: notify.advance(float(seconds)),
}
