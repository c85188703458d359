"""Chromium for the browser tests: the machine's own, or Debian's package where that is allowed."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from subprocess import CalledProcessError

from config.setup.machine import Missing, run, say, succeeds

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MISSING = (
    "The browser tests need Chromium and this machine has none that set-up could find or install; "
    "install it (on Debian: apt-get install chromium), or name it in the variable CHROMIUM."
)


def find() -> Path | None:
    """Return the Chromium that the tests drive: what CHROMIUM names, or the first that exists."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if os.access(named, os.X_OK) else None
    return next(_present(), None)


def ensure() -> Path:
    """Return Chromium, installing Debian's package if need be; raise Missing if that fails."""
    found = find()
    if not found and not os.environ.get("CHROMIUM"):
        install_debian_package("chromium")
        found = find()
    if not found:
        raise Missing(MISSING)
    return found


def install_debian_package(name: str) -> bool:
    """Install a package where apt-get and the right to use it exist; return whether it was."""
    rights = _rights()
    if rights is None or not shutil.which("apt-get"):
        return False
    say(f"Installing Debian's package {name} ...")
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2")
    try:
        run(*rights, *quiet, "update")
        run(*rights, *quiet, "install", "--no-install-recommends", "--yes", name)
    except CalledProcessError:
        return False
    return True


def _present() -> Iterator[Path]:
    for name in NAMES:
        if path := shutil.which(name):
            yield Path(path)
    yield from (Path(path) for path in APPLICATIONS if os.access(path, os.X_OK))


def _rights() -> tuple[str, ...] | None:
    if os.geteuid() == 0:
        return ()
    return ("sudo", "--non-interactive") if succeeds("sudo", "--non-interactive", "true") else None
