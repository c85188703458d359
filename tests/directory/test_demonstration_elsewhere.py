"""The demonstration directory for another hub, and where an editor was there first."""

import pytest

from config.demo import directory as demonstration
from directory.models import Service, Taxonomy, TaxonomyTerm
from tests.directory.conftest import make_service
from tests.directory.test_demonstration import NUMBERS

pytestmark = pytest.mark.django_db


def test_another_hub_gets_the_national_lines_only(hub):
    hub.slug = "another"
    hub.save()
    demonstration.make()

    assert not Service.objects.commissioned().exists()
    assert Service.objects.national_helplines().count() == len(NUMBERS)
    assert Service.objects.public().count() == len(NUMBERS) + 2
    assert not Service.objects.public().filter(organisation__name__contains="invented").exists()


def test_its_refuge_is_a_draft_for_editors_to_see_how_an_address_is_kept(hub):
    hub.slug = "another"
    hub.save()
    demonstration.make()
    refuge = Service.objects.get(address_is_secret=True)

    assert not refuge.live
    assert refuge.latest_revision


def test_an_editors_own_service_of_that_name_stays(hub):
    make_service("Galop", summary="Ours.")
    demonstration.make()

    assert Service.objects.get(name="Galop").summary == "Ours."


def test_an_editors_own_service_at_an_address_that_an_invented_one_would_have(hub):
    mine = make_service("Example safe steps, Aldershot, invented", summary="Ours.")
    demonstration.make()

    assert Service.objects.get(slug=mine.slug).summary == "Ours."
    assert (
        Service.objects.get(name="Example Safe Steps, Aldershot (invented)").slug
        == f"{mine.slug}-2"
    )


def test_a_term_that_editors_have_in_another_list_is_not_made_twice(hub):
    needs = Taxonomy.objects.get(purpose="help")
    TaxonomyTerm.objects.create(taxonomy=needs, name="Stalking", description="Ours.")
    demonstration.make()

    assert TaxonomyTerm.objects.get(name="Stalking").description == "Ours."
