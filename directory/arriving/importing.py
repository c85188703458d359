"""One import from beginning to end: read everything, compare, ask where it matters, apply."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import ngettext

from directory.arriving import applying, comparing
from directory.arriving.applying import Outcome
from directory.arriving.comparing import Difference
from directory.arriving.fetching import Fetcher
from directory.arriving.keeping import Copy, Folder
from directory.arriving.reading import Told, files
from directory.arriving.reading.api import Feed as Api
from directory.arriving.secrets import Secrets
from directory.arriving.stops import Stopped
from directory.models import Feed


@dataclass(slots=True)
class Report:
    """What an import found and did. ``outcome`` is None where nothing was to be applied.

    ``notes`` and ``where`` are those of `Copy`; ``remarks`` are sentences about all that arrived.
    """

    feed: str
    services: int
    found: Difference
    notes: dict[str, int]
    where: dict[str, list[str]]
    left_out: list[str]
    lines: list[str]
    outcome: Outcome | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def feed_named(name: str, address: str, trusted: bool | None) -> Feed:
    """Return the feed of that name, not saved; new with this address. Raises `Stopped`.

    trusted: None leaves it as it was, and a new one untrusted.
    """
    feed = Feed.objects.filter(name=name).first()
    if feed is None:
        if not address:
            raise Stopped(f"There is no feed called {name}: give its address, or a file.")
        kind = Feed.Kind.API if address.startswith("http") else Feed.Kind.FILE
        feed = Feed(name=name, kind=kind, address=address)
    elif address:
        feed.address = address
    feed.is_trusted = feed.is_trusted if trusted is None else trusted
    return feed


def run(
    feed: Feed,
    records: Iterable[Any],
    *,
    apply: bool = True,
    allow_deletions: bool = False,
    told: Told = lambda said: None,
) -> Report:
    """Import ``records``, every service of the feed. Raises `Stopped` before anything is changed.

    apply: False for a dry run. allow_deletions: also where more is gone than `comparing.MOST_GONE`.
    told: is given lines of progress.
    """
    folder = Folder(settings.VAR, feed.name)
    clock = _Clock()
    with folder.held():
        folder.put_aside()
        try:
            with clock.of("read"):
                namespace = applying.namespace_of(feed.name)
                copy = folder.take_in(records, namespace, _counting(told, "read"))
            return _compared(feed, folder, copy, clock, apply, allow_deletions, told)
        finally:
            folder.forget(Secrets())


def records_of(
    feed: Feed, fetcher: Fetcher, path: Path | None = None, told: Told = lambda said: None
) -> Iterator[Any]:
    """Yield what a feed holds, or a file in its place. Raises `Stopped`.

    told: is given sentences about what was left out of all of it.
    """
    if path is not None or feed.kind == Feed.Kind.FILE:
        yield from files.records(path or Path(feed.address), told)
    else:
        before = Folder(settings.VAR, feed.name).interrupted_records()
        yield from Api(fetcher, feed.address).records(before)


def _compared(
    feed: Feed,
    folder: Folder,
    copy: Copy,
    clock: "_Clock",
    apply: bool,
    allow_deletions: bool,
    told: Told,
) -> Report:
    known = applying.known_from(feed) if feed.pk else {}
    found = comparing.compare(known, copy.marks, copy.unusable)
    report = Report(
        feed.name,
        len(copy.marks),
        found,
        dict(copy.notes),
        copy.where,
        copy.left_out,
        list(_lines(folder.last_copy(), copy, found)) if not apply else [],
        seconds=clock.seconds,
    )
    if not apply:
        return report
    if found.asks_first and not allow_deletions:
        raise Stopped(
            ngettext(
                "%(gone)s of %(all)s services is not there any more.",
                "%(gone)s of %(all)s services are not there any more.",
                len(found.gone),
            )
            % {"gone": len(found.gone), "all": len(known)}
            + " If that is right, say --allow-deletions; nothing was changed."
        )
    if not copy.secrets.are_current:
        raise Stopped(
            "An address became secret meanwhile, so nothing was changed: import it again."
        )
    with clock.of("applied"):
        feed.save()
        report.outcome = applying.apply(feed, copy, found, _counting(told, "applied"))
    folder.keep(copy)
    return report


def _lines(last: Copy, copy: Copy, found: Difference) -> Iterator[str]:
    """Yield the difference to read, one service after another."""
    for _key, form in copy.forms(found.new):
        yield f"New: {form['name']} ({form['organization']['name']})"
    for key, form in copy.forms(found.changed):
        yield f"Changed: {form['name']}"
        before = last.form(key) if key in last.places else {}
        for change in comparing.changes(before, form) if "name" in before else ():
            yield f"  {change}"
    for key in found.gone:
        name = last.form(key).get("name", key) if key in last.places else key
        yield f"Gone: {name}"


@dataclass(slots=True)
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.seconds[what] = round(time.monotonic() - started, 2)


def _counting(told: Told, done: str) -> Callable[[int], None]:
    def count(number: int) -> None:
        if number % 1000 == 0:
            told(f"{number} {done}")

    return count
