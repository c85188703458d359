"""Copies of feeds on disk, cleaned: the last complete one, the one before, and what is arriving.

One service a line, as JSON. A copy is read from its file a line at a time; in memory stand only ids
and fingerprints. Nothing is applied from a feed before its copy is complete.
"""

import fcntl
import json
import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from directory.arriving.cleaning import Form, clean
from directory.arriving.cleaning.text import line
from directory.arriving.comparing import fingerprint_of
from directory.arriving.reading.pages import MOST_SERVICES
from directory.arriving.secrets import Secrets
from directory.arriving.stops import FeedLies, Stopped

log = logging.getLogger("front_door.directory")

SERVICES_NAMED = 10
"""So many services are named for each thing that was noted."""
RESUMED_WITHIN = 24 * 60 * 60
"""Seconds after which what an interrupted run had fetched is fetched again."""


@dataclass(slots=True)
class Copy:
    """A copy in a file. ``marks``: id -> fingerprint. ``notes``: sentence -> how often it holds.

    ``where``: sentence -> the first services of which it holds, each by its name or place.
    ``left_out``: what cannot be used, each by its name or place in the source, and why.
    ``secrets``: the addresses that it was compared with.
    """

    path: Path
    marks: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    unusable: set[str] = field(default_factory=set)
    notes: Counter[str] = field(default_factory=Counter)
    where: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    secrets: Secrets = field(default_factory=Secrets)

    def note(self, sentences: Iterable[str], named: Callable[[], str]) -> None:
        """Note what holds of a service, which is called ``named()``."""
        for sentence in sentences:
            self.notes[sentence] += 1
            where = self.where.setdefault(sentence, [])
            if len(where) < SERVICES_NAMED:
                where.append(named())

    def form(self, key: str) -> Form:
        """Return one service. Raises KeyError."""
        with self.path.open("rb") as file:
            return self._at(file, key)

    def forms(self, keys: Iterable[str]) -> Iterator[tuple[str, Form]]:
        """Yield those of the services that are here."""
        with self.path.open("rb") as file:
            for key in keys:
                if key in self.places:
                    yield key, self._at(file, key)

    def _at(self, file: Any, key: str) -> Form:
        file.seek(self.places[key])
        found: Form = json.loads(file.readline())["form"]
        return found


class Folder:
    """Where the copies of one feed are."""

    def __init__(self, root: Path, name: str) -> None:
        self.path = root / "feeds" / name
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.arriving, self.interrupted = self.path / "arriving.jsonl", self.path / "partly.jsonl"
        self.last, self.before = self.path / "last.jsonl", self.path / "before.jsonl"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs out. Raises `Stopped` if one is going on, or if nothing can be kept."""
        try:
            with (self.path / "lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield
        except BlockingIOError:
            raise Stopped("Another import of this feed is going on.") from None

    def put_aside(self) -> None:
        """Put aside what an interrupted run had read, before another begins to write."""
        if _lines(self.arriving) > _lines(self.interrupted):
            os.replace(self.arriving, self.interrupted)
        if self.interrupted.exists() and _age(self.interrupted) > RESUMED_WITHIN:
            self.interrupted.unlink()

    def interrupted_records(self) -> Mapping[str, Form]:
        """Return what an interrupted run had fetched, by the feed's own ids."""
        return _Interrupted(self.interrupted) if self.interrupted.exists() else {}

    def take_in(
        self,
        records: Iterable[Any],
        namespace: UUID,
        told: Callable[[int], None] = lambda count: None,
    ) -> Copy:
        """Clean everything that arrives into a file, and return the complete copy.

        Raises what reading raises, and `FeedLies` for a service that comes twice. The last copy
        stays as it is until `keep` is called.
        """
        copy = Copy(self.arriving)
        secrets = copy.secrets
        with self.arriving.open("wb") as file:
            for count, record in enumerate(records, 1):
                found = clean(record, namespace)
                if count > MOST_SERVICES:
                    raise FeedLies("It has more services than there are in the country.")
                named = partial(_named, secrets, record, count)
                copy.note(set(found.notes), named)
                of = record.get("id") if isinstance(record, dict) else None
                if found.form is None:
                    copy.unusable |= {found.id} if found.id else set()
                    copy.left_out.append(f"{named()}: {found.notes[-1]}")
                    continue
                if secrets.are_in(found.form):  # not even a file of ours is to hold it
                    copy.unusable |= {found.id} if found.id else set()
                    copy.left_out.append(f"{named()}: an address in it is secret here")
                    continue
                key = found.form["id"]
                if key in copy.marks:
                    raise FeedLies(f"Two services have the same id, {key}.")
                copy.marks[key], copy.places[key] = fingerprint_of(found.form), file.tell()
                row = json.dumps({"of": of, "form": found.form}, ensure_ascii=False)
                file.write(row.encode() + b"\n")
                told(count)
        return copy

    def keep(self, copy: Copy) -> None:
        """Make this the last complete copy; what was the last is the one before."""
        if self.last.exists():
            os.replace(self.last, self.before)
        os.replace(copy.path, self.last)
        copy.path = self.last
        self.interrupted.unlink(missing_ok=True)

    def forget(self, secrets: Secrets) -> None:
        """Keep, of every service that says a secret address, nothing but which one it is."""
        if not secrets:
            return
        judged: dict[bytes, bool] = {}
        for path in self.path.glob("*.jsonl"):
            new = path.with_suffix(".new")
            with path.open("rb") as rows, new.open("wb") as file:
                for row in rows:
                    mark = sha256(row).digest()
                    if mark not in judged:  # most are in several copies
                        judged[mark] = secrets.are_in(_said_in(row))
                    file.write(_bare(row) if judged[mark] else row)
            if new.stat().st_size == path.stat().st_size:
                new.unlink()
            else:
                os.utime(new, (path.stat().st_atime, path.stat().st_mtime))
                os.replace(new, path)

    def last_copy(self) -> Copy:
        """Return the last complete copy; an empty one if there is none."""
        copy = Copy(self.last)
        if self.last.exists():
            with self.last.open("rb") as file:
                place = 0
                for row in file:
                    key = json.loads(row)["form"]["id"]
                    copy.places[key] = place
                    place += len(row)
        return copy


class _Interrupted(Mapping[str, Form]):
    """What was fetched before, by the feed's ids; lines are read when they are asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, int] = {}
        place = 0
        with path.open("rb") as file:
            for row in file:
                try:
                    self._places[str(json.loads(row)["of"])] = place
                except (ValueError, KeyError):
                    break  # it was interrupted while it wrote
                place += len(row)

    def __getitem__(self, key: str) -> Form:
        with self._path.open("rb") as file:
            file.seek(self._places[key])
            found: Form = json.loads(file.readline())["form"]
        # The feed is asked by its own ids; cleaning will make ours of it again.
        return found | {"id": key}

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def forget_secrets() -> None:
    """Take what says a secret address out of the copies of all feeds."""
    secrets = Secrets()
    for path in sorted((settings.VAR / "feeds").glob("*/")):
        folder = Folder(settings.VAR, path.name)
        try:
            with suppress(Stopped), folder.held():  # an import that is going on does it at its end
                folder.forget(secrets)
        except OSError:
            log.warning("Copies of the feed %s may say what is secret now: import it.", path.name)


def read_kept(path: Path) -> Iterator[Any]:
    """Yield the services of a copy, so that an older one can be applied again. Raises `Stopped`."""
    try:
        with path.open("rb") as file:
            for row in file:
                found = json.loads(row)
                yield found["form"]
    except (OSError, ValueError, KeyError, TypeError):
        raise Stopped(f"{path.name} is no copy that was kept here.") from None


def _named(secrets: Secrets, record: Any, count: int) -> str:
    """Return what an operator can look for: its name or its id, or else which one it is."""
    said = record if isinstance(record, dict) else {}
    name = line(said.get("name"), 80) or line(said.get("id"), 80)
    return secrets.name(name, count) if name else f"Number {count}"


def _said_in(row: bytes) -> Any:
    try:
        return json.loads(row)
    except ValueError:
        return row.decode(errors="replace")  # it was interrupted while it wrote


def _bare(row: bytes) -> bytes:
    """Return what is left of a service whose address is secret: it is there, and not to be used."""
    try:
        found = json.loads(row)
        return json.dumps({"of": found["of"], "form": {"id": found["form"]["id"]}}).encode() + b"\n"
    except (ValueError, KeyError, TypeError):
        return b""


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def _lines(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(1 for _line in file)
