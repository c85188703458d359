"""T-AUTHZ 01: every address, everyone, GET and POST. A new address without a row fails."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from referrals_portal.intake import urls
from tests.intake.making import sign_in, stored

pytestmark = pytest.mark.once

DOOR = {"sign-in", "sign-out"}
PASSIVE = {"list", "latest"}
PAGES = {"queue", "referral"}
DEEDS = {
    "take", "release", "note", "attempt", "status", "priority", "close", "withdraw", "reopen",
    "vouch", "senior", "claim", "end-ways-back", "again", "confirm",
    "recorded", "team", "give", "write", "appointment", "cancel", "task", "posted", "partner",
    "offer-letter",
}  # fmt: skip
WATCHING = {"messages", "feedback"}
LETTERS = {"letter"}  # which one is in the query: tests/intake/test_letters.py
RULES = {"rules", "rules-draft", "rules-part", "rules-switch", "rules-try"}
MANAGERS = {"unlock"} | RULES | WATCHING  # tests/intake/test_restricted.py says who gets what there
FOR_ALL = {"vouch-for-all"}
INSIDE = PAGES | PASSIVE | DEEDS | LETTERS | MANAGERS | FOR_ALL
WORKERS = ("caseworker", "colleague", "manager")
OUTSIDERS = ("editor", "superuser")


def address(name, key):
    pattern = next(each for each in urls.urlpatterns if each.name == name)
    return reverse(f"intake:{name}", args=[key] if "uuid" in str(pattern.pattern) else [])


def ask(client, method, name, key):
    return getattr(client, method)(address(name, key))


def test_every_address_has_its_rows_here():
    assert {pattern.name for pattern in urls.urlpatterns} == DOOR | INSIDE


def test_everything_behind_the_door_is_behind_the_guard():
    guarded = {p.name for p in urls.urlpatterns if getattr(p.callback, "staff_only", False)}
    assert guarded == INSIDE


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(INSIDE))
def test_a_stranger_is_asked_to_sign_in(name, method, referral):
    before = stored()
    answer = ask(Client(), method, name, referral.pk)
    if name in PASSIVE:
        assert answer.status_code == 401
    elif method == "get":
        assert answer.status_code == 302
        assert answer["Location"].startswith("/intake/sign-in/?next=")
    else:
        assert answer.status_code == 403
        assert "You are signed out" in answer.content.decode()
    assert referral.reference not in answer.content.decode()
    assert stored() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(INSIDE))
@pytest.mark.parametrize("persona", OUTSIDERS)
def test_who_has_no_role_learns_nothing(persona, name, method, referral, request):
    client = Client()
    client.force_login(
        request.getfixturevalue(persona), "django.contrib.auth.backends.ModelBackend"
    )
    before = stored()
    answer = ask(client, method, name, referral.pk)
    assert answer.status_code == 403
    assert referral.reference not in answer.content.decode()
    if str(referral.pk) in address(name, referral.pk):
        assert ask(client, method, name, uuid.uuid4()).content == answer.content
    assert stored() == before


@pytest.mark.parametrize("persona", WORKERS)
def test_who_has_a_role_gets_in(persona, referral, request):
    client = sign_in(request.getfixturevalue(persona))
    for name in sorted(PAGES | PASSIVE):
        assert ask(client, "get", name, referral.pk).status_code == 200, name
    for name in sorted(DEEDS):
        answer = ask(client, "get", name, referral.pk)
        assert (answer.status_code, answer["Location"]) == (
            303, address("referral", referral.pk),
        ), name  # fmt: skip
        assert ask(client, "post", name, referral.pk).status_code in (303, 422), name


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(DEEDS | LETTERS | {"referral"}))
def test_a_referral_that_is_not_there_is_not_there(name, method, at_work):
    assert ask(at_work, method, name, uuid.uuid4()).status_code == 404


@pytest.mark.parametrize("name", sorted(DEEDS | FOR_ALL))
def test_asking_for_a_deed_with_get_does_nothing(name, at_work, referral):
    before = stored()
    ask(at_work, "get", name, referral.pk)
    assert stored() == before


@pytest.mark.parametrize("name", sorted(DEEDS | FOR_ALL))
def test_nothing_is_done_without_a_token(name, caseworker, referral):
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(caseworker).cookies
    before = stored()
    assert ask(client, "post", name, referral.pk).status_code == 403
    forged = client.post(address(name, referral.pk), {"csrfmiddlewaretoken": "a" * 64})
    assert forged.status_code == 403
    assert stored() == before


def test_a_role_that_was_taken_away_ends_at_once(at_work, caseworker, referral):
    caseworker.intake_role.delete()
    assert ask(at_work, "get", "referral", referral.pk).status_code == 403


def test_an_account_that_was_disabled_is_a_stranger_at_once(at_work, caseworker, referral):
    caseworker.is_active = False
    caseworker.save()
    assert ask(at_work, "get", "referral", referral.pk).status_code == 302


def test_a_changed_password_ends_all_sessions(at_work, caseworker, referral):
    caseworker.set_password("another long password")
    caseworker.save()
    assert ask(at_work, "get", "referral", referral.pk).status_code == 302


def test_a_session_of_the_cms_does_not_open_the_queue(caseworker, referral):
    client = Client()
    client.force_login(caseworker, "django.contrib.auth.backends.ModelBackend")
    assert ask(client, "get", "queue", referral.pk).status_code == 302
    assert "_auth_user_id" in client.session, "and it stays signed in over there"


@pytest.mark.parametrize("name", sorted(INSIDE | DOOR))
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_answer_is_kept_by_anyone(name, method, at_work, referral):
    answer = ask(at_work, method, name, referral.pk)
    assert "no-store" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]
