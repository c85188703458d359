"""An editor keeps the directory in the CMS."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core import generation
from directory.models import Location, Organisation, Phone, Schedule, Service, TaxonomyTerm

from .conftest import found, make_service, make_term

LISTS = {
    Service: "directory_service",
    Organisation: "directory_organisation",
    Location: "directory_location",
    TaxonomyTerm: "directory_taxonomyterm",
}


@pytest.fixture
def editor(hub) -> Client:
    """Someone who may keep the directory and nothing else."""
    person = User.objects.create_user("edie", password="a quiet front door")
    person.user_permissions.set(
        Permission.objects.filter(content_type__app_label="directory")
        | Permission.objects.filter(codename="access_admin")
    )
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def address(model, action, *args):
    return reverse(f"wagtailsnippets_{LISTS[model]}:{action}", args=args)


def inline(name, *rows):
    """The management form of an inline panel, and its rows."""
    known = sum("id" in row for row in rows)
    data = {
        f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": known,
        f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for place, row in enumerate(rows):
        data |= {f"{name}-{place}-{key}": value for key, value in row.items()}
        data[f"{name}-{place}-ORDER"] = place + 1
    return data


def form(organisation, phones=(), schedules=(), places=(), **fields):
    return {
        "organisation": organisation.pk, "name": "Night line", "summary": "Someone listens.",
        "status": "active", "answering_order": 1,
        **inline("phones", *phones), **inline("schedules", *schedules),
        **inline("service_at_locations", *places), **inline("sessions"), **fields,
    }  # fmt: skip


@pytest.fixture
def trust(db):
    return Organisation.objects.create(name="Example Trust")


def add(editor, data):
    response = editor.post(address(Service, "add"), data)
    assert response.status_code == 302, re.findall(r"error-message[^<]*<[^<]*", response.text)


NIGHTS = {"byday": ["MO", "FR"], "opens_at": "18:00", "closes_at": "23:59", "notes": ""}
NUMBER = {"number": "01632 960005", "type": "voice", "description": ""}


class Boxes(HTMLParser):
    """The names of what can be filled in in a page, of the open parts of its form and of all."""

    def __init__(self, page):
        super().__init__()
        self.parts, self.open, self.all = [], [], []
        self.waiting = 0  # inside what is copied when somebody adds a row
        self.feed(page[page.index('id="w-editor-form"') :] if "w-editor-form" in page else page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "section":
            self.parts.append("collapsed" in said.get("class", "").split())
        elif tag == "template":
            self.waiting += 1
        elif tag in ("input", "select", "textarea") and said.get("type") not in ("hidden", "radio"):
            self.all.append(said.get("name"))
            if self.parts and not self.waiting and not any(self.parts):
                self.open.append(said.get("name"))

    def handle_endtag(self, tag):
        if tag == "section":
            self.parts.pop()
        elif tag == "template":
            self.waiting -= 1


def test_a_new_service_begins_with_few_boxes_and_those_are_needed(editor, trust):
    for number in range(60):
        make_term(f"Term {number}")
    seen = Boxes(editor.get(address(Service, "add")).text)

    assert seen.open == [
        "name", "summary", "description", "url", "email", "eligibility_description",
        "minimum_age", "maximum_age", "service_area", "status", "assured_date",
    ]  # fmt: skip
    assert len(seen.all) > len(seen.open)


def test_no_field_is_left_out_of_the_form(editor, trust):
    make_term("Listening")
    shown = set(Boxes(editor.get(address(Service, "add")).text).all) | {"organisation"}
    made_by_itself = {
        "slug", "last_modified", "live", "has_unpublished_changes", "first_published_at",
        "last_published_at", "go_live_at", "expire_at", "expired", "live_revision",
        "latest_revision", "locked", "locked_at", "locked_by", "id",
    }  # fmt: skip
    fields = {field.name for field in [*Service._meta.fields, *Service._meta.many_to_many]}
    assert fields - made_by_itself <= shown


def test_a_service_is_published_with_its_number_hours_place_and_terms(editor, trust):
    term = make_term("Listening", "Talk, lonely.")
    place = Location.objects.create(name="The Library")
    data = form(
        trust, [NUMBER], [NIGHTS], [{"location": place.pk}],
        taxonomy_terms=[term.pk], **{"action-publish": "1"},
    )  # fmt: skip
    add(editor, data)
    assert found("lonely") == ["Night line"]
    service = Service.objects.public().get()

    assert service.slug == "night-line"
    assert [phone.number for phone in service.phones.all()] == ["01632 960005"]
    assert service.schedules.get().byday == "MO,FR"
    assert list(service.places) == [place]


def test_a_draft_is_seen_by_nobody_until_it_is_published(editor, trust, visitor):
    add(editor, form(trust))
    assert visitor.get("/services/night-line/").status_code == 404
    service = Service.objects.get()
    data = form(trust) | {"action-publish": "1"}
    editor.post(address(Service, "edit", service.pk), data)

    assert visitor.get("/services/night-line/").status_code == 200


def test_a_change_waits_as_a_draft_with_its_numbers(editor, trust, visitor):
    add(editor, form(trust, [NUMBER], [NIGHTS]) | {"action-publish": "1"})
    service = Service.objects.get()
    phone, schedule = service.phones.get(), service.schedules.get()
    changed = form(
        trust,
        [NUMBER | {"id": phone.pk, "number": "01632 960006"}, NUMBER | {"number": "01632 960007"}],
        [NIGHTS | {"id": schedule.pk}],
        summary="Someone answers.",
    )
    response = editor.post(address(Service, "edit", service.pk), changed)
    assert response.status_code == 302
    assert "Someone listens." in visitor.get("/services/night-line/").content.decode()
    assert [p.number for p in Service.objects.get().phones.all()] == ["01632 960005"]

    Service.objects.get().latest_revision.publish()
    page = visitor.get("/services/night-line/").content.decode()
    assert "Someone answers." in page
    assert [p.number for p in Service.objects.get().phones.all()] == [
        "01632 960006",
        "01632 960007",
    ]
    assert Phone.objects.get(number="01632 960006").pk == phone.pk
    assert Schedule.objects.get().pk == schedule.pk


def test_an_older_version_can_be_brought_back(editor, trust):
    add(editor, form(trust, [NUMBER]) | {"action-publish": "1"})
    service = Service.objects.get()
    first = service.latest_revision
    gone = NUMBER | {"id": service.phones.get().pk, "DELETE": "on"}
    without = form(trust, [gone]) | {"action-publish": "1"}
    editor.post(address(Service, "edit", service.pk), without)
    assert not Phone.objects.exists()
    first.publish()

    assert [phone.number for phone in Service.objects.get().phones.all()] == ["01632 960005"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"organisation": ""}, "This field is required"),
        ({"minimum_age": 18, "maximum_age": 16}, "must not be below the youngest"),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(editor, trust, wrong, words):
    data = form(trust, summary="Typed") | wrong | {"action-publish": "1"}
    response = editor.post(address(Service, "add"), data)

    assert response.status_code == 200
    assert words in response.text
    assert "Typed" in response.text
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (NIGHTS | {"byday": []}, "Give the days"),
        (NIGHTS | {"closes_at": "09:00"}, "The closing time must be later"),
        (NIGHTS | {"always": "on"}, "Either tick"),
    ],
)
def test_hours_that_say_half_a_thing_come_back(editor, trust, row, words):
    response = editor.post(address(Service, "add"), form(trust, schedules=[row]))

    assert response.status_code == 200
    assert words in response.text


@pytest.mark.parametrize("model", LISTS)
def test_every_list_and_every_form_opens(editor, supportline, model):
    place = Location.objects.create(name="The Library")
    term = make_term("Listening", "Talk.")
    known = {Location: place, TaxonomyTerm: term, Organisation: supportline.organisation}

    for page in (
        address(model, "list"),
        address(model, "list") + "?q=line",
        address(model, "add"),
        address(model, "edit", known.get(model, supportline).pk),
        address(model, "usage", known.get(model, supportline).pk),
        address(model, "history", known.get(model, supportline).pk),
    ):
        assert editor.get(page).status_code == 200, page


def test_a_change_can_be_previewed_before_it_is_saved(editor, supportline):
    preview = address(Service, "preview_on_edit", supportline.pk)
    data = form(supportline.organisation, [NUMBER], [NIGHTS], name="Changed line")
    assert editor.post(preview, data).json()["is_valid"]
    page = editor.get(preview)

    assert page.status_code == 200
    assert "<h1>Changed line</h1>" in page.text
    assert "01632 960005" in page.text
    assert "no-store" in page["Cache-Control"]


def test_a_draft_may_be_unfinished_and_has_no_address_yet(editor, trust, visitor):
    add(editor, form(trust, name="", summary=""))
    service = Service.objects.get()
    assert not Service.objects.public().exists()
    editor.post(address(Service, "edit", service.pk), form(trust) | {"action-publish": "1"})

    assert visitor.get("/services/night-line/").status_code == 200


def test_a_service_can_be_deleted_with_its_revisions(editor, trust):
    add(editor, form(trust, [NUMBER]) | {"action-publish": "1"})
    response = editor.post(address(Service, "delete", Service.objects.get().pk))

    assert response.status_code == 302
    assert not Service.objects.exists()


def test_an_organisation_with_services_cannot_be_deleted(editor, supportline):
    editor.post(address(Organisation, "delete", supportline.organisation_id))

    assert Organisation.objects.filter(pk=supportline.organisation_id).exists()


@pytest.mark.parametrize("model", [Service, Organisation, Location, TaxonomyTerm, Phone, Schedule])
def test_every_change_raises_the_generation(supportline, model):
    Location.objects.create(name="The Library")
    make_term("Listening", "Talk.")
    generation.forget()
    before = generation.current()
    model.objects.first().save()
    generation.forget()

    assert generation.current() > before


def test_someone_without_the_right_gets_nowhere(hub):
    make_service()
    client = Client()
    client.force_login(
        User.objects.create_user("stranger"), "django.contrib.auth.backends.ModelBackend"
    )

    for model in LISTS:
        assert client.get(address(model, "list")).status_code == 302
