"""``manage.py run``: five lines, one address for everything, and a clean end."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import ExitStack, closing

import psutil
import pytest
from django.core.management import CommandError, call_command

from tests.machinery import product as products
from tests.machinery.product import Product


def fetch(address: str) -> int:
    with urllib.request.urlopen(address, timeout=10) as response:
        return response.status


def run_with(tmp_path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "run"],
        cwd=products.ROOT,
        env=products.environment(tmp_path, 0) | settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_five_lines_say_where_everything_is(product: Product):
    lines = product.said.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in lines] == ["Website", "Get", "Queue", "CMS", "Messages"]
    for line in lines:
        assert re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert "password" in lines[2]
    assert "password" in lines[3]


@pytest.mark.database
def test_each_of_the_five_answers(product: Product):
    said = product.said.read_text(encoding="utf-8")
    addresses = re.findall(r"http://\S+", said)
    assert [fetch(address) for address in addresses] == [200] * 5


def test_nobody_waits_for_connections_that_say_nothing(product: Product):
    """Browsers open some before they need them; whoever wants to leave is answered all the same."""
    where = ("127.0.0.1", int(product.site.rpartition(":")[2]))
    with ExitStack() as silent:
        for _ in range(6):
            silent.enter_context(socket.create_connection(where, timeout=10))
        for _ in range(4):
            assert fetch(product.url("/get-help/")) == 200


def test_no_secret_is_on_a_command_line(product: Product):
    secrets = [path.read_text().strip() for path in (product.var / "secrets").iterdir()]
    assert secrets
    for pid in (product.process.pid, *product.pids.values()):
        shown = " ".join(psutil.Process(pid).cmdline())
        assert [secret for secret in secrets if secret in shown] == []


def test_all_of_it_fits_in_600_megabytes(product: Product):
    first = psutil.Process(product.process.pid)
    family = [first, *first.children(recursive=True)]
    assert len(family) >= 6
    assert sum(own_share(process) for process in family) < 600_000_000


def own_share(process: psutil.Process) -> int:
    """Bytes: the proportional set size where the system counts it, otherwise what is unshared."""
    memory = process.memory_full_info()
    return getattr(memory, "pss", memory.uss)


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run_with(tmp_path, PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"CommandError: Port {port} is in use already;")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["no", "-1", "0", "65536"])
def test_a_port_that_is_none_is_one_sentence(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match=r"it must be a number from 1 to 65535\.$"):
        call_command("run")


@pytest.fixture(scope="module")
def warm(tmp_path_factory, product: Product):
    """A copy of the product's folder, so that there is nothing left to make ready."""
    folder = tmp_path_factory.mktemp("warm")
    leave_out = shutil.ignore_patterns("db.sqlite3*", "run-*", "said*", "log*")
    shutil.copytree(product.var, folder, ignore=leave_out, dirs_exist_ok=True)
    with (
        closing(sqlite3.connect(product.var / "db.sqlite3")) as source,
        closing(sqlite3.connect(folder / "db.sqlite3")) as copy,
    ):
        source.backup(copy)
    return folder


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_told_to_stop_it_stops_all_and_exits_with_0(warm, number):
    running = products.start(warm)
    running.process.send_signal(number)
    assert running.process.wait(products.STOPPING) == 0
    assert [name for name, pid in running.pids.items() if psutil.pid_exists(pid)] == []
    assert not list(warm.glob("run-*.json"))


@pytest.mark.parametrize("name", ["worker", "web server", "stand-in for Notify"])
def test_when_one_dies_it_is_named_and_the_rest_stop(warm, name):
    running = products.start(warm)
    os.kill(running.pids[name], signal.SIGKILL)
    assert running.process.wait(products.STOPPING) == 1
    assert f"The {name} stopped by itself" in running.logged.read_text(encoding="utf-8")
    assert [name for name, pid in running.pids.items() if psutil.pid_exists(pid)] == []


def test_another_notify_can_stand_in(warm):
    running = products.start(
        warm, NOTIFY_BASE_URL="http://127.0.0.1:9", NOTIFY_API_KEY=f"given-{'1' * 36}-{'2' * 36}"
    )
    try:
        assert "stand-in for Notify" not in running.pids
        assert running.messages == "http://127.0.0.1:9"
    finally:
        assert running.stop() == 0
