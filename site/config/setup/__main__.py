"""The order of set-up, one line a step; what is up to date is skipped."""

import subprocess
import sys

from config.setup import catalogues, chromium, front_end, packages
from config.setup.machine import Missing, say

PURPOSES = ("run", "check", "test", "bench")


def main(purpose: str) -> int:
    """Make everything ready for ``purpose``; the exit status is 0, or 1 after one sentence."""
    try:
        packages.install("run" if purpose == "run" else "test")
        catalogues.compile_all()
        if purpose != "check":
            front_end.build(for_tests=purpose == "test")
        if purpose == "test":
            chromium.ensure()
    except Missing as sentence:
        say(str(sentence))
        return 1
    except subprocess.CalledProcessError as error:
        say(f"The set-up stopped, because this failed (what it said is above): {error.cmd[0]}")
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PURPOSES:
        say(f"Say what to set up for: {', '.join(PURPOSES)}.")
        raise SystemExit(1)
    raise SystemExit(main(sys.argv[1]))
