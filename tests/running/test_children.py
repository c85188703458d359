"""Processes are started, watched and stopped by their own ids."""

import os
import sys
import time

import psutil
import pytest

from config.running.children import Children, Died

SLEEPS = (sys.executable, "-c", "import time; time.sleep(60)")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "open(sys.argv[1], 'w').close(); time.sleep(60)",
)
HAS_A_CHILD = (
    sys.executable,
    "-c",
    "import os, sys, time\n"
    "child = os.fork()\n"
    "if child:\n"
    "    open(sys.argv[1], 'w').write(str(child))\n"
    "time.sleep(60)",
)


@pytest.fixture
def children():
    running = Children()
    yield running
    running.stop()


def is_alive(pid: int) -> bool:
    """Whether it still is, half a second after it was told to end."""
    for _ in range(10):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return False
        time.sleep(0.05)
    return True


def wait_for(path) -> None:
    for _ in range(100):
        if path.exists() and (path.name != "child" or path.read_text()):
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} never appeared")


def test_what_runs_is_not_reported(children):
    children.start("sleeper", SLEEPS, {})
    children.check()


def test_the_one_that_ended_is_named(children):
    children.start("sleeper", SLEEPS, {})
    children.start("quitter", (sys.executable, "-c", "raise SystemExit(7)"), {})
    with pytest.raises(Died, match=r"The quitter stopped by itself \(exit status 7\)\."):  # noqa: PT012
        for _ in range(100):
            children.check()
            time.sleep(0.05)


def test_stopping_leaves_nothing(children):
    children.start("one", SLEEPS, {})
    children.start("two", SLEEPS, {})
    pids = children.pids()
    children.stop()
    assert [name for name, pid in pids.items() if is_alive(pid)] == []
    assert children.pids() == {}


def test_one_that_will_not_end_is_killed(children, tmp_path, monkeypatch):
    monkeypatch.setattr("config.running.children.PATIENCE", 0.2)
    ready = tmp_path / "ready"
    children.start("stubborn", (*STUBBORN, str(ready)), {})
    wait_for(ready)
    pid = children.pids()["stubborn"]
    children.stop()
    assert not is_alive(pid)


def test_grandchildren_end_too(children, tmp_path):
    noted = tmp_path / "child"
    children.start("parent", (*HAS_A_CHILD, str(noted)), {})
    wait_for(noted)
    children.stop()
    assert not is_alive(int(noted.read_text()))


def test_settings_reach_a_child_without_being_on_its_command_line(children):
    children.start("sleeper", SLEEPS, {"NOTIFY_API_KEY": "a-key-for-a-child"})
    pid = children.pids()["sleeper"]
    assert "a-key-for-a-child" not in " ".join(psutil.Process(pid).cmdline())
    assert psutil.Process(pid).environ()["NOTIFY_API_KEY"] == "a-key-for-a-child"
    assert os.environ.get("NOTIFY_API_KEY") != "a-key-for-a-child"
