"""What may be ordered over HTTP: POST /_control with a JSON object of orders.

============== ======================================================================
advance        seconds to move the clock by; what falls due on the way happens
skew           seconds by which the clock of authentication is off
next           list of faults, each met once unless told: a kind ("500"), or an object
               {"kind", "accepts", "times", "seconds", "on"}, see faults.Fault
faults         a while of faults, until null ends it: {"kinds": [a kind or
               {"kind", "accepts", "seconds"}], "share": 0.3, "on": "POST", "seed": 1},
               see faults.Spell; or a list of such, tried in turn
limits         {"per_minute": 3000, "per_day": {"sms": 250000}}
outcomes       {recipient or "*": status}, see course.Course
receipts       {"url", "copies", "out_of_order", "early", "late", "lost", "forged", "share",
               "seed"}, see receipts.Receipts; null ends every fault of receipts
send_receipts  list of bodies to post as they are: unknown ids, other services'
forge          list of {"way", "body"} to post as somebody would who is not Notify; "way" is
               "wrong-token", "no-token" or "token-in-query"
provider       {message's id or reference: status}: what a provider reports later of messages
revoke         a key's type or name
service        {"active", "trial", "permissions", "guest_list", "contact_details"}
reset          true: forget messages, faults and orders; keys count again
============== ======================================================================

Orders of one request are carried out in the order of `orders.ORDERS`, `reset` first.
GET /_control says how things stand and how many requests met which fault, /_control/messages
lists everything, and /_control/references counts what was ever accepted, by its reference.

Faults meet requests to /v2/ with the method `on`: "POST" if absent, "GET" or "*". Whether the
message is taken in all the same can be told by `accepts`, except for "refuse".

========== ======== ========================================================================
kind       accepted what the caller gets
========== ======== ========================================================================
500        no       the API's own error, in JSON
502, 503   no       an error of the edge, in HTML
504        no       a time-out of the server, in JSON
429        no       the limit of the minute
429-day    no       the limit of the day
delay      yes      the right answer, `seconds` late
slow       yes      the right answer in small pieces, which take `seconds` together
cut        yes      half of the right answer, then a reset
malformed  yes      201 (200 for GET) and JSON that is cut short
html       yes      201 (200 for GET) and a page that is no JSON
strange    yes      201 (200 for GET) and JSON that is not Notify's
hang       no       nothing, until the caller leaves or the stand-in stops
unanswered yes      the same
reset      no       a reset instead of an answer; so does "refuse"
drop       yes      the same
========== ======== ========================================================================
"""

from typing import TYPE_CHECKING, Any

from tests.standins.notify.orders import ORDERS
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
        "met": dict(notify.faults.met),
    }


def listing(notify: "NotifyStandIn") -> dict[str, Any]:
    """Every message, newest first, and every attempt at a receipt, oldest first."""
    shown = [
        notification(message, notify.url)
        | {name: getattr(message, name) for name in ("to", "sent_to", "key_type", "headers")}
        for message in reversed(list(notify.messages))
    ]
    attempts = [vars(attempt) for attempt in list(notify.receipts.attempts)]
    return {"messages": shown, "receipts": attempts}


def references(notify: "NotifyStandIn") -> dict[str, Any]:
    """How many messages were ever accepted with each reference, and how many without one."""
    counted = dict(notify.store.accepted)
    return {"without": counted.pop(None, 0), "references": counted}
