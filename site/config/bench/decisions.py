"""How many decisions one process makes in a second, of all hubs in turn."""

import time
from datetime import UTC, datetime, timedelta
from itertools import cycle, product

from hub import profile
from hub.facts import HubFacts
from referrals_portal.triage import Facts, decide

SECONDS = 2.0
PROMISED = 100_000 / 60
RECEIVED = datetime(2026, 12, 24, 10, tzinfo=UTC)  # before the longest holiday of the year


def per_second() -> float:
    """Decide for two seconds, and return the rate."""
    hubs = [HubFacts.from_profile(profile.load(slug)) for slug in profile.slugs()]
    people = [
        Facts(
            received_at=RECEIVED + timedelta(hours=number),
            source=source,
            reported=reported,
            crime_types=(crime, "harassment"),
            age_band=age,
            markers=("repeat", "deaf"),
            offer_accepted_at=RECEIVED + timedelta(hours=number + 3),
        )
        for number, (source, reported, crime, age) in enumerate(
            product(("self", "police", "health"), ("yes", "no"), ("burglary", "domestic_abuse"),
                    ("18_59", "60_plus"))
        )
    ]  # fmt: skip
    cases = cycle(list(product(hubs, people)))
    done, started = 0, time.perf_counter()
    while (passed := time.perf_counter() - started) < SECONDS:
        decide(*next(cases))
        done += 1
    return done / passed
