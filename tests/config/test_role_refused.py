"""What the database refuses to each role, tried on a real PostgreSQL."""

import pytest
from django.apps import apps

from config import grants
from config.grants import ROLES, TABLES, statements
from tests.config.roles import (
    ATTEMPT,
    CLOCK,
    DRAFT,
    EVENT,
    NOTE,
    OUTBOX,
    RECEIPT,
    REFERRAL,
    acting_as,
    may,
    run,
)

pytestmark = pytest.mark.django_db
RECEIVED = (REFERRAL, EVENT, OUTBOX, RECEIPT)
WORK = (NOTE, ATTEMPT)
PORTAL = (*RECEIVED, *WORK, DRAFT)
ARRIVES = f"""INSERT INTO {RECEIPT} (uuid, notification_id, reference, status, received_at)
    VALUES (gen_random_uuid(), gen_random_uuid(), '', 'delivered', now())"""


def reads(*tables):
    """Every way of looking into a table."""
    for table in tables:
        yield f"SELECT * FROM {table}"
        yield f"SELECT count(*) FROM {table}"
        yield f"SELECT 1 FROM {table} FOR UPDATE"
        yield f"COPY {table} TO STDOUT"
        yield f"TABLE {table}"
        yield f"CREATE TEMP TABLE looked AS SELECT * FROM {table}"
        yield f"CREATE TEMP VIEW looked AS SELECT * FROM {table}; SELECT * FROM looked"


def changes(*tables):
    """Every way of spoiling one."""
    for table in tables:
        yield f"DELETE FROM {table}"
        yield f"TRUNCATE {table} CASCADE"
        yield f"DROP TABLE {table} CASCADE"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} DISABLE TRIGGER ALL"


def sets(table, *columns):
    for column in columns:
        yield f"UPDATE {table} SET {column} = {column}"


BREAKING_OUT = (
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT pg_read_binary_file('PG_VERSION')",
    "SELECT pg_ls_dir('.')",
    "SELECT pg_stat_file('PG_VERSION')",
    "SELECT lo_import('/etc/hostname')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/dev/null'",
    f"COPY {RECEIPT} FROM '/dev/null'",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_statistic",
    "SELECT pg_stat_reset()",
    "CREATE TABLE public.mine (a int)",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA mine",
    "CREATE ROLE mine SUPERUSER",
    "SET log_statement = 'all'",
    "SET session_replication_role = 'replica'",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
)
STAFF = ("accounts_intakerole", "accounts_user", "django_session")

REFUSED = {
    "public": [
        *reads(*PORTAL, *STAFF, "wagtailcore_revision", "axes_accessattempt"),
        *changes(
            *PORTAL, "pages_homepage", "hub_hub", "directory_location", "core_contentgeneration"
        ),
        *sets("pages_informationpage", "introduction"),
        *sets("wagtailcore_page", "live"),
        *sets("hub_hub", "phone"),
        *sets("core_contentgeneration", "number"),
        f"INSERT INTO {DRAFT} DEFAULT VALUES",
        ARRIVES,
    ],
    "form": [
        *reads(*RECEIVED, *WORK, *STAFF, "wagtailcore_revision", "axes_accessattempt"),
        *changes(*RECEIVED, *WORK, "pages_homepage", "hub_hub", "directory_location"),
        *(f"UPDATE {table} SET uuid = uuid" for table in (*RECEIVED, *WORK)),
        *(f"UPDATE {table} SET uuid = gen_random_uuid()" for table in RECEIVED),
        *sets(REFERRAL, "status", "version", "sealed", "sealed_key", "retain_until"),
        f"{ARRIVES} RETURNING uuid",
        f"{ARRIVES} RETURNING 1, status",
        f"{ARRIVES} ON CONFLICT (uuid) DO NOTHING",
        f"{ARRIVES} ON CONFLICT (uuid) DO UPDATE SET status = 'x'",
        f"WITH gone AS (DELETE FROM {REFERRAL} RETURNING *) SELECT * FROM gone",
        f"MERGE INTO {REFERRAL} USING (SELECT 1 AS a) AS b ON true WHEN MATCHED THEN DELETE",
        f"TRUNCATE {DRAFT}",
        *sets("hub_hub", "rules"),
        *sets("core_contentgeneration", "number"),
    ],
    "cms": [
        *reads(*PORTAL),
        *changes(*PORTAL, *STAFF[:2]),
        ARRIVES,
        *sets("accounts_intakerole", "user_id", "role"),
        "SELECT * FROM accounts_intakerole",
        "SELECT role FROM accounts_intakerole",
        "INSERT INTO accounts_intakerole (user_id, role) VALUES (1, 'manager')",
        "INSERT INTO accounts_user (username, password) VALUES ('a', 'b')",
        "INSERT INTO accounts_user_groups (user_id, group_id) VALUES (1, 1)",
        "INSERT INTO django_session (session_key, session_data, expire_date, of_intake) "
        "VALUES ('a', 'b', now(), true)",
        "ALTER TABLE django_session ALTER of_intake SET DEFAULT false",
        "DROP POLICY front_door_cms ON accounts_user",
        *reads("wagtailcore_apitoken"),
        # Who the hub is they edit here; its rules and its walls are the managers'.
        *sets("hub_hub", "slug", "rules", "rules_version", "walls"),
        "INSERT INTO hub_hub DEFAULT VALUES",
        "DELETE FROM hub_hub",
    ],
    "intake": [
        *changes(*PORTAL, "accounts_user", "accounts_intakerole", "pages_homepage", "hub_hub"),
        *changes("hub_rulesversion", CLOCK),
        *sets("hub_rulesversion", "document", "number", "by_name", "made_at"),
        *sets(CLOCK, "what", "channel", "number", "unit", "rules_version", "referral_id"),
        *sets("accounts_intakerole", "teams"),
        f"SELECT * FROM {DRAFT}",
        f"SELECT count(*) FROM {DRAFT}",
        f"SELECT 1 FROM {DRAFT} FOR UPDATE",
        f"COPY {DRAFT} TO STDOUT",
        f"SELECT * FROM {RECEIPT}",
        f"SELECT recipient FROM {OUTBOX}",
        f"SELECT * FROM {OUTBOX}",
        f"COPY {OUTBOX} TO STDOUT",
        *sets(REFERRAL, "uuid", "reference", "compartment", "epoch", "sealed", "sealed_key"),
        *sets(REFERRAL, "signature", "received_at", "rules_version"),
        *sets(EVENT, "at", "kind", '"by"', "by_name", "detail"),
        *sets(NOTE, "sealed", "by_id", "referral_id"),
        *sets(ATTEMPT, "sealed", '"at"'),
        # What they wrote they may call back; what it is, whose, and when it is too late, stays.
        *sets(OUTBOX, "referral", "reference", "channel", "template", "created_at", "send_by"),
        *sets(OUTBOX, "follows", "attempts", "notification_id", "epoch"),
        *sets("referrals_portal_pace", "waits_until", "tokens"),
        *sets("referrals_portal_appointment", "sealed", "at"),
        *sets("referrals_portal_task", "referral", "kind", "message"),
        "DELETE FROM referrals_portal_task",
        "SELECT * FROM referrals_portal_optout",
        "SELECT * FROM referrals_portal_invitation",
        *sets("accounts_user", "username", "is_active", "is_superuser"),
        *sets("accounts_intakerole", "role"),
        "INSERT INTO accounts_intakerole (user_id, role) VALUES (1, 'manager')",
        f"INSERT INTO {REFERRAL} DEFAULT VALUES",
        # Managers put rules in force here; who the hub is stays the editors'.
        *sets("hub_hub", "slug", "name", "phone", "email", "alert", "promise_words", "welsh"),
    ],
    "worker": [
        *reads(EVENT, *WORK),
        # Of accounts it sees where to reach editors who keep services (test_role_upkeep.py).
        *(f"SELECT * FROM {table}" for table in STAFF[:2]),
        *(f"SELECT 1 FROM {table} FOR UPDATE" for table in STAFF[:2]),
        *(f"COPY {table} TO STDOUT" for table in STAFF[:2]),
        *(f"SELECT {column} FROM {STAFF[0]}" for column in ("role", "teams")),
        *(f"SELECT {column} FROM {STAFF[1]}" for column in ("username", "password", "last_name")),
        *sets(STAFF[1], "email", "is_active", "password"),
        # Of referrals it sees which there are and how they stand, and nothing of what they say.
        f"SELECT * FROM {REFERRAL}",
        f"COPY {REFERRAL} TO STDOUT",
        *(
            f"SELECT {column} FROM {REFERRAL}"
            for column in ("sealed", "sealed_key", "reference", "assignee_id", "received_at")
        ),
        *sets(REFERRAL, "sealed", "priority", "assignee_id", "suspected", "retain_until"),
        "SELECT session_key FROM django_session",
        "SELECT session_data FROM django_session",
        "COPY django_session TO STDOUT",
        "SELECT username FROM axes_accessattempt",
        "SELECT ip_address FROM axes_accessattempt",
        *sets("django_session", "expire_date"),
        *changes(REFERRAL, EVENT, OUTBOX, *WORK, "pages_homepage", "hub_hub"),
        *sets(DRAFT, "sealed", "expires_at", "version"),
        *sets(OUTBOX, "referral", "reference", "channel", "template", "created_at", "send_by"),
        "SELECT * FROM referrals_portal_appointment",
        "SELECT key FROM referrals_portal_invitation",
        "DELETE FROM referrals_portal_optout",
        *sets(RECEIPT, "status", "reference", "notification_id"),
        f"INSERT INTO {DRAFT} DEFAULT VALUES",
        ARRIVES,
    ],
}

ALLOWED = {
    "public": ["SELECT * FROM pages_homepage", "SELECT * FROM django_migrations"],
    "form": [ARRIVES, f"SELECT * FROM {DRAFT} FOR UPDATE", f"DELETE FROM {DRAFT}"],
    "cms": ["UPDATE pages_homepage SET introduction = ''", "SELECT * FROM accounts_user"],
    "intake": [
        f"SELECT * FROM {REFERRAL} FOR UPDATE",
        f"UPDATE {REFERRAL} SET status = 'new', version = version + 1",
        f"SELECT state, count(*) FROM {OUTBOX} GROUP BY 1",
    ],
    "worker": [
        f"SELECT * FROM {OUTBOX} FOR UPDATE SKIP LOCKED",
        *(f"DELETE FROM {table}" for table in (DRAFT, RECEIPT)),
        "DELETE FROM django_session WHERE expire_date < now()",
        "DELETE FROM axes_accessattempt WHERE attempt_time < now()",
    ],
}


@pytest.mark.parametrize("role", ROLES)
def test_what_must_be_refused_is(roles, role):
    """T-AUTHZ 06. Each statement is tried by the owner too, for whom none is refused."""
    tried = [*REFUSED[role], *BREAKING_OUT]
    assert [sql for sql in tried if may(role, sql)] == []
    assert [sql for sql in tried if not may(None, sql)] == []


@pytest.mark.parametrize("role", ROLES)
def test_what_must_be_allowed_is(roles, role):
    assert [sql for sql in ALLOWED[role] if not may(role, sql)] == []


def test_the_database_agrees_with_the_table_and_with_nothing_else(roles):
    """Every privilege of every role on every table, whole tables and single columns."""
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    expected = set()
    for label, row in {**TABLES, **grants.WITHOUT_MODEL}.items():
        table = models[label]._meta.db_table if label in models else label
        for role, given in row.items():
            for name in given.replace(" (", ":(").split(", "):
                if name.split(":")[0].isupper():
                    expected.add((role, table, name.split(":")[0], ":" in name))
    names = ", ".join(f"('{role}')" for role in ROLES)
    found = run(
        f"""SELECT role, relname, privilege,
            NOT has_table_privilege('front_door_' || role, c.oid, privilege)
        FROM pg_class c, (VALUES {names}) AS roles (role),
            unnest('{{SELECT,INSERT,UPDATE,DELETE,REFERENCES,TRIGGER,TRUNCATE}}'::text[])
            AS privilege
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
          AND (has_table_privilege('front_door_' || role, c.oid, privilege)
            OR privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
               AND has_any_column_privilege('front_door_' || role, c.oid, privilege))"""
    )
    assert set(found) == expected


def test_a_new_table_is_closed_to_everyone(roles):
    run("CREATE TABLE public.tomorrow (a int)")
    assert [role for role in ROLES if may(role, "SELECT * FROM tomorrow")] == []


def test_what_somebody_opened_by_hand_is_closed_again(roles):
    run(
        f"GRANT ALL ON {REFERRAL} TO front_door_form, PUBLIC;"
        f"GRANT SELECT (sealed) ON {DRAFT} TO front_door_cms"
    )
    assert may("form", f"SELECT * FROM {REFERRAL}")
    run("\n".join(statements()))
    assert not may("form", f"SELECT * FROM {REFERRAL}")
    assert not may("public", f"SELECT * FROM {REFERRAL}")
    assert not may("cms", f"SELECT sealed FROM {DRAFT}")


def test_statistics_and_other_sessions_tell_nothing(roles):
    """Samples of columns, and what other connections run, are places where data leaks."""
    run(f"ANALYZE {REFERRAL}, {DRAFT}, accounts_user")
    for role in ROLES:
        with acting_as(role):
            tables = {name for (name,) in run("SELECT tablename FROM pg_stats")}
            others = {query for (query,) in run("SELECT query FROM pg_stat_activity")}
        assert role == "intake" or REFERRAL not in tables
        assert others <= {"<insufficient privilege>", "", None}
