"""Stamps: what was already done, known by the hash of what it was made from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from config.setup.machine import ROOT, VENV

FOLDER = VENV / "stamps"


def fingerprint(*inputs: Path | str) -> str:
    """Return the SHA-256 (hexadecimal) of texts, files and whole folders, names included."""
    digest = hashlib.sha256()
    for item in inputs:
        if isinstance(item, str):
            digest.update(item.encode())
            continue
        for path in sorted(_files(item)):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_fresh(name: str, value: str, outputs: Iterable[Path] = ()) -> bool:
    """Return whether step ``name`` was last done with this fingerprint and left its outputs."""
    stamp = FOLDER / name
    return (
        stamp.is_file()
        and stamp.read_text(encoding="ascii") == value
        and all(path.exists() for path in outputs)
    )


def put(name: str, value: str) -> None:
    """Remember that step ``name`` is done with this fingerprint."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(value, encoding="ascii")


def _files(item: Path) -> list[Path]:
    if item.is_dir():
        return [path for path in item.rglob("*") if path.is_file()]
    return [item] if item.is_file() else []
