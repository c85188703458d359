"""How many referrals one process can seal in a second."""

import time
import uuid

from referrals_portal.sealing import Place, seal

SECONDS = 2.0
CONTENT = {"words": "x" * 3500}  # a long answer: 4 KiB once padded


def per_second() -> float:
    """Seal for two seconds, and return the rate."""
    done, started = 0, time.perf_counter()
    while (passed := time.perf_counter() - started) < SECONDS:
        seal(CONTENT, Place("referral", uuid.uuid4()))
        done += 1
    return done / passed
