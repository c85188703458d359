"""How a fault looks on the wire: late, in pieces, broken off, silent, reset."""

import socket
import struct
import threading
from typing import TYPE_CHECKING

from tests.standins.notify.faults import RESET, SILENT, Fault

if TYPE_CHECKING:
    from tests.standins.notify.edge import Edge, Reply

AT_ONCE = struct.pack("ii", 1, 0)
PIECES = 20


def misbehave(edge: "Edge", fault: Fault, right: "Reply | None", stopping: threading.Event) -> None:
    """Answer as the fault has it. `right` is the right answer, or None if nothing was accepted.

    Where the fault is about the right answer and there is none, the connection is reset.
    Waits no longer than until `stopping` is set.
    """
    wrong = fault.answer(edge.command)
    if wrong:
        edge.write(*wrong)
    elif fault.kind in SILENT:
        _wait_for_the_caller(edge)
    elif fault.kind in RESET or right is None:
        _hang_up(edge, fault, stopping)
    elif fault.kind == "delay":
        stopping.wait(fault.seconds)
        edge.write(*right)
    elif fault.kind == "slow":
        _in_pieces(edge, right, fault.seconds, stopping)
    else:
        _break_off(edge, right)


def _wait_for_the_caller(edge: "Edge") -> None:
    """Say nothing until the caller, or the server as it stops, closes the connection."""
    edge.close_connection = True
    edge.connection.settimeout(None)
    while edge.connection.recv(4096):
        continue


def _hang_up(edge: "Edge", fault: Fault, stopping: threading.Event) -> None:
    if fault.kind == "delay":
        stopping.wait(fault.seconds)
    _reset(edge)


def _in_pieces(edge: "Edge", right: "Reply", seconds: float, stopping: threading.Event) -> None:
    status, kind, body = right
    edge.head(status, kind, len(body))
    size = max(1, -(-len(body) // PIECES))
    for start in range(0, len(body), size):
        edge.wfile.flush()
        stopping.wait(seconds / PIECES)
        edge.wfile.write(body[start : start + size])


def _break_off(edge: "Edge", right: "Reply") -> None:
    status, kind, body = right
    edge.head(status, kind, len(body))
    edge.wfile.write(body[: len(body) // 2])
    edge.wfile.flush()
    _reset(edge)


def _reset(edge: "Edge") -> None:
    edge.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    edge.close_connection = True
