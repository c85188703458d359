"""What narrows the lists: each parameter, all of them at once, and nothing that breaks them."""

from datetime import UTC, datetime, time, timedelta

import pytest

from directory.models import (
    Location,
    Organisation,
    Schedule,
    Service,
    ServiceAtLocation,
    Session,
    Taxonomy,
    TaxonomyTerm,
)
from directory.oruk.asking import PAGES, PARAMETERS
from tests.directory.conftest import make_service
from tests.directory.oruk.conftest import NOWHERE

LISTS = ("/services", "/service_at_locations", "/taxonomies", "/taxonomy_terms", "/organizations")


@pytest.fixture
def services(hub):
    """Four of them, that differ in everything that is asked for."""
    stalking, fraud = {"Stalking": "Being followed."}, {"Fraud": "A scam."}
    made = {
        "young": make_service("young", org="A", terms=stalking, minimum_age=11, maximum_age=17),
        "adult": make_service("adult", org="A", terms=fraud, minimum_age=18,
                              open=("MO,TU,WE,TH,FR", 9, 17)),
        "anyone": make_service("anyone", org="B", always=True),
        "saturday": make_service("saturday", org="B", open=("SA", 10, 12)),
    }  # fmt: skip
    for days, service in enumerate(made.values()):
        Service.objects.filter(pk=service.pk).update(
            last_modified=datetime(2026, 3, 1 + days, 12, 0, 0, 123456, UTC)
        )
    return made


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"young", "adult", "anyone", "saturday"}),
        ({"minimum_age": "18"}, {"adult"}),
        ({"minimum_age": "11"}, {"young", "adult"}),
        ({"maximum_age": "17"}, {"young"}),
        ({"maximum_age": "16.5"}, set()),
        ({"day": "MO"}, {"adult", "anyone"}),
        ({"day": "sa"}, {"saturday", "anyone"}),
        ({"start_time": "09:30"}, {"saturday"}),
        ({"start_time": "00:00"}, {"adult", "anyone", "saturday"}),
        ({"end_time": "12:00"}, {"saturday"}),
        ({"end_time": "23:59"}, {"adult", "anyone", "saturday"}),
        ({"day": "MO", "start_time": "09:00", "end_time": "17:00"}, {"adult"}),
        ({"day": "SA", "start_time": "09:00", "end_time": "11:00"}, set()),
        ({"modified_after": "2026-03-03T12:00:00.123Z"}, {"anyone", "saturday"}),
        ({"modified_after": "2026-03-03T12:00:00.124Z"}, {"saturday"}),
        ({"modified_after": "2030-01-01"}, set()),
        ({"search": "stalker"}, {"young"}),
        ({"search": "stalker", "day": "MO"}, set()),
        ({"search": "xyzzy"}, set()),
        ({"search": "🙂 %' OR 1=1 -- \x00"}, set()),
        ({"search": "a" * 10_000}, set()),
        ({"taxonomy_term_id": NOWHERE}, set()),
        ({"organization_id": NOWHERE}, set()),
    ],
)
def test_services(reader, services, asked, expected):
    assert reader.names(**asked) == expected


def test_by_term_list_and_organisation(reader, services):
    term = TaxonomyTerm.objects.get(name="Stalking")
    organisation = Organisation.objects.get(name="B")

    assert reader.names(taxonomy_term_id=term.pk) == {"young"}
    assert reader.names(taxonomy_id=term.taxonomy_id) == {"young", "adult"}
    assert reader.names(taxonomy_id=term.taxonomy_id, minimum_age=18) == {"adult"}
    assert reader.names(organization_id=organisation.pk) == {"anyone", "saturday"}


def test_by_an_unpublished_term_nothing_is_found(reader, services):
    term = TaxonomyTerm.objects.get(name="Stalking")
    term.live = False
    term.save()

    assert reader.names(taxonomy_term_id=term.pk) == set()


def test_sessions_count_as_hours(reader, hub):
    service = make_service("clinic")
    Session.objects.create(service=service, description="Once", every="once",
                           dtstart=datetime(2026, 6, 3), opens_at=time(18),
                           closes_at=time(20))  # fmt: skip

    assert reader.names(day="WE", start_time="18:00") == {"clinic"}
    assert reader.names(day="TH") == set()


def test_times_are_those_of_one_schedule(reader, hub):
    service = make_service("two", open=("MO", 9, 12))
    Schedule.objects.create(service=service, byday="TU", opens_at=time(13), closes_at=time(17))

    assert reader.names(day="MO", start_time="13:00") == set()
    assert reader.names(day="TU", start_time="13:00") == {"two"}


def test_the_best_match_comes_first(reader, hub):
    make_service("Other", summary="It also knows of fraud.")
    make_service("Fraud line", summary="Fraud.")
    said = reader.get("/services", search="fraud")

    assert [each["name"] for each in said["contents"]] == ["Fraud line", "Other"]


class TestPlaces:
    @pytest.fixture(autouse=True)
    def here_and_there(self, services):
        places = {
            "young": Location.objects.create(name="S", latitude=50.9, longitude=-1.4),
            "adult": Location.objects.create(name="P", postal_code="PO1 2AA"),
            "anyone": Location.objects.create(name="Nowhere"),
        }
        for name, place in places.items():
            ServiceAtLocation.objects.create(service=services[name], location=place)

    def found(self, reader, **asked):
        said = reader.get("/service_at_locations", **asked)
        return {each["location"]["name"] for each in said["contents"]}

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({}, {"S", "P", "Nowhere"}),
            ({"minimum_age": "18"}, {"P"}),
            ({"search": "stalking"}, {"S"}),
            ({"postcode": "SO14 1AA"}, {"S"}),
            ({"postcode": "so141aa", "proximity": "5000"}, {"S"}),
            ({"postcode": "PO1", "proximity": "9000"}, {"P"}),
            ({"postcode": "SO14 1AA", "proximity": "60000"}, {"S", "P"}),
            ({"postcode": "SO14 1AA", "proximity": "60000", "day": "MO"}, {"P"}),
            ({"postcode": "AB10 1AA"}, set()),
        ],
    )
    def test_are_narrowed(self, reader, asked, expected):
        assert self.found(reader, **asked) == expected

    @pytest.mark.parametrize("postcode", ["QQ99 9QQ", "🙂", "' OR 1=1", "x" * 10_000])
    def test_a_postcode_that_nobody_knows_is_refused(self, reader, postcode):
        error = reader.refused("/service_at_locations", 400, postcode=postcode)
        assert error == (
            "postcode is none that we know. "
            "For example: /oruk/v3/service_at_locations?postcode=SO14"
        )

    @pytest.mark.parametrize("asked", [{"postcode": "SO14 1AA"}, {"proximity": "500"}])
    def test_services_take_no_postcode_and_say_what_to_do_instead(self, reader, asked):
        error = reader.refused("/services", 400, **asked)
        assert error.startswith(f"{next(iter(asked))} is not taken here")
        assert "would stand in the address" in error
        assert "/service_at_locations" in error
        assert "SO14 1AA" not in error


def test_what_is_typed_reaches_no_query(reader, services, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as captured:
        reader.get("/services", search="zanzibar stalker")
        reader.get("/service_at_locations", postcode="SO14 1AA")
    asked = " ".join(query["sql"] for query in captured.captured_queries)

    assert "services" in asked or "directory_service" in asked
    for typed in ("zanzibar", "stalk", "SO14 1AA", "SO141AA", "1AA"):
        assert typed not in asked


def test_terms_are_narrowed_to_a_list(reader, services):
    stalking = TaxonomyTerm.objects.get(name="Stalking")
    other = TaxonomyTerm.objects.create(
        taxonomy=Taxonomy.objects.exclude(pk=stalking.taxonomy_id).first(), name="Elsewhere"
    )

    assert reader.names("/taxonomy_terms", taxonomy_id=stalking.taxonomy_id) == {
        "Stalking",
        "Fraud",
    }
    assert reader.names("/taxonomy_terms", taxonomy_id=other.taxonomy_id) == {"Elsewhere"}
    assert reader.names("/taxonomy_terms", taxonomy_id=NOWHERE) == set()


def test_organisations_are_narrowed_to_those_that_run_such_a_service(reader, services):
    make_service("hidden away", org="C", terms={"Stalking": ""}, live=False)
    term = TaxonomyTerm.objects.get(name="Stalking")
    make_service("also fraud", org="B", terms={"Fraud": ""})

    assert reader.names("/organizations", taxonomy_term_id=term.pk) == {"A"}
    assert reader.names("/organizations", taxonomy_id=term.taxonomy_id) == {"A", "B"}
    assert reader.names("/organizations", taxonomy_term_id=NOWHERE) == set()


def test_what_is_narrowed_is_paged_in_order_and_costs_at_most_one_query(
    reader, services, django_assert_max_num_queries
):
    term = TaxonomyTerm.objects.get(name="Stalking")
    make_service("also fraud", org="B", terms={"Fraud": ""})
    for path in ("/taxonomy_terms", "/organizations"):
        asked = {"taxonomy_id": term.taxonomy_id, "per_page": 1}
        every = reader.ids(path, taxonomy_id=term.taxonomy_id)
        with django_assert_max_num_queries(2):
            paged = [reader.ids(path, **asked, page=page) for page in (1, 2)]
        assert len(every) == 2
        assert paged == [[each] for each in every]


@pytest.mark.parametrize("name", ["page", "per_page", "taxonomy_id", "day", "full", "start_time"])
def test_what_cannot_be_read_is_refused_by_name(reader, hub, name):
    lists = {"/services", "/service_at_locations"}
    if name in PAGES:
        lists |= {"/taxonomies", "/taxonomy_terms", "/organizations"}
    for path in lists:
        error = reader.refused(path, 400, **{name: "🙂"})
        assert error.startswith(f"{name} cannot be read: it takes ")
        assert PARAMETERS[name].takes in error


def test_a_refusal_names_the_parameter_and_gives_an_example_that_works(reader, hub):
    response = reader.ask("/services", day="Monday")
    said = response.json()

    assert said == {
        "error": "day cannot be read: it takes one of MO, TU, WE, TH, FR, SA, SU. "
        "For example: /oruk/v3/services?day=MO",
        "status": 400,
        "parameter": "day",
        "example": "/oruk/v3/services?day=MO",
    }


@pytest.mark.parametrize("path", LISTS)
def test_every_example_works_as_it_stands(reader, services, path):
    for name in PARAMETERS:
        refused = reader.ask(path, **{name: "🙂"})
        if name in ("search", "minimal") and refused.status_code == 200:
            continue  # words, or nothing that this list knows
        example = refused.json()["example"]
        assert example.startswith("/oruk/v3/")
        assert refused.json()["error"].endswith(example)
        assert reader.client.get(example).status_code == 200


@pytest.mark.parametrize("path", ["/taxonomies", "/taxonomy_terms", "/organizations"])
def test_a_filter_of_services_is_not_passed_over_in_silence(reader, hub, path):
    assert "does not narrow this list" in reader.refused(path, 400, search="fraud")


def test_minimal_is_an_identifier_and_a_time(reader, services):
    said = reader.get("/services", minimal="true", full="true")

    assert {tuple(each) for each in said["contents"]} == {("id", "last_modified")}
    assert said["size"] == said["total_items"] == 4


def test_a_change_of_a_part_is_a_change(reader, services):
    later = datetime.now(UTC) - timedelta(minutes=1)
    assert reader.names(modified_after=later.isoformat()) == set()
    term = TaxonomyTerm.objects.get(name="Fraud")
    term.description = "A trick."
    term.save()

    assert reader.names(modified_after=later.isoformat()) == {"adult"}
