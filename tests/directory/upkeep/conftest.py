"""A hub whose directory is kept, by an editor."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from directory.models import Organisation, Phone, Service, Taxonomy, TaxonomyTerm
from hub.loading import load
from tests.machinery.kept import HUB

TODAY = date(2026, 11, 29)
NOW = "2026-11-29T10:20:30+00:00"


@pytest.fixture
def hub(db):
    return load(HUB)


@pytest.fixture
def _today():
    """It is the 29th of November 2026, twenty past ten."""
    with time_machine.travel(NOW, tick=False):
        yield


def make(name="Example service", *, org="Example organisation", phone="", terms=(), **fields):
    """Save and publish a service, as an editor would."""
    organisation, _ = Organisation.objects.get_or_create(name=org)
    service = Service(
        name=name, organisation=organisation, live=False, **{"summary": "It helps."} | fields
    )
    if phone:
        service.phones = [Phone(number=phone)]
    if terms:
        service.taxonomy_terms = [term(each) for each in terms]
    service.save()
    service.save_revision().publish()
    return Service.objects.get(pk=service.pk)


def term(name):
    needs, _ = Taxonomy.objects.get_or_create(name="Needs", defaults={"description": "Needs."})
    return TaxonomyTerm.objects.get_or_create(
        name=name, taxonomy=needs, defaults={"description": "Words."}
    )[0]


@pytest.fixture
def edie(hub):
    """Someone who may keep the directory and nothing else."""
    person = User.objects.create_user(
        "edie", password="a quiet front door", email="edie@hub.example.org"
    )
    person.user_permissions.set(
        Permission.objects.filter(content_type__app_label="directory")
        | Permission.objects.filter(codename="access_admin")
    )
    return person


@pytest.fixture
def editor(edie) -> Client:
    client = Client()
    client.force_login(edie, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def visitor(hub) -> Client:
    return Client()
