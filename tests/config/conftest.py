"""Some promises only a real PostgreSQL can keep, so their tests exist only where there is one."""

import os

import pytest

from config.demo import pages as demonstration_pages
from config.demo import people
from config.grants import statements
from directory.models import ConfidentialLocation, Location, ServiceAtLocation
from hub.loading import load
from tests.config.roles import run
from tests.directory.conftest import make_service
from tests.machinery.kept import HUB
from tests.machinery.memory import forget

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
collect_ignore_glob = [] if ON_POSTGRESQL else ["test_role_*.py"]


@pytest.fixture
def roles(db):
    """The grants, applied for one test."""
    run("\n".join(statements()))


@pytest.fixture
def installation(roles, keys):
    """A hub with one service, a refuge and its people, split into processes."""
    load(HUB)
    line = make_service("Example line", phone="08 08 16 89 111", always=True)
    hall = Location.objects.create(name="Example hall", city="Portsmouth")
    ServiceAtLocation.objects.create(service=line, location=hall)
    secret = ConfidentialLocation(service=line, address_1="1 Never Published Lane")
    ConfidentialLocation.objects.bulk_create([secret])  # beside it: its own pages stay as they are
    people.make()
    forget()


@pytest.fixture
def website(installation):
    """Its website too."""
    demonstration_pages.make()
    forget()
