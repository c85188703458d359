"""An import runs as the CMS: it must know what is secret, and no other process may."""

import pytest
from django.test import override_settings

from directory.arriving import importing
from directory.models import Service
from tests.config.roles import acting_as, may
from tests.directory.arriving.feeds import many, v3


def copy(records):
    feed = importing.feed_named("theirs", "https://feed.example.org/oruk/v3", trusted=True)
    return importing.run(feed, records)


def test_the_cms_imports_changes_and_takes_out(installation, tmp_path):
    with override_settings(VAR=tmp_path), acting_as("cms"):
        assert copy(many(10)).outcome.made == 10
        opened = Service.objects.get(name="Service 3")
        opened.save_revision().publish()
        assert copy([v3(n, description="Other words.") for n in range(9)]).outcome.changed == 9
        secret = v3(1, summary="1 Never Published Lane")
        assert "Service 1" in copy([secret, *many(9)[2:], v3(0)]).left_out[0]


@pytest.mark.parametrize("role", ["public", "form", "intake", "worker"])
@pytest.mark.parametrize("table", ["directory_feed", "directory_arrival"])
def test_nobody_else_learns_what_came_from_where(installation, role, table):
    assert not may(role, f"SELECT count(*) FROM {table}")
    assert not may(role, f"DELETE FROM {table}")
