"""wrk, the load generator for everything that is fetched."""

import re
import shutil
import subprocess

from config.setup.chromium import install_debian_package
from config.setup.machine import Missing

CONNECTIONS = 8
MISSING = "The benchmark needs wrk; install it (on Debian: apt-get install wrk) and run it again."


def find() -> str:
    """Return where wrk is, installing Debian's package if need be; raise Missing without it."""
    if not shutil.which("wrk"):
        install_debian_package("wrk")
    found = shutil.which("wrk")
    if not found:
        raise Missing(MISSING)
    return found


def version() -> str:
    """Return what wrk calls itself, for example ``wrk 4.1.0``."""
    said = subprocess.run([find(), "--version"], capture_output=True, text=True).stdout
    return " ".join(said.split()[:2])


def requests_per_second(address: str, seconds: int, cookie: str = "") -> float:
    """Fetch an address as fast as it is answered; raise RuntimeError if anything went wrong.

    cookie: the value of a Cookie header, or nothing.
    """
    headers = ["--header", f"Cookie: {cookie}"] if cookie else []
    command = [find(), "--threads", "1", "--connections", str(CONNECTIONS)]
    said = subprocess.run(
        [*command, "--duration", f"{seconds}s", *headers, address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    wrong = re.search(r"Non-2xx or 3xx responses: \d+|Socket errors: .*[1-9].*", said)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if wrong or not found:
        raise RuntimeError(f"wrk on {address}: {wrong[0] if wrong else said}")
    return float(found[1])
