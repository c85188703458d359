"""Services made in one line, and people who look at them."""

from datetime import time

import pytest
from django.test import Client

from config.demo import directory as demonstration
from directory import search
from directory.models import Organisation, Phone, Schedule, Service, Taxonomy, TaxonomyTerm
from hub.loading import load
from tests.machinery.kept import HUB
from tests.machinery.migrated import on_postgresql

collect_ignore_glob = [] if on_postgresql() else ["*/test_races.py"]


@pytest.fixture
def hub(db):
    """The hub of Hampshire and the Isle of Wight: 0808 178 1641, Monday to Friday, 9 to 5."""
    return load(HUB)


@pytest.fixture(scope="module")
def demonstrated(make_once):
    """The directory of the demonstration, for a whole module; use it with `hub`, before it."""
    make_once(demonstration.make)


def found(words):
    """Return the names of what is found under these words, best first."""
    search.building.current.forget()
    names = dict(Service.objects.values_list("pk", "name"))
    return [names[key] for key in search.find_ids(words)]


def make_term(name, description="It is about this.", purpose="happened", **fields):
    """Return the term of that name in one of the three lists; make it where there is none."""
    taxonomy = Taxonomy.objects.get(purpose=purpose)
    made = {"description": description} | fields
    return TaxonomyTerm.objects.get_or_create(name=name, taxonomy=taxonomy, defaults=made)[0]


def make_service(name="Example service", *, org="Example organisation", terms=(), **fields):
    """Save a service. ``phone``, ``always`` and ``open`` ("MO,TU", 9, 17) are shorthands."""
    phone, always, hours = (fields.pop(key, None) for key in ("phone", "always", "open"))
    organisation, _ = Organisation.objects.get_or_create(name=org)
    service = Service(
        name=name, organisation=organisation, summary=fields.pop("summary", "It helps."), **fields
    )
    if phone:
        service.phones = [Phone(number=phone)]
    if always:
        service.schedules = [Schedule(always=True)]
    if hours:
        days, opens, closes = hours
        service.schedules = [Schedule(byday=days, opens_at=time(opens), closes_at=time(closes))]
    service.taxonomy_terms = [make_term(*term) for term in dict(terms).items()]
    service.save()
    return service


@pytest.fixture
def supportline(hub) -> Service:
    """A national line that answers day and night, also for the hub."""
    return make_service(
        "Victim Support Supportline",
        org="Victim Support",
        phone="08 08 16 89 111",
        always=True,
        is_national_helpline=True,
        answers_when_hub_is_closed=True,
        answering_order=1,
    )


@pytest.fixture
def visitor(hub) -> Client:
    """Someone who is not signed in, and whose browser keeps cookies."""
    return Client()
