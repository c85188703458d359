"""An address becomes secret while an import applies: on PostgreSQL, where both can write."""

import pytest

from directory.arriving.applying.services import Services
from directory.confidential import still_said
from directory.models import ConfidentialLocation, Service
from tests.directory.arriving.feeds import v3
from tests.directory.conftest import make_service
from tests.directory.elsewhere import elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_batch_is_finished_first_and_its_editor_told(hub, copy_from, monkeypatch):
    house = make_service("A house")
    said, ends = [], []
    real = Services.apply

    def hide():
        address = {"address_1": "7 Never Published Row"}
        said.extend(still_said(ConfidentialLocation.objects.create(service=house, **address)))

    def meanwhile(self, plans, marks):
        real(self, plans, marks)
        ends.append(elsewhere(hide))

    monkeypatch.setattr(Services, "apply", meanwhile)
    copy_from([v3(1, description="Come to 7 Never Published Row.")])
    (end,) = ends
    end()
    assert said == [f"service: {Service.objects.get(name='Service 1')}"]
