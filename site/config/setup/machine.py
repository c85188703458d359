"""This machine and this checkout: where things are, and how set-up speaks and runs programs."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
VENV_BIN = VENV / "bin"
PYTHON = VENV_BIN / "python"


class Missing(Exception):
    """Something that set-up cannot bring; its text is the one sentence to print."""


def say(sentence: str) -> None:
    """Print one line of progress or refusal, on stderr so that stdout stays a program's own."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a program in the checkout, its output to stderr; raise CalledProcessError if it fails."""
    subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=os.environ | (env or {}),
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),
        check=True,
    )


def succeeds(*command: str | Path) -> bool:
    """Return whether a program runs and exits with 0; its output is thrown away."""
    try:
        done = subprocess.run(
            [str(part) for part in command], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True
        )
    except OSError:
        return False
    return done.returncode == 0
