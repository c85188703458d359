"""Message catalogues: compiled by Babel, because a bare machine has no gettext."""

from config.setup import stamps
from config.setup.machine import ROOT, VENV_BIN, run

LOCALE = ROOT / "site" / "locale"


def compile_all() -> None:
    """Compile every ``django.po`` that changed; with no catalogues there is nothing to do."""
    sources = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
    wanted = stamps.fingerprint(*sources)
    outputs = [path.with_suffix(".mo") for path in sources]
    if not sources or stamps.is_fresh("catalogues", wanted, outputs):
        return
    run(VENV_BIN / "pybabel", "--quiet", "compile", "--directory", LOCALE, "--domain", "django")
    stamps.put("catalogues", wanted)
