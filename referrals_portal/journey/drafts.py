"""Drafts: unfinished forms that only the visitor's cookie opens.

The cookie holds the secret, the version last seen, a random suffix that changes with every page,
so that a browser's back/forward cache lets go of the pages before, and how the pages are shown: in
which language, and whether the Shift key is left alone. The row holds bytes.
"""

import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Self

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Greatest, Least
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from core.rounding import end_of_hour
from referrals_portal.forms.base import Answers
from referrals_portal.journey import tickets
from referrals_portal.models import Draft
from referrals_portal.sealing.drafts import Secret
from referrals_portal.sealing.hybrid import CannotOpen

IDLE = timedelta(minutes=60)
"""How long answers last without a new one, and what was sent is shown."""
ABSOLUTE = timedelta(hours=24)
"""How long answers last at most, and what was sent is remembered, so that it is not sent twice."""
SHIFT_OFF = "s"
"""In the cookie: the Shift key does not leave the site."""

log = logging.getLogger("front_door.drafts")


class State(Enum):
    """What the cookie opened."""

    FRESH = "fresh"
    OPEN = "open"
    SENT = "sent"
    EXPIRED = "expired"


class Stale(Exception):
    """Another tab saved the draft in between."""


@dataclass
class OpenDraft:
    """A visitor's draft as it was read: its answers, or the reference under which it was sent.

    ``begun_at`` is when its first answer was kept; None unless it can be worked on.
    ``ends_in``: until it is deleted, if nothing more is answered; ``at_most``: whatever is done.
    """

    secret: Secret
    state: State
    version: int = 0
    answers: Answers = field(default_factory=dict)
    unsaved: dict[str, Any] = field(default_factory=dict)
    """What was typed and is no answer yet (see `unsaved`)."""
    reference: str = ""
    own: bool = True
    """Whether it was sent by the person whom it is about, or by a parent."""
    says: dict[str, Any] = field(default_factory=dict)
    """What the page after sending says besides, such as the promise: see `ends.sent`."""
    begun_at: datetime | None = None
    ends_in: timedelta = IDLE
    at_most: timedelta = ABSOLUTE
    compartment: str = "standard"
    """Where what was sent is sealed; only meant once it was."""
    copies: list[str] = field(default_factory=list)
    """The rows of what was saved of it for later, as hexadecimal; they go with it."""
    shift_off: bool = False
    """Whether the Shift key is left alone."""
    moved: bool = False
    """Whether the cookie is that of before it moved: the same page was sent twice."""

    @classmethod
    def new(cls) -> Self:
        """Begin a draft; nothing is written until the first answer."""
        return cls(Secret.new(), State.FRESH)


def cookie_name() -> str:
    """Return the cookie's name; neutral, and host-only wherever the address is https."""
    return f"{settings.COOKIE_PREFIX}form"


def again(draft: OpenDraft, at: datetime, lock: bool = False) -> OpenDraft:
    """Read a draft as it stands now; ``lock`` holds its row until the transaction ends."""
    now = _open(draft.secret, draft.version, at, lock)
    if "device" not in now.answers:
        now.shift_off = draft.shift_off
    return now


def opened_by(secret: Secret, at: datetime) -> OpenDraft:
    """Return the draft that a secret opens; a fresh one where there is none."""
    return _open(secret, 0, at)


def read(request: HttpRequest, at: datetime) -> OpenDraft | None:
    """Return the visitor's draft, or None when the request has no usable cookie.

    Nothing is written.
    """
    secret, seen = _cookie(request)
    if secret is None:
        return None
    draft = _open(secret, seen, at)
    if draft.state is State.EXPIRED and (seed := tickets.seed(request)):
        ahead = _open(secret.grown(seed), 0, at)
        if ahead.state in (State.OPEN, State.SENT):
            draft, draft.moved = ahead, True
    if "device" not in draft.answers:
        draft.shift_off = shift_is_off(request)
    return draft


def _cookie(request: HttpRequest) -> tuple[Secret | None, int]:
    """Return the cookie's secret and the version last seen; no secret if it is not one of ours."""
    parts = _parts(request)
    secret = Secret.from_text(parts[0])
    if len(parts) not in (3, 4, 5) or not parts[1].isdecimal() or len(parts[1]) > 9:
        return None, 0
    return secret, int(parts[1])


def _parts(request: HttpRequest) -> list[str]:
    return request.COOKIES.get(cookie_name(), "").split(".")


def _open(secret: Secret, seen: int, at: datetime, lock: bool = False) -> OpenDraft:
    rows = Draft.objects.filter(key=secret.row)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        return OpenDraft(secret, State.EXPIRED if seen else State.FRESH, seen)
    if row.expires_at <= at or (row.idle_at <= at and not row.sent):
        return OpenDraft(secret, State.EXPIRED, row.version)
    try:
        if row.version < seen:
            raise CannotOpen
        content = secret.unclose(bytes(row.sealed), row.version)
    except CannotOpen:
        log.warning("a draft was changed, moved or put back, and was not opened")
        return OpenDraft(secret, State.EXPIRED, row.version)
    if row.sent:
        shown_until, says = content.get("shown_until", ""), content.get("says", {})
        # One of an earlier version says less than the page needs; its hour is soon over.
        if "promise" not in says or datetime.fromisoformat(shown_until) <= at:
            return OpenDraft(secret, State.EXPIRED, row.version)
        return OpenDraft(
            secret,
            State.SENT,
            row.version,
            reference=content["reference"],
            own=content["own"],
            says=says,
            compartment=content["compartment"],
        )
    copies = content.get("copies", [])
    return OpenDraft(
        secret,
        State.OPEN,
        row.version,
        answers=content["answers"],
        unsaved=content.get("unsaved", {}),
        ends_in=min(row.idle_at, row.expires_at) - at,
        at_most=row.expires_at - at,
        # What was saved may have been begun in a draft before this one.
        begun_at=None if copies else row.expires_at - ABSOLUTE,
        copies=copies,
        shift_off=bool(content["answers"].get("device", {}).get("shift_off")),
    )


def save(
    draft: OpenDraft,
    answers: Answers,
    at: datetime,
    unsaved: dict[str, Any] | None = None,
    seed: str = "",
    moves: bool = False,
) -> None:
    """Keep the answers as the next version; raise `Stale` if another tab was quicker.

    Where a form begins, or ``moves``, it gets another secret and another row, which no cookie of
    before opens. ``seed`` is the page's own: pressing twice begins, or moves, one form.
    """
    version, before, until = draft.version + 1, draft.secret, at + ABSOLUTE
    moves = moves and draft.state is State.OPEN
    if moves:
        until = at + draft.at_most
    if moves or draft.state is State.FRESH:
        draft.secret = before.grown(seed) if seed else Secret.new()
    beside = {"unsaved": unsaved, "copies": draft.copies}
    content = {"answers": answers} | {name: kept for name, kept in beside.items() if kept}
    sealed = draft.secret.close(content, version)
    if moves or draft.state is State.FRESH:
        row = Draft(
            key=draft.secret.row,
            sealed=sealed,
            version=version,
            idle_at=at + IDLE,
            expires_at=until,
        )
        try:
            with transaction.atomic():
                if moves and not _rows(before, draft.version).delete()[0]:
                    raise Stale
                row.save(force_insert=True)
        except (IntegrityError, Stale):
            if moves and _rows(before).exists():
                draft.secret = before
            raise Stale from None
    else:
        if not _rows(before, draft.version).update(
            sealed=sealed, version=version, idle_at=at + IDLE
        ):
            raise Stale
    draft.state, draft.version, draft.answers = State.OPEN, version, answers
    draft.unsaved = unsaved or {}
    if "device" in answers:
        draft.shift_off = bool(answers["device"].get("shift_off"))


def _rows(secret: Secret, version: int | None = None) -> QuerySet[Draft]:
    """Return the row of what was not sent, if it is of that version."""
    rows = Draft.objects.filter(key=secret.row, sent=False)
    return rows if version is None else rows.filter(version=version)


def extend(request: HttpRequest, at: datetime) -> bool:
    """Let the visitor's draft last another hour, and at most its day; return False if it is over.

    Nothing is read, and neither the version nor the cookie changes: what is typed in a page that
    is open can still be saved. Where nothing has been answered yet, nothing can be over.
    """
    secret, seen = _cookie(request)
    if secret is None:
        return False
    rows = Draft.objects.filter(key=secret.row, sent=False, idle_at__gt=at, expires_at__gt=at)
    idle_at = Greatest("idle_at", Least("expires_at", Value(at + IDLE)))
    return bool(rows.update(idle_at=idle_at)) or not seen


def copy(draft: OpenDraft, secret: Secret, at: datetime, until: datetime) -> None:
    """Keep what is in a draft until then under another secret, which its own cookie never has.

    The draft goes on as before, and names the copy, so that both go together while it lasts. Must
    run in the caller's transaction; raises `Stale` if another tab was quicker.
    """
    content = {"answers": draft.answers, "unsaved": draft.unsaved}
    Draft(
        key=secret.row,
        sealed=secret.close(content, 1),
        version=1,
        idle_at=until,
        expires_at=until,
    ).save(force_insert=True)
    draft.copies = [*draft.copies, secret.row.hex()]
    save(draft, draft.answers, at, draft.unsaved)


def from_copy(copied: OpenDraft, at: datetime) -> OpenDraft:
    """Return a new draft with what is in a copy; it lasts as long as any other, and names it."""
    draft = OpenDraft.new()
    draft.copies = [copied.secret.row.hex()]
    save(draft, copied.answers, at, copied.unsaved)
    return draft


def _copies(names: list[str]) -> QuerySet[Draft]:
    return Draft.objects.filter(key__in=[bytes.fromhex(name) for name in names], sent=False)


def bury(
    draft: OpenDraft,
    reference: str,
    at: datetime,
    own: bool = True,
    compartment: str = "standard",
    says: dict[str, Any] | None = None,
) -> None:
    """Empty a locked draft to a tombstone, which stays its day so that nothing is sent twice.

    For an hour it answers with its reference; after that, like a draft that is over. What was
    saved of it for later goes.
    """
    draft.reference = reference
    draft.version += 1
    sent = {
        "reference": draft.reference,
        "own": own,
        "compartment": compartment,
        "shown_until": (at + IDLE).isoformat(),
        "says": says or {},
    }
    sealed = draft.secret.close(sent, draft.version)
    # Its clocks would tell the minute of sending, which nothing in the database may.
    hour = end_of_hour(at + ABSOLUTE)
    Draft.objects.filter(key=draft.secret.row).update(
        sealed=sealed, version=draft.version, sent=True, idle_at=hour, expires_at=hour
    )
    if draft.copies:
        _copies(draft.copies).delete()
    draft.state, draft.answers, draft.own = State.SENT, {}, own
    draft.compartment, draft.copies, draft.says = compartment, [], says or {}


def forget(request: HttpRequest) -> None:
    """Delete the visitor's draft, and what was saved of it for later if it still names that.

    A tombstone stays, so that nothing is sent twice.
    """
    secret = Secret.from_text(_parts(request)[0])
    if secret is None:
        return
    rows = Draft.objects.filter(key=secret.row, sent=False)
    for row in rows:
        with suppress(CannotOpen):
            _copies(secret.unclose(bytes(row.sealed), row.version).get("copies", [])).delete()
    rows.delete()


def discard(request: HttpRequest) -> None:
    """Delete the visitor's draft alone, for another to begin: what was saved of it stays."""
    secret = Secret.from_text(_parts(request)[0])
    if secret is not None:
        _rows(secret).delete()


def purge(at: datetime) -> int:
    """Delete every draft whose time is over; return how many."""
    over = Q(expires_at__lte=at) | Q(idle_at__lte=at, sent=False)
    return Draft.objects.filter(over).delete()[0]


def language(request: HttpRequest) -> str:
    """Return the language that the visitor's cookie names; empty for the first one, English."""
    return "".join(_parts(request)[3:4])


def shift_is_off(request: HttpRequest) -> bool:
    """Tell whether the visitor's cookie says that the Shift key is to be left alone."""
    return _parts(request)[4:] == [SHIFT_OFF]


def set_cookie(response: HttpResponse, draft: OpenDraft, language: str = "") -> None:
    """Give the visitor the cookie again, with a new suffix. It ends with the browser's session.

    language: by default the one that pages are written in now.
    """
    spoken = language or (get_language() or "en")[:2]
    parts = [draft.secret.to_text(), str(draft.version), secrets.token_urlsafe(6)]
    if draft.shift_off:
        parts += [spoken, SHIFT_OFF]
    elif spoken != "en":
        parts += [spoken]
    value = ".".join(parts)
    response.set_cookie(
        cookie_name(), value, secure=settings.HTTPS, httponly=True, samesite="Lax", path="/"
    )


def expire_cookie(response: HttpResponse) -> None:
    """Take the cookie away."""
    response.set_cookie(
        cookie_name(), "", max_age=0, secure=settings.HTTPS, httponly=True, samesite="Lax", path="/"
    )


def to_json(values: dict[str, Any]) -> dict[str, Any]:
    """Return a form's cleaned data as the draft keeps it: text, lists of text, and bools."""
    return {
        name: list(value) if isinstance(value, (list, tuple)) else value
        for name, value in values.items()
    }
