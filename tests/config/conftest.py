"""Some promises only a real PostgreSQL can keep, so their tests exist only where there is one."""

import os

import pytest

from config.demo import pages as demonstration_pages
from config.demo import people
from config.grants import statements
from directory import answering
from directory.models import Location, ServiceAtLocation
from hub import snapshot
from hub.loading import load
from pages import navigation
from tests.config.roles import run
from tests.directory.conftest import make_service

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
collect_ignore_glob = [] if ON_POSTGRESQL else ["test_role_*.py"]


def forget():
    for kept in (snapshot, navigation, answering):
        kept.forget()


@pytest.fixture
def roles(db):
    """The grants, applied for one test."""
    run("\n".join(statements()))


@pytest.fixture
def installation(roles, keys):
    """A hub with one service, a refuge and its people, split into processes."""
    forget()
    load("hampshire-and-isle-of-wight")
    refuge = Location.objects.create(name="Example refuge", is_confidential=True)
    line = make_service("Example line", phone="08 08 16 89 111", always=True)
    for place in (refuge, Location.objects.create(name="Example hall", city="Portsmouth")):
        ServiceAtLocation.objects.create(service=line, location=place)
    people.make()
    forget()
    yield
    forget()


@pytest.fixture
def website(installation):
    """Its website too."""
    demonstration_pages.make()
    forget()
