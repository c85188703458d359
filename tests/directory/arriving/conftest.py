"""Feeds that stand in for others, and fetchers that may ask them and nobody else."""

import pytest

from directory.arriving import importing
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


@pytest.fixture
def copy_from(settings, tmp_path):
    """``copy_from(records)``: import them as the feed "theirs"; trusted unless told otherwise."""
    settings.VAR = tmp_path

    def one(records, *, trusted=True, **named):
        feed = importing.feed_named("theirs", "https://feed.example.org/oruk/v3", trusted)
        return importing.run(feed, records, **named)

    return one
