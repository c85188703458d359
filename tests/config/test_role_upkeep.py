"""Keeping the directory true with each process in its role: everybody can do their part."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from accounts.models import User
from config.demo import people
from config.management.commands.worker import CHORES
from directory.models import ConfidentialLocation, ProviderLink, Service, Suggestion, UpkeepRule
from directory.upkeep import links, robots
from directory.upkeep.facts import sinking_and_hidden
from referrals_portal.models import OutboxMessage
from tests.config.roles import acting_as, may

pytestmark = pytest.mark.django_db
SUGGESTION, LINK = "directory_suggestion", "directory_providerlink"
RULE, USER = "directory_upkeeprule", "accounts_user"


def work():
    with acting_as("worker"):
        for chore in CHORES:
            while chore.do(timezone.now()):
                pass


@pytest.fixture
def line(installation, settings):
    settings.MESSAGES = "smtp"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    editor = User.objects.get(username="editor")
    User.objects.filter(pk=editor.pk).update(email="edie@hub.example.org")
    Service.objects.update(owner=editor, provider_email="desk@service.example.org")
    return Service.objects.get()


def at_the_desk():
    editor = Client()
    page = editor.get("/cms/login/")
    assert page.status_code == 200
    data = {"username": "editor", "password": people.PASSWORD}
    assert editor.post("/cms/login/", data).status_code == 302
    return editor


def wrong(service, **more):
    shown = robots.stamp(timezone.now() - timedelta(seconds=9), service.slug)
    page = Client().post(
        f"/services/{service.slug}/wrong/", {"wrong": "number", "shown": shown} | more
    )
    assert "Thank you" in page.text


def test_a_service_is_asked_and_its_answer_counts(line):
    with acting_as("cms"):
        page = at_the_desk().post(f"/cms/directory/due/{line.pk}/ask/", follow=True)
        assert "gets an email with a link" in page.text
    work()
    assert OutboxMessage.objects.filter(template="DIRECTORY_CHECK").count() == 1
    # Until the hub opens the email may be kept back, so the link is made anew.
    with acting_as("worker"):
        link = ProviderLink.objects.select_related("service").get()
        assert link.digest
        link = f"/services/check/{links.make(link, timezone.now())}/"
    with acting_as("public"):
        assert "It is all right" in Client().get(link).text
        assert "Thank you" in Client().post(link, {"does": "confirm"}).text
        assert "Thank you" in Client().post(link, {"does": "confirm"}).text
    work()
    assert Service.objects.get().assured_date == timezone.localdate()
    assert not Suggestion.objects.exists()


def test_changes_and_complaints_come_to_the_desk(line):
    with acting_as("public"):
        wrong(line, says="It is 01632 960002")
        sinking_and_hidden(date(2026, 11, 29))
    with acting_as("cms"):
        editor = at_the_desk()
        assert "Suggestions (1)" in editor.get("/cms/directory/suggestions/").text
        key = Suggestion.objects.get().pk
        page = editor.get(f"/cms/directory/suggestions/{key}/")
        assert "It is 01632 960002" in page.text
        editor.post(f"/cms/directory/suggestions/{key}/", {"does": "leave"})
        assert not Suggestion.objects.exists()
        assert editor.get("/cms/directory/due/").status_code == 200
        right = editor.post(f"/cms/directory/due/{line.pk}/right/", follow=True)
        assert "checked today" in right.text
        assert editor.get("/cms/directory/similar/?kind=service&name=x").status_code == 200
        sheet = editor.get("/cms/directory/spreadsheet/download/").content
        file = SimpleUploadedFile("services.xlsx", sheet)
        said = editor.post("/cms/directory/spreadsheet/", {"file": file})
        assert "1 row says what we say already." in said.text


def test_the_worker_reminds_once_and_forgets_what_is_old(line):
    Service.objects.update(assured_date=date(2024, 1, 1))
    Suggestion.objects.create(
        service=line, kind="public", received_at=timezone.now() - timedelta(days=31)
    )
    work()
    work()
    assert OutboxMessage.objects.filter(template="DIRECTORY_DUE").count() == 1
    assert not Suggestion.objects.exists()


def test_for_the_worker_nobody_exists_who_works_the_queue(line):
    User.objects.create_user("other", email="other@hub.example.org")
    assert User.objects.count() > 3
    with acting_as("worker"):
        seen = set(User.objects.values_list("email", flat=True))
    assert seen == {"edie@hub.example.org", "other@hub.example.org"}


def test_what_was_given_a_time_is_published_although_somebody_is_to_look_first(line):
    task = GroupApprovalTask.objects.create(name="Look")
    workflow = Workflow.objects.create(name="Second pair of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    # They keep nothing until then.
    other = line.owner = User.objects.create_user("other", email="other@hub.example.org")
    line.summary, line.go_live_at = "In time.", timezone.now() + timedelta(seconds=60)
    line.save_revision().publish()
    line = Service.objects.get()
    line.save_revision()
    workflow.start(line, User.objects.get(username="editor"))
    with time_machine.travel(timezone.now() + timedelta(seconds=120)):
        work()
    found = Service.objects.get()
    assert (found.summary, found.live) == ("In time.", True)
    assert found.owner == other
    assert found.current_workflow_state is None


def test_what_says_an_address_that_became_secret_is_not_published_by_the_worker(line):
    """The worker may not know the address; editors' own process took the time away."""
    line.summary = "Come to 7 Never Published Row."
    line.go_live_at = timezone.now() + timedelta(seconds=60)
    with acting_as("cms"):
        line.save_revision().publish()
        ConfidentialLocation.objects.create(service=line, address_1="7 Never Published Row")
    with time_machine.travel(timezone.now() + timedelta(seconds=120)):
        work()
        with acting_as("cms"):
            assert "so they were not published" in at_the_desk().get("/cms/directory/due/").text
    assert not Service.objects.get().live


def test_what_the_worker_publishes_says_that_its_address_became_secret(line):
    """The draft did not; the worker may not know."""
    line.go_live_at = timezone.now() + timedelta(seconds=60)
    with acting_as("cms"):
        line.save_revision().publish()
        ConfidentialLocation.objects.create(service=line, address_1="7 Never Published Row")
    with time_machine.travel(timezone.now() + timedelta(seconds=120)):
        work()
    found = Service.objects.get()
    assert (found.live, found.address_is_secret) == (True, True)


@pytest.mark.parametrize(
    ("role", "sql", "allowed"),
    [
        ("public", f"SELECT count(kind) FROM {SUGGESTION}", True),
        ("public", f"SELECT says FROM {SUGGESTION}", False),
        ("public", f"SELECT changes FROM {SUGGESTION}", False),
        ("public", f"SELECT received_at FROM {SUGGESTION}", False),
        ("public", f"UPDATE {SUGGESTION} SET kind = 'confirmed'", False),
        ("public", f"DELETE FROM {SUGGESTION}", False),
        ("public", f"SELECT asked_at FROM {LINK}", False),
        (
            "public",
            f"INSERT INTO {LINK} (service_id, digest, sent_to) VALUES (NULL, '', '')",
            False,
        ),
        ("public", f"UPDATE {LINK} SET digest = ''", False),
        ("public", f"UPDATE {RULE} SET review_months = 9", False),
        ("cms", f"UPDATE {SUGGESTION} SET changes = '{{}}'", True),
        ("cms", f"UPDATE {SUGGESTION} SET says = ''", False),
        ("cms", f"UPDATE {LINK} SET digest = ''", False),
        ("cms", f"UPDATE {LINK} SET asked_at = now()", True),
        ("worker", f"SELECT says FROM {SUGGESTION}", False),
        ("worker", f"SELECT changes FROM {SUGGESTION}", False),
        (
            "worker",
            f"INSERT INTO {LINK} (service_id, digest, sent_to) VALUES (NULL, '', '')",
            False,
        ),
        ("worker", f"UPDATE {RULE} SET review_months = 9", False),
        ("worker", f"SELECT password FROM {USER}", False),
        ("worker", f"SELECT username FROM {USER}", False),
        ("worker", f"UPDATE {USER} SET email = ''", False),
        *((role, f"SELECT kind FROM {SUGGESTION}", False) for role in ("form", "intake")),
        *((role, f"SELECT digest FROM {LINK}", False) for role in ("form", "intake")),
        *((role, f"SELECT review_months FROM {RULE}", True) for role in ("form", "intake")),
    ],
)
def test_nobody_may_do_more(roles, role, sql, allowed):
    assert may(role, sql) is allowed


def test_the_rule_is_read_where_nobody_set_one(roles):
    with acting_as("public"):
        assert UpkeepRule.now().review_months == 3
