"""A website with its demonstration pages, and the people who look at it."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from config.demo import pages as demonstration
from config.demo import people
from directory import answering
from hub import snapshot
from hub.loading import load
from pages import navigation

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def forget() -> None:
    """Forget what is kept in memory for one content generation: a rollback does not raise it."""
    snapshot.forget()
    navigation.forget()
    answering.forget()


@pytest.fixture
def the_hub(db):
    """The hub and its settings, without a website."""
    forget()
    yield load("hampshire-and-isle-of-wight")
    forget()


@pytest.fixture
def website(the_hub):
    """The website of the hub, as `make run` shows it."""
    demonstration.make()
    return demonstration


@pytest.fixture(scope="session")
def served(django_db_setup, django_db_blocker) -> dict[str, list[HttpResponse]]:
    """Every page as it is sent the first time and the second time, by address."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget()
        load("hampshire-and-isle-of-wight")
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
