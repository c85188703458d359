"""All we promise about the house: read this to know what will stay true."""

import ast
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from django.core.management import call_command

from config.management.commands.data_register import register
from core.checks import every_field_is_classified
from referrals_portal.steps import CALL, STEPS

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("site", "directory", "referrals_portal")
SOURCES = [
    path
    for path in chain.from_iterable((ROOT / room).rglob("*.py") for room in ROOMS)
    if "migrations" not in path.parts
]


def test_imports_point_one_way():
    """The contracts of pyproject.toml: rooms, layers of the portal, cryptography, opening."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_stored_field_is_classified():
    assert every_field_is_classified(None) == []


def test_every_question_is_classified():
    for step in (CALL, *STEPS):
        assert set(step.form.classified) == set(step.form.base_fields), step.key


def test_the_data_register_is_printed_from_the_code():
    assert (ROOT / "docs" / "data-register.md").read_text(encoding="utf-8") == register(), (
        "Run: manage.py data_register > docs/data-register.md"
    )


@pytest.mark.parametrize("room", ["journey", "intake"])
def test_only_actions_change_a_referral(room):
    """No face of the portal saves, updates or deletes a referral or what belongs to it."""
    changing = {"save", "update", "create", "delete", "bulk_create", "bulk_update", "get_or_create"}
    named = {"Referral", "Event", "Note", "ContactAttempt", "OutboxMessage"}
    for path in (ROOT / "referrals_portal" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in changing:
                assert not named & {
                    part.id for part in ast.walk(node) if isinstance(part, ast.Name)
                }, f"{path.name}:{node.lineno}"


def test_actions_are_keyword_only_and_name_who_did_it():
    from referrals_portal import actions

    for name in actions.__all__:
        action = getattr(actions, name)
        if isinstance(action, type):
            continue
        code = getattr(action, "__wrapped__", action).__code__
        keywords = code.co_varnames[: code.co_kwonlyargcount]
        assert code.co_argcount == 0, name
        assert "by" in keywords, name


def test_triage_is_pure():
    """No database, no clock of its own, no settings."""
    for path in (ROOT / "referrals_portal" / "triage").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "django" not in text, path
        assert "now(" not in text, path


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_one_thing_and_says_which(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert path.stem not in ("utils", "helpers", "common", "misc")
    if text.strip():
        assert ast.get_docstring(ast.parse(text)) or "management" in path.parts


WITHOUT_A_TOKEN = (
    "directory/oruk/answering.py",
    "directory/upkeep/views.py",
    "referrals_portal/journey/leaving.py",
    "referrals_portal/messages/views.py",
    "site/core/carrying.py",
)
"""Each says why beside it."""


def test_nothing_lets_markup_through():
    """The renderer, the drawings and Jinja's output are made of escaped parts; nothing else is."""
    allowed = {"renderer.py", "components.py", "govuk.py", "jinja.py"}
    for path in SOURCES:
        if path.name in allowed:
            continue
        text = path.read_text(encoding="utf-8")
        for word in ("mark_safe", "SafeString(", "csrf_exempt"):
            if word == "csrf_exempt" and str(path.relative_to(ROOT)) in WITHOUT_A_TOKEN:
                continue
            assert word not in text, path
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text, path
        assert "autoescape off" not in text, path
        assert "<script>" not in text, path
        assert "style=" not in text, path
    for path in (ROOT / "static" / "js").rglob("*.js"):
        assert "innerHTML" not in path.read_text(encoding="utf-8"), path


def test_no_page_names_another_host_for_a_file():
    for path in chain((ROOT / "templates").rglob("*.html"), (ROOT / "static").rglob("*.scss")):
        text = path.read_text(encoding="utf-8")
        for way in ('src="http', "src='http", "url(http", "@import url", 'href="//', 'src="//'):
            assert way not in text, path


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_queue_asks_only_for_what_its_reader_may_know_of():
    """Whatever intake reads of referrals begins with `visible_to`: no list, count or page leaks."""
    for path in (ROOT / "referrals_portal" / "intake").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        asked = text.count("Referral.objects")
        allowed = ("Referral.objects.visible_to(", "Referral.objects.hidden_from(")
        assert asked == sum(map(text.count, allowed)), path.name
