"""The table of grants, without a database: complete, consistent, and well-formed SQL."""

import io
import re

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from config import grants
from config.grants import ROLES, TABLES, statements
from hub.models import Hub

MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
PRIVILEGES = re.compile(r"(SELECT|INSERT|UPDATE|DELETE)(?: \(([a-z_, ]+)\))?(?:, |$)")
STATEMENT = re.compile(
    r'DO \$\$ BEGIN CREATE ROLE "\w+" NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END \$\$'
    r"|REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    r'|GRANT USAGE ON SCHEMA public TO "\w+"(, "\w+"){4}'
    r'|REVOKE ALL ON TABLE public\."\w+" FROM PUBLIC(, "\w+"){5}'
    r'|GRANT [A-Z]+( \([a-z_, ]+\))?(, [A-Z]+( \([a-z_, ]+\))?)* ON TABLE public\."\w+" TO "\w+"'
    r'|ALTER TABLE public\."\w+" (ENABLE ROW LEVEL SECURITY|(ADD|ALTER) COLUMN [^;]+)'
    r'|DROP POLICY IF EXISTS "\w+" ON public\."\w+"'
    r'|CREATE POLICY "\w+" ON public\."\w+" TO "\w+" USING \([^;]+\) WITH CHECK \([^;]+\)'
)
RIGHTS = [(label, role, given) for label, row in TABLES.items() for role, given in row.items()]


def privileges(given):
    """What GRANT would make of it: a list of (privilege, columns)."""
    found = PRIVILEGES.findall(given)
    assert ", ".join(f"{name} ({only})" if only else name for name, only in found) == given
    return found


def test_every_table_is_decided_about():
    assert MODELS.keys() - TABLES.keys() == set()
    assert TABLES.keys() - MODELS.keys() - grants.ELSEWHERE == set()


def test_a_table_nobody_decided_about_is_an_error(monkeypatch):
    monkeypatch.delitem(TABLES, "hub.Hub")
    with pytest.raises(grants.Undecided, match=r"hub\.Hub"):
        statements()
    with pytest.raises(CommandError, match=r"hub\.Hub"):
        call_command("grants")


def test_a_row_without_a_table_is_an_error(monkeypatch):
    monkeypatch.setitem(TABLES, "hub.Gone", {})
    with pytest.raises(grants.Undecided, match=r"hub\.Gone"):
        statements()


def test_rights_are_for_roles_that_exist_and_never_all():
    for label, role, given in RIGHTS:
        assert role in ROLES, label
        assert privileges(given), (label, role)


def test_columns_exist():
    for label, role, given in RIGHTS:
        columns = (
            {field.column for field in MODELS[label]._meta.local_fields} if label in MODELS else ()
        )
        for _, only in privileges(given):
            assert set(only.split(", ") if only else ()) <= set(columns), (label, role)


@pytest.mark.parametrize("role", ["public", "cms"])
def test_the_website_and_the_cms_have_nothing_in_the_portal(role):
    portal = {label: row for label, row in TABLES.items() if label.startswith("referrals_portal.")}
    assert len(portal) >= 7
    assert [label for label, row in portal.items() if role in row] == []


def test_the_form_may_only_insert_what_it_receives():
    portal = {
        label: row["form"]
        for label, row in TABLES.items()
        if label.startswith("referrals_portal.") and "form" in row
    }
    assert portal.pop("referrals_portal.Draft") == "SELECT, INSERT, UPDATE, DELETE"
    # Guesses are counted; a box and an arrival are looked for by a key that only one person has.
    assert portal.pop("referrals_portal.WrongGuess") == "SELECT, INSERT, UPDATE, DELETE"
    for name in ("ReturnBox", "Arrival"):
        assert portal.pop(f"referrals_portal.{name}") == "SELECT, INSERT"
    # A code is looked up and used; what was answered is counted. Whose ways it stands for is not
    # the form's to know.
    codes = portal.pop("referrals_portal.Invitation")
    assert "UPDATE (used_at, answered, expires_at)" in codes
    assert not {"ways", "DELETE"} & set(re.findall(r"\w+", codes))
    assert portal.pop("referrals_portal.FeedbackCount") == "SELECT, INSERT, UPDATE (count)"
    received = ("Referral", "Clock", "Event", "FollowUp", "OutboxMessage", "Receipt", "Task")
    assert set(portal) == {f"referrals_portal.{name}" for name in received}
    assert set(portal.values()) == {"INSERT"}


def test_the_website_writes_nothing_but_smaller_copies_of_photographs_and_what_it_is_told():
    written = {
        label: row["public"]
        for label, row in TABLES.items()
        if row.get("public", "SELECT") != "SELECT"
    }
    assert written == {
        "wagtailimages.Rendition": "SELECT, INSERT",
        # Of what somebody says of a service it reads back only how much there is.
        "directory.Suggestion": "SELECT (service_id, kind), INSERT",
        # It writes no link: it looks one up by its digest.
        "directory.ProviderLink": "SELECT (service_id, digest, sent_to, expires_at)",
    }


def test_of_the_hub_editors_write_what_their_form_has_and_managers_the_rules():
    written = {role: dict(privileges(given)) for role, given in TABLES["hub.Hub"].items()}
    shown = {each.name for each in Hub._meta.concrete_fields if each.editable} - {"id"}
    assert set(written["cms"].pop("UPDATE").split(", ")) == shown
    assert written["intake"].pop("UPDATE") == "rules, rules_version, walls"
    assert all(rest == {"SELECT": ""} for rest in written.values())


def test_only_the_owner_gives_roles_in_the_queue():
    assert TABLES["accounts.IntakeRole"] == {
        "cms": "SELECT (user_id)",
        "intake": "SELECT",
        "worker": "SELECT (user_id)",
    }


def test_what_is_sealed_stays_as_it_came_until_the_worker_empties_a_recipient():
    changed = {
        (label, role, column)
        for label, role, given in RIGHTS
        if label.startswith("referrals_portal.") and label != "referrals_portal.Draft"
        for name, only in privileges(given)
        if name == "UPDATE"
        for column in only.split(", ")
        if column == "" or "seal" in column or column in ("recipient", "signature", "uuid")
    }
    assert changed == {
        ("referrals_portal.OutboxMessage", "worker", "recipient"),
        # Staff call back what they wrote, and then nobody is to be written to.
        ("referrals_portal.OutboxMessage", "intake", "recipient"),
        # Once the worker has made digests of the ways of an offer, it erases the ways themselves.
        ("referrals_portal.Invitation", "worker", "recipient"),
        # How fast messages go says nothing of any of them.
        ("referrals_portal.Pace", "worker", ""),
        ("referrals_portal.Invitation", "worker", "recipient"),
        # Staff, and the worker, answer into a box that the person alone opens.
        ("referrals_portal.ReturnBox", "intake", "sealed"),
        ("referrals_portal.ReturnBox", "worker", "sealed"),
        # None holds anything sealed: a count of guesses, one of answers, how fast is sent.
        ("referrals_portal.Pace", "worker", ""),
        ("referrals_portal.WrongGuess", "form", ""),
        ("referrals_portal.EqualityCount", "intake", ""),
    }


def test_statements_are_well_formed():
    for line in statements():
        assert re.fullmatch(STATEMENT.pattern.join(["(?:", ");"]), line), line


def test_everything_is_taken_away_before_anything_is_given():
    lines = statements()
    revoked = {line.split('"')[1] for line in lines if line.startswith("REVOKE ALL ON TABLE")}
    granted = {
        line.split('"')[1] for line in lines if "ON TABLE" in line and line.startswith("GRANT")
    }
    assert granted <= revoked
    assert revoked >= {MODELS[label]._meta.db_table for label in MODELS.keys() - grants.ELSEWHERE}
    last = max(n for n, line in enumerate(lines) if line.startswith("REVOKE"))
    first = min(n for n, line in enumerate(lines) if line.startswith("GRANT") and "TABLE" in line)
    assert last < first


def test_a_prefix_names_every_role():
    assert "front_door" not in "\n".join(statements("other_hub"))
    assert statements("other_hub") != statements()
    assert [
        line.replace("other_hub", "front_door") for line in statements("other_hub")
    ] == statements()


@pytest.mark.parametrize(
    "prefix", ["", "1st", "Front", "a b", 'x"; DROP TABLE y; --', "a" * 41, "{0}"]
)
def test_a_prefix_that_is_no_plain_name_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        statements(prefix)
    with pytest.raises(CommandError, match="prefix"):
        call_command("grants", prefix=prefix)


def test_the_command_prints_one_transaction():
    out = io.StringIO()
    call_command("grants", "--prefix", "other_hub", stdout=out)
    assert out.getvalue().splitlines() == ["BEGIN;", *statements("other_hub"), "COMMIT;"]
