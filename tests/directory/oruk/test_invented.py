"""The invented services that are measured on: so many, valid, and always the same."""

from config.bench.invented import make_services
from directory.models import Location, Organisation, Service


def test_the_same_are_invented_every_time(db):
    make_services(20)
    first = list(Service.objects.order_by("pk").values_list("pk", "name", "description"))
    Service.objects.all().delete()
    Organisation.objects.all().delete()
    Location.objects.all().delete()
    make_services(20)

    assert list(Service.objects.order_by("pk").values_list("pk", "name", "description")) == first
