"""What an operator reads after an import: counts first, then what to look at, then each. Pure."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from directory.arriving.applying.services import Outcome
from directory.arriving.importing import Report

COUNTS = {
    "new": "new",
    "changed": "changed",
    "unchanged": "as before",
    "gone": "gone",
    "unusable": "cannot be used, so ours stay as they are",
}
LOOK_AT = {
    "proposed": "Changes that wait for an editor",
    "changed_here": "Changed here by an editor, so left alone",
    "elsewhere": "Here already and not from this feed, so left alone",
    "removed_here": "Deleted here, so not brought back",
    "refused": "Refused, because an address in it is secret here",
    "shared": "Organisations and places that differ from ours, and were left alone",
}
NAMED_IN_A_LINE = 50


def said_of(report: Report) -> Iterator[str]:
    """Yield the lines that say what an import found and did."""
    counts = report.found.counts
    said = ", ".join(f"{counts[name]} {words}" for name, words in COUNTS.items() if counts[name])
    services = ngettext("%(count)s service", "%(count)s services", report.services)
    yield f"{report.feed}: {services % {'count': report.services}}; {said or 'nothing'}."
    if report.outcome:
        yield _done(report.outcome)
        yield from _to_look_at(report.outcome)
    else:
        yield "Nothing was changed: this was a dry run."
    yield from report.remarks
    if report.left_out:
        yield _named(f"Cannot be used ({len(report.left_out)})", report.left_out)
    for sentence, count in sorted(report.notes.items(), key=lambda each: -each[1]):
        services = ngettext("In %(count)s service", "In %(count)s services", count)
        where = _named(services % {"count": count}, report.where[sentence], count)
        yield f"{sentence} {where}"
    yield from report.lines
    yield "; ".join(f"{what} in {seconds} s" for what, seconds in report.seconds.items()) + "."


def _done(outcome: Outcome) -> str:
    return f"Made {outcome.made}, changed {outcome.changed}, took {outcome.gone} out of the list."


def _to_look_at(outcome: Outcome) -> Iterator[str]:
    for name, words in LOOK_AT.items():
        named = getattr(outcome, name)
        if named:
            yield _named(f"{words} ({len(named)})", named)


def _named(words: str, names: list[str], count: int | None = None) -> str:
    """Return the words and who they are about. count: how many; those of ``names`` if None."""
    named = names[:NAMED_IN_A_LINE]
    rest = (len(names) if count is None else count) - len(named)
    more = f"; and {rest} more" if rest > 0 else ""
    return f"{words}: {'; '.join(named)}{more}"
