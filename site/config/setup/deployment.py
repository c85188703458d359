"""``python -m config.setup.deployment``: Django's deployment check, under production's settings.

The environment is made up on the spot and thrown away: a secret nobody keeps, addresses that
nobody owns, an empty folder.
"""

import os
import secrets
import subprocess
import sys
import tempfile

from config.setup.machine import PYTHON, ROOT

ORIGIN = "https://hub.example.org"


def main() -> int:
    """Check every surface at once; the exit status is that of the check."""
    with tempfile.TemporaryDirectory(prefix="front-door-check-") as folder:
        return subprocess.run(
            [str(PYTHON), "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            cwd=ROOT,
            env=_environment(folder),
        ).returncode


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "KEYS_PASSPHRASE": secrets.token_urlsafe(32),
        "ALLOWED_HOSTS": "hub.example.org,front.example.org",
        "SITE_URL": ORIGIN,
        "FORM_URL": "https://front.example.org",
        "VAR": folder,
    }


if __name__ == "__main__":
    sys.exit(main())
