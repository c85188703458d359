"""Acting as one of the roles, on a real PostgreSQL."""

from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from psycopg.errors import InsufficientPrivilege

REFERRAL = "referrals_portal_referral"
EVENT = "referrals_portal_event"
OUTBOX = "referrals_portal_outboxmessage"
RECEIPT = "referrals_portal_receipt"
DRAFT = "referrals_portal_draft"
NOTE = "referrals_portal_note"
ATTEMPT = "referrals_portal_contactattempt"
CLOCK = "referrals_portal_clock"


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def acting_as(role):
    """Do what follows as a process of that role. A failure ends the test, and the role with it."""
    run(f"SET ROLE front_door_{role}")
    yield
    run("RESET ROLE")


def may(role, sql):
    """Tell whether the database lets a role run this, whatever comes of it."""
    try:
        with transaction.atomic():
            run(f"SET LOCAL ROLE {f'front_door_{role}' if role else 'NONE'}")
            run(sql)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return not isinstance(error.__cause__, InsufficientPrivilege)
    return True
