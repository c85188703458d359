"""The network is shut: a test that reaches for another machine fails, wherever it runs."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest


class AnotherMachine(AssertionError):
    """A test tried to reach something that is not this machine."""


def _refuse_strangers(family: int, address: Any) -> None:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = address[0]
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise AnotherMachine(f"A test tried to connect to {host}.")


@pytest.fixture(scope="session", autouse=True)
def _shut_network() -> Iterator[None]:
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:
        _refuse_strangers(self.family, address)
        return connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in (None, "", "localhost"):
            try:
                ipaddress.ip_address(name)
            except ValueError:
                raise AnotherMachine(f"A test tried to look {name} up.") from None
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield
