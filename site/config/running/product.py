"""The product's processes: the web server, the worker, and the stand-in where there is one."""

import http.client
import sys
from collections.abc import Callable, Mapping

from django.conf import settings

from config.running import ports
from config.running.children import Children, Died
from config.running.notify import Messages

STARTING = 60.0  # seconds until everything must answer
WORKERS = 2
# Browsers open connections before they need them. A process with one thread would wait for such a
# one, half a minute long, and everybody with it, whoever wants to leave too.
THREADS = 8
GUNICORN = (
    sys.executable, "-m", "gunicorn", "config.wsgi", "--preload", "--workers", str(WORKERS),
    "--threads", str(THREADS),
    "--log-level", "critical", "--graceful-timeout", "5", "--no-control-socket",
    "--forwarder-headers", "",
)  # fmt: skip
WORKER = (sys.executable, str(settings.BASE_DIR / "manage.py"), "worker")


def start(children: Children, port: int, messages: Messages) -> None:
    """Start every process; none is known to answer yet."""
    if messages.command:
        children.start("stand-in for Notify", messages.command, messages.secrets)
    start_web_server(children, port, messages.environment)
    children.start("worker", WORKER, messages.environment | messages.secrets)


def start_web_server(
    children: Children, port: int, environment: Mapping[str, str], name: str = "web server"
) -> None:
    """Start gunicorn on this machine's own address."""
    bind = ("--bind", f"{ports.LOOPBACK}:{port}")
    children.start(name, (*GUNICORN, *bind), environment)


def wait_until_ready(children: Children, port: int, wait: Callable[[float], bool]) -> bool:
    """Return True when the product answers that it is ready, False when told to stop before.

    Raises Died when a process ends meanwhile, or when it takes more than a minute.
    """
    for _ in range(int(STARTING / 0.1)):
        children.check()
        if _is_ready(port):
            return True
        if wait(0.1):
            return False
    raise Died("The web server did not become ready; what it said is above.")


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(ports.LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
