"""The checkout itself: nothing ignored that is source, nothing locked by address."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# Put together here, so that this file names none of them either.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
    )
]


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout


def tracked() -> list[Path]:
    names = git("ls-files", "-z").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("source", ["site", "site/config", "static/scss", "templates", "docs"])
def test_sources_are_not_ignored(source):
    assert git("check-ignore", source) == ""


@pytest.mark.parametrize(
    "local",
    [
        "var/db.sqlite3",
        ".venv/bin/python",
        "node_modules/sass",
        "site/locale/cy/LC_MESSAGES/django.mo",
    ],
)
def test_what_a_machine_makes_is_ignored(local):
    assert git("check-ignore", local).strip() == local


def test_tests_do_not_shadow_the_rooms_that_they_are_named_after():
    assert (ROOT / "tests" / "__init__.py").is_file()


def test_no_file_names_a_registry():
    naming = [
        f"{path.relative_to(ROOT)} names {host}"
        for path in tracked()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]
    assert naming == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_each_pin_is_exact_and_hashed(lock):
    text = lock.read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", text.strip())
    loose = [pin.splitlines()[0] for pin in pins if not re.match(r"[\w.-]+==[\w.]+", pin)]
    unhashed = [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin]
    assert pins
    assert (loose, unhashed) == ([], [])
    assert "://" not in text


def test_the_lock_of_the_tests_contains_that_of_the_product():
    run, test = (
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text(), re.M))
        for name in ("run", "test")
    )
    assert run < test


def test_npm_packages_are_hashed_and_have_no_address():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: facts for name, facts in lock["packages"].items() if name}
    assert packages
    assert [name for name, facts in packages.items() if "resolved" in facts] == []
    assert [name for name, facts in packages.items() if "integrity" not in facts] == []


def test_npm_versions_are_exact():
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}
    loose = [name for name, version in versions.items() if not re.fullmatch(r"[\d.]+", version)]
    assert loose == []
