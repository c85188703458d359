"""A directory of before, with a refuge among its places, becomes one of today."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("directory", "0002_postcode_points")]


@pytest.fixture
def old():
    """The tables and models of before; those of today come back afterwards."""
    executor = MigrationExecutor(connection)
    today = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    executor = MigrationExecutor(connection)
    executor.migrate(today)


def upgrade():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    return executor.loader.project_state(executor.loader.graph.leaf_nodes()).apps


def make(apps, place=True):
    models = {name: apps.get_model("directory", name) for name in (
        "Organisation", "Service", "Location", "ServiceAtLocation", "TaxonomyTerm")}  # fmt: skip
    trust = models["Organisation"].objects.create(name="Trust")
    term = models["TaxonomyTerm"].objects.create(name="Domestic abuse", description="At home.")
    service = models["Service"].objects.create(
        name="Refuge", slug="refuge", organisation=trust, summary="It helps."
    )
    service.taxonomy_terms.add(term)
    house = models["Location"].objects.create(name="House", is_confidential=True, city="Nevertown")
    hall = models["Location"].objects.create(name="Hall")
    for location in (house, hall) if place else (hall,):
        models["ServiceAtLocation"].objects.create(service=service, location=location)


def test_the_secret_place_has_a_table_of_its_own(old):
    make(old)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE old_role")
            cursor.execute('ALTER TABLE "directory_location" ENABLE ROW LEVEL SECURITY')
            cursor.execute(
                'CREATE POLICY "old" ON "directory_location" TO old_role '
                "USING (NOT is_confidential)"
            )
    now = upgrade()
    try:
        kept = now.get_model("directory", "ConfidentialLocation").objects.get()
        service = now.get_model("directory", "Service").objects.get()
        term = now.get_model("directory", "TaxonomyTerm").objects.get()
        places = now.get_model("directory", "Location").objects
        assert (kept.city, kept.service_id, service.address_is_secret) == (
            "Nevertown", service.pk, True,
        )  # fmt: skip
        assert [place.name for place in places.all()] == ["Hall"]
        assert (term.slug, term.taxonomy.purpose) == ("domestic-abuse", "happened")
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("DROP ROLE old_role")
