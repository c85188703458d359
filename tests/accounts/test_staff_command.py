"""``manage.py staff``: the only way into the queue."""

import json
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from accounts.models import IntakeRole, User
from accounts.permissions import user_can_work_the_queue, user_is_manager
from hub import drafting
from hub.loading import load
from hub.versions import put_in_force

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
GOOD = "fifteen or more"


@pytest.fixture
def password(tmp_path, monkeypatch):
    """Write a password to the file that the command reads."""

    def write(words):
        (tmp_path / "password").write_text(words + "\n")
        monkeypatch.setenv("STAFF_PASSWORD_FILE", str(tmp_path / "password"))

    write(GOOD)
    return write


@pytest.mark.django_db
class TestAdd:
    @pytest.mark.parametrize(("role", "manages"), [("caseworker", False), ("manager", True)])
    def test_a_new_account(self, password, role, manages):
        call_command("staff", "add", "casey", "--role", role, "--name", "Casey Example")
        user = User.objects.get(username="casey")
        assert user.check_password(GOOD)
        assert user.get_full_name() == "Casey Example"
        assert user_can_work_the_queue(user)
        assert user_is_manager(user) is manages
        assert (user.is_staff, user.is_superuser) == (False, False)
        assert not user.groups.exists()

    def test_an_account_that_exists_keeps_its_password_and_gets_the_role(self, password):
        call_command("staff", "add", "casey", "--role", "caseworker", "--name", "Casey Example")
        password("another good password")
        call_command("staff", "add", "casey", "--role", "manager")
        user = User.objects.get()
        assert user.check_password(GOOD)
        assert user.get_full_name() == "Casey Example"
        assert IntakeRole.objects.get().role == "manager"

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ("fourteen chars", "at least 15"),
            ("", "at least 15"),
            ("1q2w3e4r5t6y7u8i9o0p", "common"),
        ],
    )
    def test_a_weak_password_makes_nothing(self, password, words, sentence):
        password(words)
        with pytest.raises(CommandError, match=sentence):
            call_command("staff", "add", "casey", "--role", "manager")
        assert not User.objects.exists()

    def test_a_name_that_cannot_be_one_makes_nothing(self, password):
        with pytest.raises(CommandError, match="valid username"):
            call_command("staff", "add", "not a name", "--role", "manager")
        assert not User.objects.exists()

    def test_a_file_that_is_not_there_is_one_sentence(self, monkeypatch):
        monkeypatch.setenv("STAFF_PASSWORD_FILE", "/nowhere/at/all")
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("staff", "add", "casey", "--role", "manager")

    def test_without_a_file_it_asks_twice(self, monkeypatch):
        monkeypatch.delenv("STAFF_PASSWORD_FILE", raising=False)
        said = iter([GOOD, GOOD, GOOD, "something else, 15"])
        monkeypatch.setattr("config.management.commands.staff.getpass", lambda prompt: next(said))
        call_command("staff", "add", "casey", "--role", "manager")
        assert User.objects.get().check_password(GOOD)
        with pytest.raises(CommandError, match="not the same"):
            call_command("staff", "add", "colin", "--role", "manager")
        assert User.objects.count() == 1

    def test_a_team_that_is_not_there_names_those_that_are(self, password):
        load("dorset")
        drafting.begin(by_name="manny", at=AT)
        night = drafting.put("teams", None, {"key": "night", "name": "Night team"})
        drafting.change(1, night, by_name="manny", at=AT)
        known = "There are: bureau, night, victim_support"
        with pytest.raises(CommandError, match=f"no team 'victim_suport'. {known}"):
            call_command(
                "staff", "add", "casey", "--role", "manager", "--team", "night",
                "--team", "victim_suport",
            )  # fmt: skip
        assert not User.objects.exists()
        call_command("staff", "add", "casey", "--role", "manager", "--team", "night")
        assert IntakeRole.objects.get().teams == ["night"]

    def test_a_walled_team_that_the_rules_have_no_more_may_still_be_worked_in(self, password):
        put_in_force(load("dorset"), {"teams": []}, at=AT)
        call_command("staff", "add", "casey", "--role", "manager", "--team", "victim_support")
        with pytest.raises(CommandError, match=r"no team 'bureau'\. There are: victim_support"):
            call_command("staff", "add", "casey", "--role", "manager", "--team", "bureau")

    def test_a_hub_without_teams_says_so(self, password):
        load("lincolnshire")
        with pytest.raises(CommandError, match="This hub has no teams"):
            call_command("staff", "add", "casey", "--role", "manager", "--team", "night")

    def test_an_unknown_role_is_refused(self, password):
        with pytest.raises(CommandError):
            call_command("staff", "add", "casey", "--role", "owner")


@pytest.mark.django_db
class TestOthers:
    @pytest.fixture
    def casey(self, password):
        call_command("staff", "add", "casey", "--role", "caseworker")
        return User.objects.get(username="casey")

    def test_a_role_can_be_taken_away(self, casey):
        call_command("staff", "remove-role", "casey")
        assert not user_can_work_the_queue(User.objects.get())
        assert User.objects.get().is_active

    def test_an_account_can_be_stopped(self, casey):
        call_command("staff", "disable", "casey")
        assert not user_can_work_the_queue(User.objects.get())

    @pytest.mark.parametrize("act", ["remove-role", "disable"])
    def test_nobody_of_that_name(self, db, act):
        with pytest.raises(CommandError, match="no account 'nobody'"):
            call_command("staff", act, "nobody")

    def test_an_editor_has_no_role_in_the_queue(self, password):
        Group.objects.get_or_create(name="Editors")
        call_command("staff", "editor", "edie", "--name", "Edie Example")
        user = User.objects.get()
        assert [group.name for group in user.groups.all()] == ["Editors"]
        assert not user_can_work_the_queue(user)

    def test_without_the_group_of_editors_nothing_is_made(self, password):
        Group.objects.filter(name="Editors").delete()
        with pytest.raises(CommandError, match="no group"):
            call_command("staff", "editor", "edie")
        assert not User.objects.exists()

    def test_the_list(self, casey, capsys):
        User.objects.create_user("zoe", is_active=False)
        call_command("staff", "list")
        assert capsys.readouterr().out.splitlines()[-2:] == [
            "casey: caseworker", "zoe: nothing (disabled)",
        ]  # fmt: skip
        call_command("staff", "list", "--json")
        rows = json.loads(capsys.readouterr().out)
        assert rows[0] == {
            "username": "casey", "name": "", "active": True, "role": "caseworker", "teams": [],
            "groups": [],
        }  # fmt: skip
        assert "password" not in str(rows)


def test_a_superuser_is_nobody_in_the_queue(django_user_model, db):
    root = django_user_model.objects.create_superuser("root", password=GOOD)
    assert not user_can_work_the_queue(root)
