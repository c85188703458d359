"""Who may do what in the database: on PostgreSQL each process has a role of its own.

The table below is the whole of it. What has no row is an error and what is not written in a row
is refused, so a new table is closed to everyone until somebody decides. ``manage.py grants``
prints it as SQL; docs/how-to/separate-the-processes.md says how to use that.
"""

import re
from collections.abc import Iterator

from django.apps import apps

ROLES = ("public", "form", "cms", "intake", "worker")
Rights = dict[str, str]
"""Role -> privileges as GRANT has them, with columns in brackets. Who is absent has none."""

READ = "SELECT"
INSERT = "INSERT"
EDIT = "SELECT, INSERT, UPDATE, DELETE"

NOBODY: Rights = {}
EDITORS: Rights = {"cms": EDIT}
PUBLISHED: Rights = dict.fromkeys(ROLES, READ) | {"cms": EDIT, "worker": "SELECT, UPDATE"}
"""What the website shows. Every page has the hub's name and who answers the telephone now; the
worker publishes what editors gave a time."""
PART: Rights = PUBLISHED | {"worker": EDIT}
"""Parts of something that is published as a whole: publishing writes them all again."""
FOLLOWS_PAGES: Rights = {"cms": EDIT, "worker": EDIT}
"""What Wagtail keeps up to date whenever something is published, by whomever."""
SIGNING_IN: Rights = {"cms": EDIT, "intake": EDIT}

REFERRAL = (
    "status, priority, team, assignee_id, due_at, first_contact_at, retain_until, version, "
    "suspected, senior_by, equality_counted, clocks_version"
)
"""What staff change. What arrived, and what it was sealed with, stays as it came."""
HUB_OF_EDITORS = (
    "name, area, delivered_by, phone, email, opening_hours_are_assumed, welsh, "
    "drafts_may_be_saved, alert, promise_words"
)
"""What editors say of the hub. Its rules and its walls are the managers'."""
MESSAGE_SEEN = (
    "uuid, referral, follows, template, channel, state, attempts, created_at, due_at, send_by, "
    "failure, claimed_until"
)
"""What staff see of a message; whatever went in its place is called back with it. An alert that has
not left by ``send_by`` is shown as lost, and by its ``attempts`` it is known how long one that is
tried again has waited, whose time moves on."""
MESSAGE_CALLED_BACK = "state, failure, due_at, claimed_until, recipient"
"""What staff change of a message that they wrote and that has not left: they may call it back."""
MESSAGE_MOVED = "state, failure, attempts, due_at, claimed_until, notification_id, recipient"

TABLES: dict[str, Rights] = {
    # The portal. Nothing here is for the website or the CMS.
    "referrals_portal.Referral": {
        "form": INSERT,
        "intake": f"SELECT, UPDATE ({REFERRAL})",
        # The worker carries out what somebody asked for by their way back; it knows by when they
        # are to be reached, so that nobody is put off by that.
        "worker": (
            "SELECT (uuid, status, suspected, version, due_at, first_contact_at, senior_by), "
            "UPDATE (status, version, due_at)"
        ),
    },
    "referrals_portal.Clock": {
        "form": INSERT,
        "intake": "SELECT, INSERT, UPDATE (started_at, due_at, met_at, superseded_at)",
        # The worker stops the clock of an offer that was sent, and starts what a yes to it starts.
        "worker": (
            "SELECT (uuid, referral_id, what, channel, either, starts, unit, number, started_at, "
            "due_at, met_at, rules_version, superseded_at), UPDATE (started_at, due_at, met_at)"
        ),
    },
    "referrals_portal.Event": {"form": INSERT, "intake": "SELECT, INSERT", "worker": INSERT},
    "referrals_portal.FollowUp": {
        "form": INSERT,
        "intake": READ,
        "worker": (
            "SELECT (uuid, referral, kind, compartment, received_at, due_at, nothing_safe, "
            "mandate, applied_at), UPDATE (applied_at, refused)"
        ),
    },
    # Sealed to words that the person alone has: whoever reads these rows opens nothing. Staff and
    # the worker put in where it stands, which takes the public half; staff can end them.
    "referrals_portal.ReturnBox": {
        "form": "SELECT, INSERT",
        "intake": "SELECT, UPDATE (sealed, told), DELETE",
        "worker": "SELECT (key, referral, public, expires_at, told), UPDATE (sealed, told), DELETE",
    },
    "referrals_portal.WrongGuess": {"form": EDIT, "worker": "SELECT (key, wait_until), DELETE"},
    "referrals_portal.Arrival": {"form": "SELECT, INSERT", "worker": "SELECT (uuid, hour), DELETE"},
    "referrals_portal.EqualityCount": {"intake": "SELECT, INSERT, UPDATE"},
    "referrals_portal.Note": {"intake": "SELECT, INSERT"},
    "referrals_portal.ContactAttempt": {"intake": "SELECT, INSERT"},
    "referrals_portal.OutboxMessage": {
        "form": INSERT,
        "intake": f"SELECT ({MESSAGE_SEEN}), INSERT, UPDATE ({MESSAGE_CALLED_BACK})",
        # In place of one that did not arrive, the worker writes one for another way.
        "worker": f"SELECT, INSERT, UPDATE ({MESSAGE_MOVED})",
    },
    "referrals_portal.Task": {
        # An offer by letter is a task for staff from the moment that it comes.
        "form": INSERT,
        "intake": "SELECT, INSERT, UPDATE (done_at, done_by_name)",
        # It takes back letters to somebody who said never.
        "worker": (
            "SELECT (referral, kind, template, channel, message, done_at), INSERT, "
            "UPDATE (done_at, reason)"
        ),
    },
    "referrals_portal.Appointment": {"intake": "SELECT, INSERT, UPDATE (cancelled_at)"},
    "referrals_portal.Pace": {"intake": READ, "worker": "SELECT, INSERT, UPDATE"},
    # What a code opens. The form cannot see whose ways say never, and the worker not the codes.
    "referrals_portal.Invitation": {
        "form": (
            "SELECT (key, purpose, referral, compartment, point, used_at, answered, expires_at), "
            # The same answer again is no other one, and every answer gives an offer another year.
            "INSERT, UPDATE (used_at, answered, expires_at)"
        ),
        "intake": "INSERT",
        "worker": (
            # Once its hour is over, a survey that was answered goes.
            "SELECT (referral, purpose, ways, epoch, recipient, used_at, expires_at), "
            "UPDATE (ways, recipient), DELETE"
        ),
    },
    "referrals_portal.OptOut": {"worker": "SELECT, INSERT"},
    "referrals_portal.FeedbackCount": {
        "form": "SELECT, INSERT, UPDATE (count)",
        "intake": READ,
    },
    "referrals_portal.Receipt": {"form": INSERT, "worker": "SELECT, UPDATE (applied_at), DELETE"},
    "referrals_portal.Tally": {"worker": "SELECT, INSERT, DELETE"},
    "referrals_portal.Draft": {"form": EDIT, "worker": "SELECT, DELETE"},
    # Accounts. See also POLICIES: the CMS does not see those who work the queue.
    # The worker reminds editors who keep services (see POLICIES), and sees only where.
    "accounts.User": {
        "cms": "SELECT, UPDATE",
        "intake": "SELECT, UPDATE (last_login, password)",
        "worker": "SELECT (id, email, is_active)",
    },
    "accounts.IntakeRole": {
        "cms": "SELECT (user_id)",
        "intake": READ,
        "worker": "SELECT (user_id)",
    },
    "accounts.User_groups": {"cms": READ},
    "accounts.User_user_permissions": {"cms": READ},
    "auth.Group": {"cms": READ},
    "auth.Group_permissions": {"cms": READ},
    "auth.Permission": {"cms": READ},
    # What signing in left behind the worker deletes, and cannot read.
    "sessions.Session": SIGNING_IN | {"worker": "SELECT (expire_date), DELETE"},
    "axes.AccessAttempt": SIGNING_IN | {"worker": "SELECT (id, attempt_time), DELETE"},
    "axes.AccessAttemptExpiration": SIGNING_IN | {"worker": "SELECT (access_attempt_id), DELETE"},
    "axes.AccessFailureLog": SIGNING_IN,
    "axes.AccessLog": NOBODY,
    # The website and the directory.
    "contenttypes.ContentType": dict.fromkeys(ROLES, READ),
    # Managers put new rules in force in the queue.
    "core.ContentGeneration": PUBLISHED | {"intake": "SELECT, UPDATE (number)"},
    # Each of the two writes its own half of the row, and neither makes or deletes one.
    "hub.Hub": dict.fromkeys(ROLES, READ)
    | {
        "cms": f"SELECT, UPDATE ({HUB_OF_EDITORS})",
        "intake": "SELECT, UPDATE (rules, rules_version, walls)",
    },
    "hub.OpeningPeriod": PUBLISHED,
    "hub.RulesDraft": {"intake": EDIT},
    "hub.RulesVersion": {"intake": "SELECT, INSERT"},
    # Where a refuge is. No other process may even ask.
    "directory.ConfidentialLocation": EDITORS,
    # What was copied from where: the import runs as the CMS, for it must know what is secret.
    "directory.Feed": EDITORS,
    "directory.Arrival": EDITORS,
    "directory.Location": PUBLISHED,
    "directory.Organisation": PUBLISHED,
    "directory.Phone": PART,
    # An operator's import writes it, as the owner of the tables; only the website asks where it is.
    "directory.PostcodePoint": {"public": READ},
    "directory.Schedule": PART,
    "directory.Service": PUBLISHED,
    "directory.ServiceAtLocation": PART,
    "directory.Session": PART,
    "directory.Taxonomy": PUBLISHED,
    "directory.Service_taxonomy_terms": PART,
    "directory.TaxonomyTerm": PUBLISHED,
    # By it the website decides what sinks and hides, and the worker whom to remind.
    "directory.UpkeepRule": dict.fromkeys(ROLES, READ) | {"cms": EDIT},
    # Whoever writes on the website reads none; it counts them, so that a flood is not kept. The
    # worker carries out a service's "it is all right", and deletes what nobody decided about.
    "directory.Suggestion": {
        "public": "SELECT (service_id, kind), INSERT",
        "cms": "SELECT, UPDATE (changes), DELETE",
        "worker": "SELECT (id, service_id, kind, received_at), DELETE",
    },
    # Editors ask for a link; the worker alone makes and sends it, and nobody can read it back.
    "directory.ProviderLink": {
        "public": "SELECT (service_id, digest, sent_to, expires_at)",
        "cms": "SELECT, INSERT, UPDATE (asked_at), DELETE",
        "worker": "SELECT, UPDATE",
    },
    "pages.HomePage": PUBLISHED,
    "pages.InformationPage": PUBLISHED,
    "pages.PlacePage": PUBLISHED,
    "pages.PlacesPage": PUBLISHED,
    "wagtailcore.Locale": PUBLISHED,
    "wagtailcore.Page": PUBLISHED,
    "wagtailcore.Site": PUBLISHED,
    "wagtailcore.Collection": PUBLISHED,
    "wagtailcore.CollectionViewRestriction": PUBLISHED,
    "wagtailcore.CollectionViewRestriction_groups": PUBLISHED,
    "wagtailcore.PageViewRestriction": PUBLISHED,
    "wagtailcore.PageViewRestriction_groups": PUBLISHED,
    "wagtaildocs.Document": PUBLISHED,
    "wagtailimages.Image": PUBLISHED,
    # Whoever first looks at a photograph causes its smaller copy.
    "wagtailimages.Rendition": PUBLISHED | {"public": "SELECT, INSERT"},
    "wagtailredirects.Redirect": PART,
    # What only editors see.
    "wagtailcore.ReferenceIndex": FOLLOWS_PAGES,
    "wagtailsearch.IndexEntry": FOLLOWS_PAGES,
    "wagtailsearch.SQLiteFTSIndexEntry": NOBODY,
    "wagtailcore.Revision": {"cms": EDIT, "worker": "SELECT, UPDATE"},
    "wagtailcore.PageLogEntry": {"cms": EDIT, "worker": "SELECT, INSERT"},
    "wagtailcore.ModelLogEntry": {"cms": EDIT, "worker": "SELECT, INSERT"},
    "wagtailcore.WorkflowState": {"cms": EDIT, "worker": "SELECT, UPDATE"},
    "wagtailcore.TaskState": {"cms": EDIT, "worker": "SELECT, UPDATE"},
    "wagtailcore.Comment": {"cms": EDIT, "worker": READ},
    "wagtailcore.CommentReply": {"cms": EDIT, "worker": READ},
    "wagtailcore.PageSubscription": EDITORS,
    "wagtailcore.UploadedFile": EDITORS,
    # What is published at its time may be in a workflow, which then ends.
    "wagtailcore.Workflow": {"cms": EDIT, "worker": READ},
    "wagtailcore.WorkflowContentType": EDITORS,
    "wagtailcore.WorkflowPage": EDITORS,
    "wagtailcore.WorkflowTask": EDITORS,
    "wagtailcore.Task": {"cms": EDIT, "worker": READ},
    "wagtailcore.GroupApprovalTask": EDITORS,
    "wagtailcore.GroupApprovalTask_groups": EDITORS,
    "wagtailcore.GroupPagePermission": EDITORS,
    "wagtailcore.GroupCollectionPermission": EDITORS,
    "wagtailcore.GroupSitePermission": EDITORS,
    "wagtailcore.APIToken": NOBODY,
    "wagtailadmin.Admin": NOBODY,
    "wagtailadmin.EditingSession": EDITORS,
    "wagtailadmin.FormState": EDITORS,
    "wagtailusers.UserProfile": EDITORS,
    "taggit.Tag": EDITORS,
    "taggit.TaggedItem": EDITORS,
}
"""Model -> who may do what with its table. There is no ``ALL``, and nobody may TRUNCATE."""

WITHOUT_MODEL = {"django_migrations": dict.fromkeys(ROLES, READ)}
"""Tables that Django keeps without a model. ``/readyz`` asks whether all migrations were run."""

ELSEWHERE = frozenset({"wagtailsearch.SQLiteFTSIndexEntry"})
"""Models whose tables are not in PostgreSQL."""


class Undecided(Exception):
    """Models and rows do not match. The message names those without a partner."""


def statements(prefix: str = "front_door") -> list[str]:
    """Return the SQL statements, in order, that make the database agree with this module.

    They may be run again at any time, and take away what is no longer written here. Raises
    `Undecided`, and ValueError for a prefix that is no plain lower-case name of at most 40 letters.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", prefix):
        raise ValueError("a prefix is lower-case letters, digits and underscores, at most 40")
    return [line.format(prefix=prefix) for line in _all()]


def _all() -> Iterator[str]:
    for role in ROLES:
        yield (
            f"DO $$ BEGIN CREATE ROLE {_name(role)} NOLOGIN; "
            "EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
        )
    everyone = ", ".join(map(_name, ROLES))
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
    yield f"GRANT USAGE ON SCHEMA public TO {everyone};"
    tables = _tables() | WITHOUT_MODEL
    for table in tables:
        yield f'REVOKE ALL ON TABLE public."{table}" FROM PUBLIC, {everyone};'
    for table, rights in tables.items():
        for role, privileges in rights.items():
            yield f'GRANT {privileges} ON TABLE public."{table}" TO {_name(role)};'
    yield from POLICIES


def _name(role: str) -> str:
    return f'"{{prefix}}_{role}"'


def _tables() -> dict[str, Rights]:
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    odd = (models.keys() ^ TABLES.keys()) - ELSEWHERE
    if odd:
        raise Undecided(f"config/grants.py and the models disagree about: {', '.join(sorted(odd))}")
    return {
        models[label]._meta.db_table: rights
        for label, rights in TABLES.items()
        if label not in ELSEWHERE
    }


def _policy(table: str, role: str, rows: str) -> tuple[str, str]:
    """Return the statements after which a role has only those rows of a table."""
    name = _name(role)
    return (
        f'DROP POLICY IF EXISTS {name} ON public."{table}";',
        f'CREATE POLICY {name} ON public."{table}" TO {name} USING ({rows}) WITH CHECK ({rows});',
    )


POLICIES = (
    # For the CMS an account with a role in the queue does not exist: it cannot read its password's
    # hash, set another one, rename it or lock it out.
    'ALTER TABLE public."accounts_user" ENABLE ROW LEVEL SECURITY;',
    *_policy(
        "accounts_user",
        "cms",
        'NOT EXISTS (SELECT FROM public."accounts_intakerole" AS held '
        'WHERE held.user_id = "accounts_user".id)',
    ),
    *_policy("accounts_user", "intake", "true"),
    # Nor for the worker, which reminds editors of services that they keep.
    *_policy(
        "accounts_user",
        "worker",
        'NOT EXISTS (SELECT FROM public."accounts_intakerole" AS held '
        'WHERE held.user_id = "accounts_user".id)',
    ),
    # A session's key is as good as a password, so each side has its own. Whatever there was
    # before counts as the queue's.
    'ALTER TABLE public."django_session" '
    "ADD COLUMN IF NOT EXISTS of_intake boolean NOT NULL DEFAULT true;",
    'ALTER TABLE public."django_session" '
    "ALTER COLUMN of_intake SET DEFAULT pg_has_role('{prefix}_intake', 'USAGE');",
    'ALTER TABLE public."django_session" ENABLE ROW LEVEL SECURITY;',
    *_policy("django_session", "cms", "NOT of_intake"),
    *_policy("django_session", "intake", "of_intake"),
    *_policy("django_session", "worker", "expire_date < now()"),
)
"""Which rows, where a whole table is too much. The owner of the tables sees all of them."""
