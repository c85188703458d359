"""The virtual environment: every package pinned and hashed, and this checkout on its path."""

import shutil
import sys
from subprocess import CalledProcessError

from config.setup import stamps
from config.setup.machine import PYTHON, ROOT, VENV, VENV_BIN, Missing, run, say, succeeds

REQUIREMENTS = ROOT / "requirements"
UV = VENV_BIN / "uv"
UV_PIP = (UV, "pip", "install", "--quiet", "--python", PYTHON)
PIP = (PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check")
# Where a company's proxy signs the traffic, only the machine's own certificates know it.
SYSTEM_CERTIFICATES = {"UV_SYSTEM_CERTS": "true"}
NO_VENV = (
    "Python's venv module is missing or incomplete on this machine; install it "
    "(on Debian and Ubuntu: apt-get install python3-venv) and run the same command again."
)


def install(lock: str) -> None:
    """Install ``requirements/<lock>.txt`` (``test`` contains ``run``) and the checkout itself."""
    _make_environment()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    wanted = stamps.fingerprint(python, REQUIREMENTS / f"{lock}.txt")
    if not stamps.is_fresh(f"packages-{lock}", wanted):
        say("Installing Python packages (once; about a minute) ...")
        _install_uv()
        _install("--require-hashes", "-r", str(REQUIREMENTS / f"{lock}.txt"))
        stamps.put(f"packages-{lock}", wanted)
    _install_checkout()


def _make_environment() -> None:
    if succeeds(PYTHON, "-c", "import pip"):
        return
    say("Making a virtual environment in .venv ...")
    if VENV.exists():
        shutil.rmtree(VENV)
    if not succeeds(sys.executable, "-c", "import venv, ensurepip"):
        raise Missing(NO_VENV)
    try:
        run(sys.executable, "-m", "venv", VENV)
    except CalledProcessError as error:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Missing(NO_VENV) from error


def _install_uv() -> None:
    """Bring uv, which installs several times faster than pip. Without it pip does the work."""
    if not UV.exists():
        try:
            run(*PIP, "install", "--require-hashes", "-r", REQUIREMENTS / "uv.txt")
        except CalledProcessError:
            say("uv could not be installed; going on with pip, which is slower.")


def _install_checkout() -> None:
    """Put "." and "site" on the environment's path, so that rooms import from the checkout."""
    wanted = stamps.fingerprint(str(ROOT), ROOT / "pyproject.toml")
    if not stamps.is_fresh("checkout", wanted):
        _install("--no-deps", "--no-build-isolation", "--editable", ".")
        stamps.put("checkout", wanted)


def _install(*arguments: str) -> None:
    if UV.exists():
        try:
            run(
                UV,
                "pip",
                "install",
                "--quiet",
                "--python",
                PYTHON,
                *arguments,
                env=SYSTEM_CERTIFICATES,
            )
            return
        except CalledProcessError:
            say("uv could not install them; trying with pip, which has settings of its own.")
    run(*PIP, "install", *arguments)
