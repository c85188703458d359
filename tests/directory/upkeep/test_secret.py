"""A place becomes a secret address, and nothing of it is left anywhere else."""

from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from directory.models import (
    ConfidentialLocation,
    Location,
    Service,
    ServiceAtLocation,
    Session,
)

from .conftest import make

pytestmark = pytest.mark.django_db
MARKS = ("Never Published", "ZZ99 9ZZ", "ZZ99+9ZZ", "Hidden House")
PLACE = {"name": "Hidden House", "address_1": "1 Never Published Lane", "postal_code": "ZZ99 9ZZ"}


def tables_that_say(marks):
    """Every table of which some row holds one of these, whatever its kind."""
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label != "wagtailsearch.SQLiteFTSIndexEntry"
        for row in model._base_manager.values_list()
        if any(mark.casefold() in str(row).casefold() for mark in marks)
    }


def page(action, place):
    return reverse(f"wagtailsnippets_directory_location:{action}", args=[place.pk])


@pytest.fixture
def refuge(hub):
    return make("Refuge")


@pytest.fixture
def place(editor, refuge):
    """A place as editors really leave it: with versions, a preview, log entries and references."""
    editor.post(reverse("wagtailsnippets_directory_location:add"), PLACE)
    place = Location.objects.get()
    editor.post(page("edit", place), PLACE | {"city": "Anytown", "action-publish": "1"})
    editor.post(page("preview_on_edit", place), PLACE)
    editor.post(
        reverse("wagtailsnippets_directory_location:preview_on_add"),
        urlencode(PLACE),
        content_type="application/x-www-form-urlencoded",
    )
    refuge.service_at_locations = [ServiceAtLocation(location=place)]
    refuge.save()
    refuge.save_revision().publish()
    editor.get("/cms/")
    return place


def secret(place):
    return f"/cms/directory/places/{place.pk}/secret/"


def test_the_button_stands_on_the_place_and_on_nothing_else(editor, place, refuge):
    assert secret(place) in editor.get(page("edit", place)).text
    other = reverse("wagtailsnippets_directory_service:edit", args=[refuge.pk])
    assert "Keep this address secret" not in editor.get(other).text


def test_it_asks_again_before_it_does_anything(editor, place):
    assert "Refuge" in editor.get(secret(place)).text
    assert Location.objects.exists()
    assert not ConfidentialLocation.objects.exists()


def test_nothing_of_it_is_left_but_in_one_table(editor, place, refuge):
    before = tables_that_say(MARKS)
    assert before >= {
        "directory.Location", "wagtailcore.Revision", "wagtailcore.ModelLogEntry",
        "wagtailadmin.FormState",
    }  # fmt: skip
    done = editor.post(secret(place), follow=True)
    assert "The address is secret now." in done.text
    assert tables_that_say(MARKS) == {"directory.ConfidentialLocation"}
    kept = ConfidentialLocation.objects.get()
    assert (kept.service, kept.address_1) == (refuge, "1 Never Published Lane")
    assert "Never Published" not in done.text
    assert "Never Published" not in str(list(editor.session.items()))


def test_the_page_says_so_now_and_after_the_next_publishing(editor, place, refuge):
    editor.post(secret(place))
    assert Service.objects.get().address_is_secret
    Service.objects.get().get_latest_revision_as_object().save_revision().publish()
    found = Service.objects.get()
    assert found.address_is_secret
    assert not found.service_at_locations.exists()


def test_a_session_there_counts_too(editor, refuge):
    place = Location.objects.create(**PLACE)
    refuge.sessions = [
        Session(
            description="Clinic", location=place, byday="TU", opens_at="10:00", closes_at="11:00"
        )
    ]
    refuge.save()
    editor.post(secret(place))
    assert tables_that_say(MARKS) == {"directory.ConfidentialLocation"}
    assert Service.objects.get().address_is_secret


def test_what_still_says_it_is_named(editor, place):
    Service.objects.update(description="Come to 1 Never Published Lane.")
    done = editor.post(secret(place), follow=True)
    assert "The address still stands here, take it out: service: " in done.text


def test_a_place_of_no_service_is_not_forgotten(editor, hub):
    place = Location.objects.create(**PLACE)
    assert "No service is at this place" in editor.post(secret(place)).text
    assert Location.objects.exists()


@pytest.mark.parametrize("missing", ["delete_location", "add_confidentiallocation"])
def test_it_needs_both_rights(place, missing):
    person = User.objects.create_user("dora")
    person.user_permissions.set(
        Permission.objects.filter(content_type__app_label="directory").exclude(codename=missing)
        | Permission.objects.filter(codename="access_admin")
    )
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    assert client.post(secret(place)).status_code == 302
    assert "Keep this address secret" not in client.get(page("edit", place)).text
    assert Location.objects.exists()
