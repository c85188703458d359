"""What editors keep can be sent to somebody else before it is published."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import User
from directory.models import Location, Organisation, Service, TaxonomyTerm
from pages.editors import editors

from .conftest import make, term

pytestmark = pytest.mark.django_db
KINDS = [Service, Organisation, Location, TaxonomyTerm]


def person(name, *groups, rights=()):
    user = User.objects.create_user(name, email=f"{name}@hub.example.org")
    user.groups.set(groups)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def address(record, action, *more):
    kind = type(record)._meta.model_name
    return reverse(f"wagtailsnippets_directory_{kind}:{action}", args=[record.pk, *more])


def form(record):
    """The form of a record, with another name or summary."""
    if isinstance(record, Service):
        rows = ("phones", "schedules", "service_at_locations", "sessions")
        counts = {f"{row}-{kind}_FORMS": 0 for row in rows for kind in ("TOTAL", "INITIAL")}
        return counts | {
            "name": "Changed", "organisation": record.organisation_id, "summary": "It helps.",
            "status": "active", "answering_order": 1,
        }  # fmt: skip
    if isinstance(record, TaxonomyTerm):
        return {"name": "Changed", "taxonomy": record.taxonomy_id, "description": "Words."}
    return {"name": "Changed"}


@pytest.fixture
def records(hub):
    service = make()
    place = Location.objects.create(name="Hall")
    return {Service: service, Organisation: service.organisation, Location: place,
            TaxonomyTerm: term("Housing")}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_submitted_approved_and_published(records, kind):
    second_pair = Group.objects.create(name="Second pair of eyes")
    second_pair.permissions.set(
        Permission.objects.filter(content_type__app_label="directory")
        | Permission.objects.filter(codename="access_admin")
    )
    task = GroupApprovalTask.objects.create(name="Look")
    task.groups.set([second_pair])
    workflow = Workflow.objects.create(name="Second pair of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(kind)
    )
    record = records[kind]
    writer = person("dora", rights=["access_admin", f"change_{kind._meta.model_name}"])
    checker = person("edie", second_pair)

    sent = writer.post(address(record, "edit"), form(record) | {"action-submit": "1"})
    assert sent.status_code == 302
    assert kind.objects.get(pk=record.pk).name != "Changed"
    assert "Changed" in checker.get("/cms/").text
    state = kind.objects.get(pk=record.pk).current_workflow_task_state
    approve = address(record, "workflow_action", "approve", state.pk)
    assert writer.post(approve).status_code in (302, 403)
    assert kind.objects.get(pk=record.pk).name != "Changed"
    assert checker.post(approve, {}).status_code == 302
    found = kind.objects.get(pk=record.pk)
    assert (found.name, found.live) == ("Changed", True)
    assert mail.outbox == []


def test_pages_need_nobody_else(hub):
    assert not WorkflowPage.objects.exists()
    root = Page.get_first_root_node()
    assert root.get_workflow() is None


def test_editors_may_set_it_up(hub):
    assert person("edie", editors()).get("/cms/workflows/list/").status_code == 200


def test_an_editor_takes_a_service_down_and_only_an_administrator_deletes_it(hub):
    """Who deletes one deletes its versions and its log too."""
    service = make("Example line")
    pages = {
        name: reverse(f"wagtailsnippets_directory_service:{name}", args=args)
        for name, args in {
            "list": (), "edit": (service.pk,), "unpublish": (service.pk,), "delete": (service.pk,)
        }.items()
    }  # fmt: skip
    bulk = f"/bulk/directory/service/delete/?id={service.pk}"
    editor, admin = person("edie", editors()), person("ada")
    User.objects.filter(username="ada").update(is_superuser=True)

    for name in ("list", "edit"):
        assert pages["delete"] not in editor.get(pages[name]).text
        assert pages["delete"] in admin.get(pages[name]).text
    assert pages["unpublish"] in editor.get(pages["edit"]).text
    editor.post(pages["delete"])
    editor.post(f"/cms{bulk}")
    assert Service.objects.filter(pk=service.pk, live=True).exists()
    editor.post(pages["unpublish"])
    assert Service.objects.filter(pk=service.pk, live=False).exists()
    admin.post(pages["delete"])
    assert not Service.objects.filter(pk=service.pk).exists()
