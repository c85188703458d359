"""What tests may order over HTTP: POST /_control with a JSON object of orders.

============== ======================================================================
advance        seconds to move the clock by; what falls due on the way happens
skew           seconds by which the clock of authentication is off
next           list of faults: a kind ("500"), or an object of faults.Fault's fields
limits         {"per_minute": 3000, "per_day": {"sms": 250000}}
outcomes       {recipient or "*": status}, see course.Course
receipts       {"url", "copies", "out_of_order", "early", "lost"}, see receipts.Receipts
send_receipts  list of bodies to post as they are: unknown ids, other services'
revoke         a key's type or name
service        {"active", "trial", "permissions", "guest_list", "contact_details"}
reset          true: forget messages, faults and orders; keys count again
============== ======================================================================

Orders of one request are carried out in this order, `reset` first.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.standins.notify.course import OUTCOMES
from tests.standins.notify.shapes import notification, written

if TYPE_CHECKING:
    from tests.standins.notify.standin import NotifyStandIn


class Order(ValueError):
    """An order that cannot be carried out; the message says why."""


def carry_out(notify: "NotifyStandIn", orders: Any) -> dict[str, Any]:
    """Carry out every order and say how things stand. Raises Order; then nothing more is done."""
    if not isinstance(orders, dict):
        raise Order("orders are a JSON object")
    if unknown := sorted(set(orders) - set(ORDERS)):
        raise Order(f"no such order: {', '.join(unknown)}; there are {', '.join(ORDERS)}")
    for name, order in ORDERS.items():
        if name in orders:
            try:
                order(notify, orders[name])
            except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
                raise Order(f"{name}: {error}") from error
    return standing(notify)


def standing(notify: "NotifyStandIn") -> dict[str, Any]:
    """The time on the stand-in's clock, and how much there is of everything."""
    return {
        "now": written(notify.clock.now()),
        "messages": len(notify.messages),
        "receipts": len(notify.receipts.attempts),
        "faults": len(notify.faults.queue),
    }


def listing(notify: "NotifyStandIn") -> dict[str, Any]:
    """Every message, newest first, and every attempt at a receipt, oldest first."""
    shown = [
        notification(message, notify.url) | {"to": message.to, "key_type": message.key_type}
        for message in reversed(list(notify.messages))
    ]
    attempts = [
        {"body": attempt.body, "number": attempt.number, "status": attempt.status}
        for attempt in list(notify.receipts.attempts)
    ]
    return {"messages": shown, "receipts": attempts}


def _next(notify: "NotifyStandIn", faults: Any) -> None:
    for fault in faults:
        if isinstance(fault, dict):
            notify.next(**fault)
        else:
            notify.next(str(fault))


def _limits(notify: "NotifyStandIn", limits: dict[str, Any]) -> None:
    notify.limits.per_minute = int(limits.get("per_minute", notify.limits.per_minute))
    for channel, limit in limits.get("per_day", {}).items():
        notify.limits.per_day[channel] = int(limit)


def _outcomes(notify: "NotifyStandIn", outcomes: dict[str, str]) -> None:
    if wrong := set(outcomes.values()) - OUTCOMES:
        raise ValueError(f"{', '.join(sorted(wrong))} is not among {', '.join(sorted(OUTCOMES))}")
    notify.course.outcomes = dict(outcomes)


def _receipts(notify: "NotifyStandIn", wanted: dict[str, Any]) -> None:
    _set(notify.receipts, wanted, {"url", "copies", "out_of_order", "early", "lost"})


def _send_receipts(notify: "NotifyStandIn", bodies: list[dict[str, Any]]) -> None:
    for body in bodies:
        notify.receipts.send(dict(body))


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


def _skew(notify: "NotifyStandIn", seconds: Any) -> None:
    notify.clock.skew = float(seconds)


def _reset(notify: "NotifyStandIn", wanted: Any) -> None:
    if wanted:
        notify.reset()


ORDERS: dict[str, Callable[["NotifyStandIn", Any], None]] = {
    "reset": _reset,
    "service": _service,
    "limits": _limits,
    "outcomes": _outcomes,
    "receipts": _receipts,
    "next": _next,
    "revoke": lambda notify, key: notify.revoke(str(key)),
    "skew": _skew,
    "send_receipts": _send_receipts,
    "advance": lambda notify, seconds: notify.advance(float(seconds)),
}
