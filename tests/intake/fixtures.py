"""The personas: those who work the queue, and those who must not come near it."""

import pytest

from tests.intake.making import make_editor, make_referral, make_user, sign_in, unlock


@pytest.fixture
def caseworker(db):
    return make_user("casey", "caseworker", first_name="Casey", last_name="Example")


@pytest.fixture
def colleague(db):
    return make_user("colin", "caseworker", first_name="Colin", last_name="Example")


@pytest.fixture
def manager(db):
    return make_user("manny", "manager", first_name="Manny", last_name="Example")


@pytest.fixture
def editor(db):
    return make_editor()


@pytest.fixture
def superuser(db):
    """Everything Django can give, and no role in the queue."""
    return make_user("root", is_superuser=True, is_staff=True)


@pytest.fixture
def referral(db, keys):
    return make_referral()


@pytest.fixture
def browser_of(db):
    """A function that signs somebody in and returns their browser."""
    return sign_in


@pytest.fixture
def at_work(caseworker):
    """The caseworker's browser, signed in."""
    return sign_in(caseworker)


@pytest.fixture
def restricted(db, keys):
    return make_referral(staff={"knows": "yes"})


@pytest.fixture
def locked(manager):
    """A manager's browser."""
    return sign_in(manager)


@pytest.fixture
def unlocked(locked, keys):
    """A manager's browser, and the words were given."""
    assert unlock(locked).status_code == 303
    return locked
