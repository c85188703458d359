"""A secret address reaches no page, no search, no list and no record but its own."""

import logging
from datetime import time

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Page

from directory import search
from directory.confidential import keep_secret, secrets_in, still_said
from directory.entries import entry_now
from directory.models import (
    ConfidentialLocation,
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Session,
    TaxonomyTerm,
)
from directory.search import building
from pages.models import InformationPage
from pages.models.base import WebsitePageForm

from .conftest import found, make_service, make_term

SECRETS = ("Never Published", "NEVER PUBLISHED", "published lane", "Nevertown", "ZZ1 1", "ZZ11")
SEARCHES = ("never published lane", "nevertown", "zz1", "refuge", "house", "1", "zz1 1aa")
SECRET = {"name": "Never Published House", "address_1": "7 Never Published Row",
          "city": "Nevertown", "postal_code": "ZZ1 1BB"}  # fmt: skip


@pytest.fixture
def refuge(demonstrated, hub) -> Service:
    """The demonstration's, published, so that only its place is kept from the public."""
    return Service.objects.get(name="Example refuge (invented)")


def hides(text: str) -> bool:
    return not any(secret in text for secret in SECRETS)


def everywhere():
    """Every text of every table but the one that may hold it, with the field's name."""
    for model in apps.get_models():
        if model is ConfidentialLocation:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, (models.TextField, models.CharField, models.JSONField)):
                for value in model._base_manager.values_list(field.attname, flat=True):
                    yield field, str(value)


def test_the_demonstration_has_one(refuge):
    place = ConfidentialLocation.objects.get(service=refuge)

    assert place.address_1 == "1 Never Published Lane"
    assert refuge.address_is_secret
    assert not refuge.places.exists()


def test_its_page_says_that_the_address_is_secret(refuge, visitor):
    page = visitor.get(f"/services/{refuge.slug}/").text

    assert "The address is secret, so that everyone there is safe." in page
    assert hides(page)


def test_no_page_shows_it(refuge, visitor):
    slugs = list(Service.objects.public().values_list("slug", flat=True))
    kept = {"keep": [refuge.slug, *slugs[:5]]}
    for address in ("/services/", *(f"/services/{slug}/" for slug in slugs[::9])):
        for response in (visitor.get(address), visitor.post(address, kept)):
            assert response.status_code == 200
            assert hides(response.text), address
    for more in ({}, {"named": "yes"}):
        sheet = visitor.post("/services/list/", kept | more).text
        assert refuge.name in sheet
        assert hides(sheet)


def test_no_search_finds_or_shows_it(refuge, visitor, caplog):
    caplog.set_level(logging.DEBUG)
    for words in SEARCHES:
        page = visitor.post("/services/", {"q": words}).text
        assert hides(page.replace(words, "")), words
        assert words in ("refuge", "house") or refuge.pk not in search.find_ids(words)
    for place in ("ZZ1 1AA", "Nevertown"):
        page = visitor.post("/services/", {"postcode": place}).text
        assert "We do not know this place" in page
    assert hides(caplog.text)


def test_the_index_does_not_know_it(refuge):
    index = building.build(timezone.localdate())

    (document,) = (each for each in index.documents if each.id == refuge.pk)
    assert "nevertown" not in index.known
    assert document.points == ()


def test_no_other_record_holds_it(refuge):
    """Not a revision, not the CMS's own index or log."""
    assert [(field, value) for field, value in everywhere() if not hides(value)] == []


@pytest.fixture
def hidden(db) -> ConfidentialLocation:
    return ConfidentialLocation.objects.create(service=make_service("A house"), **SECRET)


@pytest.mark.parametrize(
    "text",
    [
        "Come to 7 Never Published Row, any day.",
        "7, NEVER PUBLISHED ROW",
        "7  never-published row",
        "We are at zz1 1bb",
        "ZZ11BB",
        "(ZZ1\u00a01BB)",
    ],
)
def test_no_record_is_saved_with_it(hidden, text):
    """An editor who writes it anywhere else is told to take it out."""
    service = hidden.service
    records = [
        Organisation(name="Trust", description=text),
        Location(name="Hall", address_1=text),
        Location(name=text),
        Service(name="S", organisation=service.organisation, summary="It helps.", description=text),
        TaxonomyTerm(name="Term", description="x", other_words=text, taxonomy_id=hidden.pk),
        Phone(service=service, number="01632 960001", description=text),
        Schedule(service=service, notes=text),
        Session(service=service, description="Clinic", notes=text),
    ]
    for record in records:
        with pytest.raises(ValidationError, match="secret address"):
            record.clean()


@pytest.mark.parametrize(
    ("written", "said_by"),
    [
        ({"name": "7 Never", "address_1": "Published Row"}, {"name", "address_1"}),
        ({"name": "A", "address_1": "ZZ1", "postal_code": "1BB"}, {"address_1", "postal_code"}),
        ({"name": "A", "address_1": "Never", "city": "Published", "state_province": "Row",
          "accessibility": "A ramp."}, {"address_1", "city", "state_province"}),
    ],
)  # fmt: skip
def test_nor_with_it_in_one_field_after_another(hidden, written, said_by):
    with pytest.raises(ValidationError) as refused:
        Location(**written).clean()
    assert set(refused.value.message_dict) == said_by


def test_another_house_of_that_street_may_be_a_place(hidden):
    Location(name="Library", address_1="12 Never Published Row", city="Nevertown").clean()


def test_nobody_trips_over_an_unfinished_one(db):
    ConfidentialLocation.objects.create(service=make_service(), address_1="", postal_code=" ")

    assert secrets_in(Organisation(name="Trust", description="Anything at all")) == []


class TestAServiceWhoseAddressIsSecret:
    """An editor who ticks it, and leaves a place behind, gives nothing away."""

    @pytest.fixture
    def service(self, hub):
        service = make_service("Quiet house", address_is_secret=True)
        place = Location.objects.create(
            name="Quibblewick", address_1="77 Quiet Mews", latitude=51.27, longitude=-1.09
        )
        service.service_at_locations = [ServiceAtLocation(location=place)]
        service.sessions = [
            Session(description="Group", byday="MO", location=place, opens_at=time(9),
                    closes_at=time(10))
        ]  # fmt: skip
        service.save()
        return service

    def test_no_page_shows_its_place(self, visitor, service):
        for page in (
            visitor.get("/services/quiet-house/"),
            visitor.post("/services/list/", {"keep": "quiet-house"}),
            visitor.post("/services/", {"q": "quiet house", "postcode": "RG21"}),
        ):
            assert "Quiet house" in page.text
            assert "Mews" not in page.text
            assert "Quibblewick" not in page.text
            entries = [each for each in page.text.split("<li>") if "Quiet house" in each]
            assert not any("away" in each.partition("</li>")[0] for each in entries)

    def test_no_search_finds_it_by_its_place(self, service):
        assert found("Quibblewick") == []


def test_whoever_gets_a_secret_address_says_so_from_then_on(visitor):
    service = make_service("Was open")
    ConfidentialLocation.objects.create(service=service, **SECRET)

    assert Service.objects.get(pk=service.pk).address_is_secret
    assert "The address is secret" in visitor.get("/services/was-open/").text


def test_what_says_it_already_is_named(hidden):
    hall = Location(name="Hall", address_1=SECRET["address_1"])
    Location.objects.bulk_create([hall])
    organisation = hidden.service.organisation
    organisation.description = "In Never Published Row."
    organisation.save()

    assert still_said(hidden) == [f"organisation: {organisation}", "place: Hall"]


def test_a_name_that_was_public_leaves_no_address_on_the_web(hidden):
    service = make_service("At 7 never published row")
    with pytest.raises(ValidationError) as refused:
        service.clean()
    assert set(refused.value.message_dict) == {"name"}
    service.name = "At home"
    service.clean()
    service.save()

    assert service.slug == "at-home"


def test_no_page_of_the_website_is_saved_with_it(hidden):
    kind = InformationPage.get_edit_handler().get_form_class()
    assert issubclass(kind, WebsitePageForm)
    page = InformationPage(title="Where", introduction="Come to 7 Never Published Row.")
    typed = {"title": page.title, "introduction": page.introduction, "body-count": "0"}
    form = kind(typed, instance=page)
    form.is_valid()
    assert form.errors["introduction"] == ["This is a secret address. Take it out."]


def test_nor_with_it_in_its_title_and_its_introduction(hidden):
    kind = InformationPage.get_edit_handler().get_form_class()
    typed = {"title": "7 Never Published", "introduction": "Row.", "body-count": "0"}
    form = kind(typed, instance=InformationPage())
    form.is_valid()
    assert {"title", "introduction"} <= set(form.errors)


@pytest.mark.parametrize("between", ["\u00a0", "\u2028", " \u200b", "\u00ad ", "\n", "\t"])
def test_nor_in_its_body_whatever_stands_between_the_words(hidden, between):
    kind = InformationPage.get_edit_handler().get_form_class()
    said = between.join(("7", "Never", "Published", "Row"))
    page = InformationPage(title="Where", body=[("heading", said)])
    typed = {
        "title": page.title, "body-count": "1", "body-0-deleted": "", "body-0-order": "0",
        "body-0-type": "heading", "body-0-value": said,
    }  # fmt: skip
    form = kind(typed, instance=page)
    form.is_valid()
    assert form.errors["body"] == ["This is a secret address. Take it out."]


@pytest.mark.parametrize("between", ["\u00a0", "\u2028", "\n"])
def test_a_page_that_says_it_already_is_named(hidden, between):
    page = InformationPage(title="Where", introduction="Here.")
    Page.get_first_root_node().add_child(instance=page)
    page.body = [("heading", between.join(("7", "Never", "Published", "Row")))]
    page.save_revision()

    assert still_said(hidden) == ["page of information: Where"]


def test_a_place_that_becomes_secret_is_gone_at_once(visitor):
    """From its page, and from every older version, index and log of the CMS."""
    place = Location.objects.create(**SECRET)
    place.save_revision(log_action=True).publish()
    service = make_service("Was public")
    ServiceAtLocation.objects.create(service=service, location=place)
    make_term("Any")
    assert "7 Never Published Row" in visitor.get("/services/was-public/").text
    keep_secret(place)

    assert hides(visitor.get("/services/was-public/").text)
    kept = ConfidentialLocation.objects.get(service=service)
    assert (kept.address_1, str(kept)) == ("7 Never Published Row", "Was public")
    assert [(field, value) for field, value in everywhere() if not hides(value)] == []


def test_not_even_a_preview_shows_it(refuge, rf):
    request = rf.get("/")
    context = refuge.get_preview_context(request, "")
    page = render_to_string(refuge.get_preview_template(request, ""), context, request)

    assert refuge.name in page
    assert hides(page)
    assert context["entry"] == entry_now(refuge)
