"""A confidential location reaches no page, no search and no record but its own."""

import pytest
from django.apps import apps
from django.db import models
from django.template.loader import render_to_string

from config.demo.words.local_services import SECRET_PLACE
from directory import search
from directory.confidential import keep_secret
from directory.entries import entry_now
from directory.models import ConfidentialLocation, Location, Service

SECRETS = ("Never Published", "NEVER PUBLISHED", "Nevertown", "ZZ1 1AA")
SEARCHES = ("never published lane", "nevertown", "zz1", "refuge", "house", "1")


@pytest.fixture
def refuge(demonstrated, hub) -> Service:
    """The demonstration's, which the public may see, but for its place."""
    return Service.objects.get(name="Example refuge (invented)")


def hides(text: str) -> bool:
    return not any(secret in text for secret in (*SECRETS, SECRET_PLACE["name"]))


def test_the_demonstration_has_one(refuge):
    secret = ConfidentialLocation.objects.get(address_1="1 Never Published Lane")

    assert secret.service == refuge
    assert refuge.live
    assert refuge.address_is_secret


def test_it_is_no_place_of_anything(refuge):
    assert not refuge.places.exists()
    assert all(hides(" ".join(place.lines)) for place in Location.objects.all())


def test_no_page_shows_it(refuge, visitor):
    services = Service.objects.public()
    pages = ["/services/", *(f"/services/{service.slug}/" for service in services)]

    for address in pages:
        response = visitor.get(address)
        assert response.status_code == 200
        assert hides(response.content.decode()), address


def test_no_search_finds_or_shows_it(refuge, visitor):
    for words in SEARCHES:
        page = visitor.post("/services/", {"q": words}).content.decode()
        assert hides(page.replace(f'value="{words}"', "")), words
        assert words in ("refuge", "house") or refuge.pk not in search.find_ids(words)


def test_no_other_record_holds_it(refuge):
    """Not the text that is searched, not a revision, not the CMS's own index or log."""
    for model in apps.get_models():
        if model is ConfidentialLocation:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, (models.TextField, models.CharField, models.JSONField)):
                for value in model._base_manager.values_list(field.attname, flat=True):
                    assert not any(secret in str(value) for secret in SECRETS), field


def test_a_place_that_becomes_secret_is_gone_at_once(refuge, visitor):
    assert "Newport Police Station" in visitor.get("/services/victim-care-hub/").content.decode()
    location = Location.objects.get(name="Newport Police Station")
    keep_secret(location)

    page = visitor.get("/services/victim-care-hub/").content.decode()
    assert "Newport Police Station" not in page
    assert "Eastern Police Investigation Centre" in page


def test_not_even_a_preview_shows_it(refuge, rf):
    request = rf.get("/")
    context = refuge.get_preview_context(request, "")
    page = render_to_string(refuge.get_preview_template(request, ""), context, request)

    assert refuge.name in page
    assert hides(page)
    assert context["entry"] == entry_now(refuge)
