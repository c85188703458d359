"""Drafts: unfinished forms that only the visitor's cookie opens.

The cookie holds the secret, the version last seen, a random suffix that changes with every page,
so that a browser's back/forward cache lets go of the pages before, and the language of the pages.
The row holds bytes.
"""

import logging
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Self

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest, Least
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from referrals_portal.forms.base import Answers
from referrals_portal.models import Draft
from referrals_portal.sealing.drafts import Secret
from referrals_portal.sealing.hybrid import CannotOpen

IDLE = timedelta(minutes=60)
ABSOLUTE = timedelta(hours=24)

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
    due_at: str = ""
    own: bool = True
    """Whether it was sent by the person whom it is about, or by a parent."""
    says: dict[str, bool] = field(default_factory=dict)
    """What else the promise rests on that was made when it was sent: see `promises.after`."""
    begun_at: datetime | None = None
    ends_in: timedelta = IDLE
    at_most: timedelta = ABSOLUTE
    compartment: str = "standard"
    """Where what was sent is sealed; only meant once it was."""

    @classmethod
    def new(cls) -> Self:
        """Begin a draft; nothing is written until the first answer."""
        return cls(Secret.new(), State.FRESH)


def cookie_name() -> str:
    """Return the cookie's name; neutral, and host-only wherever the address is https."""
    return f"{settings.COOKIE_PREFIX}form"


def again(draft: OpenDraft, at: datetime, lock: bool = False) -> OpenDraft:
    """Read a draft as it stands now; ``lock`` holds its row until the transaction ends."""
    return _open(draft.secret, draft.version, at, lock)


def opened_by(secret: Secret, at: datetime) -> OpenDraft:
    """Return the draft that a secret opens; a fresh one where there is none."""
    return _open(secret, 0, at)


def read(request: HttpRequest, at: datetime) -> OpenDraft | None:
    """Return the visitor's draft, or None when the request has no usable cookie.

    Nothing is written.
    """
    secret, seen = _cookie(request)
    return _open(secret, seen, at) if secret else None


def _cookie(request: HttpRequest) -> tuple[Secret | None, int]:
    """Return the cookie's secret and the version last seen; no secret if it is not one of ours."""
    parts = request.COOKIES.get(cookie_name(), "").split(".")
    secret = Secret.from_text(parts[0])
    if len(parts) not in (3, 4) or not parts[1].isdecimal() or len(parts[1]) > 9:
        return None, 0
    return secret, int(parts[1])


def _open(secret: Secret, seen: int, at: datetime, lock: bool = False) -> OpenDraft:
    rows = Draft.objects.filter(key=secret.row)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        return OpenDraft(secret, State.EXPIRED if seen else State.FRESH)
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
        return OpenDraft(
            secret,
            State.SENT,
            row.version,
            reference=content["reference"],
            due_at=content["due_at"],
            own=content.get("own", True),
            says=content.get("says", {}),
            compartment=content.get("compartment", "standard"),
        )
    return OpenDraft(
        secret,
        State.OPEN,
        row.version,
        answers=content["answers"],
        unsaved=content.get("unsaved", {}),
        ends_in=min(row.idle_at, row.expires_at) - at,
        at_most=row.expires_at - at,
        begun_at=row.expires_at - ABSOLUTE if row.expires_at <= at + ABSOLUTE else None,
    )


def save(
    draft: OpenDraft,
    answers: Answers,
    at: datetime,
    unsaved: dict[str, Any] | None = None,
    seed: str = "",
) -> None:
    """Keep the answers as the next version; raise `Stale` if another tab was quicker.

    ``seed`` is the page's own, for a form that begins here: pressing twice begins one form.
    """
    if draft.state is State.FRESH:
        draft.secret = draft.secret.grown(seed) if seed else Secret.new()
    version = draft.version + 1
    content = {"answers": answers} | ({"unsaved": unsaved} if unsaved else {})
    sealed = draft.secret.close(content, version)
    if draft.state is State.FRESH:
        row = Draft(
            key=draft.secret.row,
            sealed=sealed,
            version=version,
            idle_at=at + IDLE,
            expires_at=at + ABSOLUTE,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise Stale from None
    else:
        rows = Draft.objects.filter(key=draft.secret.row, version=draft.version, sent=False)
        # A draft that its visitor saved for later stays that long.
        idle_at = Greatest("idle_at", Value(at + IDLE))
        if not rows.update(sealed=sealed, version=version, idle_at=idle_at):
            raise Stale
    draft.state, draft.version, draft.answers = State.OPEN, version, answers
    draft.unsaved = unsaved or {}


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


def keep_until(draft: OpenDraft, until: datetime) -> None:
    """Let a draft live until then, whether or not anything is typed."""
    rows = Draft.objects.filter(key=draft.secret.row, sent=False)
    rows.update(idle_at=until, expires_at=until)


def bury(
    draft: OpenDraft,
    reference: str,
    due_at: datetime | None,
    at: datetime,
    own: bool = True,
    compartment: str = "standard",
    says: dict[str, bool] | None = None,
) -> None:
    """Empty a locked draft to a tombstone that answers with its reference until it expires."""
    draft.reference, draft.due_at = reference, due_at.isoformat() if due_at else ""
    draft.version += 1
    sent: dict[str, Any] = {"reference": draft.reference, "due_at": draft.due_at, "own": own}
    sent |= {"compartment": compartment, "says": says or {}}
    sealed = draft.secret.close(sent, draft.version)
    # Its clocks would tell the minute of sending, which nothing in the database may.
    hour = _whole_hour_after(at + ABSOLUTE)
    Draft.objects.filter(key=draft.secret.row).update(
        sealed=sealed, version=draft.version, sent=True, idle_at=hour, expires_at=hour
    )
    draft.state, draft.answers, draft.own = State.SENT, {}, own
    draft.compartment, draft.says = compartment, says or {}


def _whole_hour_after(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def forget(request: HttpRequest) -> None:
    """Delete the visitor's draft; a tombstone stays, so that nothing is sent twice."""
    secret = Secret.from_text(request.COOKIES.get(cookie_name(), "").split(".")[0])
    if secret is not None:
        Draft.objects.filter(key=secret.row, sent=False).delete()


def purge(at: datetime) -> int:
    """Delete every draft whose time is over; return how many."""
    over = Q(expires_at__lte=at) | Q(idle_at__lte=at, sent=False)
    return Draft.objects.filter(over).delete()[0]


def language(request: HttpRequest) -> str:
    """Return the language that the visitor's cookie names; empty for the first one, English."""
    parts = request.COOKIES.get(cookie_name(), "").split(".")
    return parts[3] if len(parts) == 4 else ""


def set_cookie(response: HttpResponse, draft: OpenDraft, language: str = "") -> None:
    """Give the visitor the cookie again, with a new suffix. It ends with the browser's session.

    language: by default the one that pages are written in now.
    """
    spoken = language or (get_language() or "en")[:2]
    parts = [draft.secret.to_text(), str(draft.version), secrets.token_urlsafe(6)]
    value = ".".join(parts if spoken == "en" else [*parts, spoken])
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
