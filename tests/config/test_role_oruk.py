"""The website's own role answers every address of the open data, and has no other rights for it."""

import json

import pytest
from django.test import Client

from tests.config.roles import acting_as

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "", "/openapi.json", "/package.zip", "/services?full=true", "/services?minimal=true",
    "/services?search=line", "/services?day=MO&minimum_age=1", "/service_at_locations?full=true",
    "/service_at_locations?postcode=PO1+1AA", "/taxonomies", "/taxonomy_terms", "/organizations",
)  # fmt: skip


def test_the_public_process_answers_everything(installation):
    with acting_as("public"):
        client = Client()
        for address in ADDRESSES:
            assert client.get(f"/oruk/v3{address}").status_code == 200, address
        places = json.loads(client.get("/oruk/v3/service_at_locations").content)["contents"]
        detail = client.get(f"/oruk/v3/service_at_locations/{places[0]['id']}")
        assert b"Example hall" in detail.content
        assert b"Never Published" not in detail.content
