"""Another system that reads the directory: each of its answers is checked by the schemas."""

import json
import uuid
from datetime import date, time

import pytest
from django.test import Client

from directory.models import (
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Session,
    Taxonomy,
    TaxonomyTerm,
)
from tests.directory.oruk import checking

BASE = "/oruk/v3"


class Reader:
    """Asks, and fails the test if an answer is not what the schemas say."""

    def __init__(self):
        self.client = Client()

    def ask(self, path="", **parameters):
        return self.client.get(f"{BASE}{path}", parameters)

    def get(self, path="", **parameters):
        """Return what is said at an address below the base; it must be 200, and valid."""
        response = self.ask(path, **parameters)
        assert response.status_code == 200, response.content
        assert response["Content-Type"] == "application/json"
        said = json.loads(response.content)
        if not parameters.get("minimal"):
            assert checking.wrong(pattern(path), said) == []
        return said

    def ids(self, path, **parameters):
        return [each["id"] for each in self.get(path, **parameters)["contents"]]

    def names(self, path="/services", **parameters):
        return {each["name"] for each in self.get(path, **parameters)["contents"]}

    def refused(self, path, status, **parameters):
        """Return the error of an answer that is not 200."""
        response = self.ask(path, **parameters)
        assert response.status_code == status
        said = json.loads(response.content)
        assert checking.ours("services", "400").is_valid(said)
        assert said["status"] == status
        return said["error"]


def pattern(path):
    """Return the address as the document writes it."""
    first, _, rest = path.strip("/").partition("/")
    return f"{first}/{{id}}" if rest else first


@pytest.fixture
def reader(hub):
    return Reader()


@pytest.fixture
def term(db):
    return TaxonomyTerm.objects.create(
        taxonomy=Taxonomy.objects.get(purpose="audience"),
        name="Older people",
        description="Anyone over 60.",
        other_words="pensioners",
        term_uri="https://example.org/terms/older",
    )


@pytest.fixture
def library(db):
    return Location.objects.create(
        name="Example library",
        address_1="1 Example Street",
        city="Southampton",
        state_province="Hampshire",
        postal_code="SO14 1AA",
        latitude=50.9,
        longitude=-1.4,
        accessibility="A ramp at the side.",
    )


@pytest.fixture
def rich(hub, term, library):
    """A service of which everything is known."""
    organisation = Organisation.objects.create(
        name="Example Trust",
        alternate_name="The ET",
        description="A charity.",
        website="https://example.org",
        email="hello@example.org",
        charity_number="1000001",
        company_number="01000001",
    )
    service = Service(
        organisation=organisation,
        name="Example line",
        alternate_name="The old line",
        other_words="never said words",
        summary="Someone to talk to.",
        description="You talk, we listen.",
        alert="No drop-in this week.",
        eligibility_description="Anyone over 60.",
        minimum_age=60,
        maximum_age=120,
        service_area="Hampshire",
        url="https://example.org/line",
        email="line@example.org",
        channels="telephone,in_person",
        application_process="Call.",
        referral="not_needed",
        what_happens_next="We call you back.",
        wait_time="2 weeks",
        is_free=True,
        fees_description="Free, calls too",
        languages="en,cy",
        interpretation_services="Any, if you ask.",
        facilities="women_only",
        status="active",
        assured_date=date(2026, 11, 1),
        review_date=date(2027, 2, 3),
        provider_email="never-said@example.org",
        is_national_helpline=True,
    )
    service.phones = [Phone(number="07700 900123", description="By day")]
    service.schedules = [
        Schedule(byday="MO,TU", opens_at=time(9), closes_at=time(17), notes="Not at Easter."),
        Schedule(always=True),
        Schedule(notes="Ask about evenings."),
    ]
    service.sessions = [
        Session(
            description="Clinic",
            location=library,
            every="month",
            week=2,
            byday="TU",
            dtstart=date(2026, 1, 1),
            valid_to=date(2027, 1, 1),
            opens_at=time(10),
            closes_at=time(12),
        )
    ]
    service.service_at_locations = [ServiceAtLocation(location=library)]
    service.taxonomy_terms = [term]
    service.save()
    return service


NOWHERE = str(uuid.UUID(int=1))
