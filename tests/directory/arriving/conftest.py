"""Feeds that stand in for others, and fetchers that may ask them and nobody else."""

from pathlib import Path

import pytest

from directory.arriving.fetching import Fetcher, Limits

QUICK = Limits(silence=0.2, whole=0.4)


@pytest.fixture
def fetch_from():
    """``fetch_from(feed)``: a fetcher that may ask this feed only, and never waits long."""
    opened = []

    def one(feed, **named):
        named = {"loopback": True, "limits": QUICK, "pause": lambda seconds: None} | named
        opened.append(Fetcher([feed.host], **named))
        return opened[-1]

    yield one
    for fetcher in opened:
        fetcher.hang_up()


@pytest.fixture(scope="session")
def examples() -> Path:
    return Path(__file__).parent / "examples"
