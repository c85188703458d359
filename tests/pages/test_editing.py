"""Who may edit the website, and that an edit shows at once."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import IntakeRole, User
from accounts.permissions import user_can_work_the_queue
from hub.models import Hub
from pages.editors import editors
from pages.models import HomePage, InformationPage

pytestmark = pytest.mark.once


def form_data(client, page, **changes):
    """Return what the CMS's form for a page would send, with one block in its body."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    data = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    data |= {"body-count": "1", "body-0-type": "heading", "body-0-order": "0"}
    data |= {"body-0-deleted": "", "body-0-id": "", "body-0-value": "A heading"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return data | changes


def edit(client, page, **changes):
    """Save and publish a page through the CMS."""
    data = form_data(client, page, **changes) | {"action-publish": "action-publish"}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_an_edit_shows_at_once_although_the_page_was_kept(visitor, signed_in):
    page = InformationPage.objects.get(slug="your-rights")
    before = visitor.get("/your-rights/").text
    assert "Ask us about your rights" not in before
    response = edit(signed_in("editor"), page, introduction="Ask us about your rights")
    assert response.status_code == 302
    assert "Ask us about your rights" in visitor.get("/your-rights/").text


def test_a_draft_shows_to_nobody(visitor, website):
    page = InformationPage.objects.get(slug="your-rights")
    page.introduction = "Not yet ready"
    page.save_revision()
    assert "Not yet ready" not in visitor.get("/your-rights/").text


def test_a_preview_shows_in_the_editors_frame_and_to_nobody_else(visitor, signed_in):
    page, editor = InformationPage.objects.get(slug="your-rights"), signed_in("editor")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    editor.post(address, form_data(editor, page, introduction="Not yet ready"))
    preview = editor.get(address)
    assert "Not yet ready" in preview.text
    assert "private" in preview["Cache-Control"]
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "Not yet ready" not in visitor.get("/your-rights/").text


def test_an_unsafe_link_does_not_reach_a_page(visitor, signed_in):
    page, editor = InformationPage.objects.get(slug="your-rights"), signed_in("editor")
    linked = {"offset": 0, "length": 5, "key": 0}
    block = {"key": "a", "text": "words", "type": "unstyled", "depth": 0}
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "ftp://example.org/"}}
    words = {
        "blocks": [block | {"inlineStyleRanges": [], "entityRanges": [linked]}],
        "entityMap": {"0": link},
    }
    body = {"body-0-type": "text", "body-0-value": json.dumps(words)}
    response = edit(editor, page, **body)
    assert response.status_code == 200
    assert "cannot be used" in response.text
    assert "ftp://example.org" not in visitor.get("/your-rights/").text


def test_a_signed_in_editor_sees_the_same_page_as_everybody(visitor, signed_in):
    assert signed_in("editor").get("/").content == visitor.get("/").content


@pytest.mark.parametrize("username", ["caseworker", "manager"])
def test_who_works_the_queue_cannot_enter_the_cms(signed_in, username):
    client = signed_in(username)
    for address in ("/cms/", "/cms/pages/", "/cms/images/"):
        assert client.get(address).status_code in (302, 403, 404)
    assert not User.objects.get(username=username).has_perm("wagtailadmin.access_admin")


def test_an_editor_has_no_role_in_the_queue(signed_in):
    editor = signed_in("editor")
    assert editor.get("/cms/").status_code == 200
    person = User.objects.get(username="editor")
    assert not IntakeRole.objects.filter(user=person).exists()
    assert not user_can_work_the_queue(person)
    assert not person.is_superuser
    assert not person.is_staff


def test_editors_may_edit_pages_pictures_the_directory_and_the_hub_and_nothing_else(db):
    rights = {
        f"{app}.{name}"
        for app, name in editors().permissions.values_list("content_type__app_label", "codename")
    }
    assert {"wagtailadmin.access_admin", "hub.change_hub"} <= rights
    assert {"directory.change_service", "directory.publish_service"} <= rights
    assert "directory.delete_service" not in rights
    rest = rights - {"wagtailadmin.access_admin", "hub.change_hub"}
    workflows = {right for right in rest if right.startswith("wagtailcore.")}
    assert {right.rpartition("_")[2] for right in workflows} == {
        "workflow", "task", "groupapprovaltask"
    }  # fmt: skip
    assert all(right.startswith("directory.") for right in rest - workflows)


def test_making_the_editors_again_changes_nothing_and_takes_extra_rights_away(db):
    before = set(editors().permissions.values_list("pk", flat=True))
    editors().permissions.add(Permission.objects.get(codename="change_user"))
    assert set(editors().permissions.values_list("pk", flat=True)) == before


def test_accounts_cannot_be_edited_in_the_cms_by_anyone(signed_in, admin_client):
    for client in (signed_in("editor"), admin_client):
        for address in ("/cms/users/", "/cms/groups/"):
            assert client.get(address).status_code == 404


def test_no_page_can_be_made_private(website):
    for page in Page.objects.filter(depth__gt=1).specific():
        assert page.private_page_options == []


def test_a_stranger_is_asked_to_sign_in(db):
    assert Client().get("/cms/").status_code == 302


def test_the_demonstration_leaves_edited_pages_alone(website):
    start = HomePage.objects.get()
    start.lead = "Our own words"
    start.save_revision().publish()
    before = Page.objects.count()
    website.make()
    assert Page.objects.count() == before
    assert HomePage.objects.get().lead == "Our own words"


def edit_hub(client, **changes):
    """Save the hub through the CMS."""
    address = reverse("wagtailsettings:edit", args=["hub", "hub", Hub.objects.get().pk])
    periods = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0"}
    data = {"name": "Victim Care Hub", "area": "", "delivered_by": "", "phone": "01632 960 001"}
    data["welsh"] = "off"
    data |= {f"opening_periods-{name}": value for name, value in periods.items()}
    return client.post(address, data | changes)


def test_an_editor_changes_the_hubs_number_and_every_page_follows(visitor, signed_in):
    assert "0808 178 1641" in visitor.get("/your-rights/").text
    assert edit_hub(signed_in("editor"), phone="01632 960 001").status_code == 302
    page = visitor.get("/your-rights/").text
    assert "01632 960 001" in page
    assert "0808 178 1641" not in page


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"phone": ""}, {"phone": "ring us"}, {"phone": "01632  960001"}]
)
def test_the_hub_keeps_a_name_and_a_number_that_can_be_dialled(signed_in, changes):
    before = Hub.objects.values().get()
    assert edit_hub(signed_in("editor"), **changes).status_code == 200
    assert Hub.objects.values().get() == before


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_the_home_page_has_to_stay(website, admin_client, way):
    home = HomePage.objects.get()
    together = reverse("wagtail_bulk_action", args=["wagtailcore", "page", way])
    for address in (
        reverse(f"wagtailadmin_pages:{way}", args=[home.pk]),
        f"{together}?id={home.pk}",
    ):
        said = admin_client.post(address, {"include_descendants": "on"}, follow=True)
        assert "The home page has to stay" in said.text
        home.refresh_from_db()
        assert home.live


def test_another_page_can_be_unpublished(website, admin_client):
    page = InformationPage.objects.get(slug="your-rights")
    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    page.refresh_from_db()
    assert not page.live
