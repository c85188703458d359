#!/usr/bin/env python
"""The one entry point for every command of Front Door.

Without any environment it runs with the development settings; as soon as the environment names
a ``SECRET_KEY`` or a ``DATABASE_URL`` it runs with production's, so that a server is never
administered with relaxed settings by mistake.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    """Run the command named on the command line."""
    production = any(
        name in os.environ
        for key in ("SECRET_KEY", "DATABASE_URL")
        for name in (key, f"{key}_FILE")
    )
    settings = "config.settings.production" if production else "config.settings.dev"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    # `site/` is a source root. A bare checkout does not have it on the path.
    sys.path[:0] = [p for p in (str(ROOT), str(ROOT / "site")) if p not in sys.path]
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
