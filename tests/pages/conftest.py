"""A website with its demonstration pages, and the people who look at it."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from config.demo import pages as demonstration
from config.demo import people
from hub.loading import load
from tests.machinery.kept import HUB
from tests.machinery.memory import forget

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def the_hub(db):
    """The hub and its settings, without a website."""
    return load(HUB)


@pytest.fixture(scope="module")
def made_once(make_once):
    """The website of the demonstration, for a whole module."""
    make_once(demonstration.make)


@pytest.fixture
def website(made_once, the_hub):
    """The website of the hub, as `make run` shows it."""
    return demonstration


@pytest.fixture(scope="session")
def served(django_db_setup, django_db_blocker) -> dict[str, list[HttpResponse]]:
    """Every page as it is sent the first time and the second time, by address."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget()
        load(HUB)
        demonstration.make()
        client = Client()
        addresses = [page.url for page in Page.objects.live().filter(depth__gt=1)]
        answers = {address: [client.get(address) for _ in range(2)] for address in addresses}
        transaction.set_rollback(True)
    forget()
    return answers


@pytest.fixture
def visitor(website) -> Client:
    """Someone who is not signed in, and whose browser keeps cookies."""
    return Client()


@pytest.fixture
def signed_in(the_hub):
    """A function that signs a demonstration person in, by user name."""
    people.make()

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username), MODEL_BACKEND)
        return client

    return sign_in
