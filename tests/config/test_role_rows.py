"""Where a whole table would be too much, the database gives each role its own rows."""

import itertools

import pytest

from accounts.models import IntakeRole, User
from directory.models import ConfidentialLocation
from tests.config.roles import acting_as, may, run

pytestmark = pytest.mark.django_db


class TestRows:
    """Where a whole table would be too much."""

    @pytest.fixture
    def both(self, installation):
        return User.objects.get(username="editor"), User.objects.get(username="caseworker")

    def test_who_works_the_queue_does_not_exist_for_the_cms(self, both):
        editor, caseworker = both
        with acting_as("cms"):
            assert [user.username for user in User.objects.all()] == ["editor"]
            assert User.objects.filter(pk=editor.pk).update(first_name="Edith") == 1
            for change in ({"password": "x"}, {"is_active": False}, {"username": "x"}):
                assert User.objects.filter(pk=caseworker.pk).update(**change) == 0
        assert IntakeRole.objects.count() == 2
        assert User.objects.get(pk=caseworker.pk).password == caseworker.password

    def test_the_cms_cannot_make_somebody_who_works_the_queue(self, both):
        editor, caseworker = both
        assert not may(
            "cms", "INSERT INTO accounts_intakerole (user_id, role) VALUES (1, 'manager')"
        )
        run(f"UPDATE accounts_intakerole SET user_id = {editor.pk} WHERE user_id = {caseworker.pk}")
        assert may("intake", f"UPDATE accounts_user SET last_login = now() WHERE id = {editor.pk}")
        with acting_as("cms"):
            assert [user.username for user in User.objects.all()] == ["caseworker"]

    def test_each_side_sees_its_own_sessions(self, both):
        for mine, other in itertools.permutations(("cms", "intake")):
            with acting_as(mine):
                run(f"INSERT INTO django_session VALUES ('key-of-{mine}', 'x', now())")
            with acting_as(other):
                assert (f"key-of-{mine}",) not in run("SELECT session_key FROM django_session")
                run("DELETE FROM django_session")
            assert run("SELECT session_key FROM django_session") == [(f"key-of-{mine}",)]
            run("DELETE FROM django_session")

    def test_a_session_cannot_change_sides(self, both):
        run("INSERT INTO django_session VALUES ('a', 'x', now(), false)")
        assert not may("cms", "UPDATE django_session SET of_intake = true")
        assert may("cms", "UPDATE django_session SET session_data = 'y'")

    @pytest.mark.parametrize("role", ["public", "form", "intake", "worker"])
    def test_only_editors_can_ask_for_a_secret_address(self, both, role):
        assert not may(role, "SELECT count(*) FROM directory_confidentiallocation")
        assert may(role, "SELECT count(*) FROM directory_location")

    def test_editors_can(self, both):
        with acting_as("cms"):
            assert ConfidentialLocation.objects.update(city="Elsewhere") == 1
