"""The demonstration directory for another hub, and where an editor was there first."""

import pytest

from config.demo import directory as demonstration
from directory.models import Service
from tests.directory.conftest import make_service
from tests.directory.test_demonstration import NUMBERS

pytestmark = pytest.mark.django_db


def test_another_hub_gets_the_national_lines_only(hub):
    hub.slug = "another"
    hub.save()
    demonstration.make()

    assert not Service.objects.commissioned().exists()
    assert Service.objects.national_helplines().count() == len(NUMBERS)


def test_an_editors_own_service_of_that_name_stays(hub):
    make_service("Galop", summary="Ours.")
    demonstration.make()

    assert Service.objects.get(name="Galop").summary == "Ours."
