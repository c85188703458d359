"""A visit: what a way back, or the code of an offer, opened, for a quarter of an hour, in a row of
its own.

It is a draft under another cookie: sealed with a secret that only the cookie has, so that nothing
on the server opens it, and gone with "Leave this site".
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from referrals_portal.forms.base import Answers
from referrals_portal.models import Draft
from referrals_portal.sealing.drafts import Secret
from referrals_portal.sealing.hybrid import CannotOpen
from referrals_portal.sealing.words import Kept

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=1)

BACK, REPLY = "back", "reply"
"""By which door somebody came in: a way back, or the code of an offer. Neither opens the other's
pages; both are also how the addresses of those begin."""


@dataclass
class Visit:
    """What is known during it. ``given`` are the new answers so far, ``done`` what was sent last.

    ``promise`` is what was promised with that, see `promises.Promise`, if anything was. Without a
    ``referral`` it is somebody at the door, whose code and words opened nothing yet.
    """

    secret: Secret
    referral: str
    compartment: str
    standing: str
    given: Answers = field(default_factory=dict)
    done: str = ""
    unsaved: dict[str, Any] = field(default_factory=dict)
    """What was typed and is no answer yet (see `unsaved`), or a code and words to be shown."""
    version: int = 0
    door: str = BACK
    promise: dict[str, Any] = field(default_factory=dict)


def begin(referral: str, compartment: str, standing: str, at: datetime, door: str = BACK) -> Visit:
    """Begin a visit and keep it."""
    visit = Visit(Secret.new(), referral, compartment, standing, version=1, door=door)
    Draft(
        key=visit.secret.row,
        sealed=_closed(visit),
        version=visit.version,
        idle_at=at + IDLE,
        expires_at=at + LONGEST,
    ).save(force_insert=True)
    return visit


def read(request: HttpRequest, at: datetime, lock: bool = False, door: str = BACK) -> Visit | None:
    """Return the visit that the cookie opens, or None if there is none or it is over.

    ``lock`` holds its row until the surrounding transaction ends. One by another door is none.
    """
    visit = _read(request, at, lock)
    return visit if visit and visit.referral and visit.door == door else None


def at_the_door(request: HttpRequest, at: datetime) -> Visit | None:
    """Return the visit of somebody whose code and words opened nothing yet, or None."""
    visit = _read(request, at)
    return visit if visit and not visit.referral else None


def _read(request: HttpRequest, at: datetime, lock: bool = False) -> Visit | None:
    secret = _secret(request)
    if secret is None:
        return None
    rows = Draft.objects.filter(key=secret.row, sent=False, idle_at__gt=at, expires_at__gt=at)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        return None
    try:
        kept = secret.unclose(bytes(row.sealed), row.version).get("visit")
    except CannotOpen:
        return None
    return Visit(secret, version=row.version, **kept) if kept else None


def keep(visit: Visit, at: datetime) -> None:
    """Keep what changed; its quarter of an hour begins anew."""
    rows = Draft.objects.filter(key=visit.secret.row, version=visit.version)
    visit.version += 1
    rows.update(sealed=_closed(visit), version=visit.version, idle_at=at + IDLE)


def put_by(kept: Kept, at: datetime) -> Visit:
    """Put a new code and words by, to be shown once on the next page: see `take`."""
    visit = begin("", "", "", at)
    visit.unsaved = {"kept": [kept.code, *kept.words]}
    keep(visit, at)
    return visit


def take(request: HttpRequest, at: datetime) -> Kept | None:
    """Return what was put by for this one showing, and delete it; None if there is nothing."""
    visit = at_the_door(request, at)
    if visit is None or "kept" not in visit.unsaved:
        return None
    code, *words = visit.unsaved["kept"]
    # Of two tabs that ask at once, one is shown it.
    is_first = Draft.objects.filter(key=visit.secret.row).delete()[0]
    return Kept(code, tuple(words)) if is_first else None


def forget(request: HttpRequest) -> None:
    """Delete the visit."""
    secret = _secret(request)
    if secret is not None:
        Draft.objects.filter(key=secret.row).delete()


def cookie_name() -> str:
    """Return the cookie's name, as neutral as the draft's."""
    return f"{settings.COOKIE_PREFIX}back"


def set_cookie(response: HttpResponse, visit: Visit) -> None:
    """Give the visitor the cookie again, with a new suffix. It ends with the browser's session."""
    value = f"{visit.secret.to_text()}.{secrets.token_urlsafe(6)}"
    _set(response, value)


def expire_cookie(response: HttpResponse) -> None:
    """Take the cookie away."""
    _set(response, "", max_age=0)


def _set(response: HttpResponse, value: str, max_age: int | None = None) -> None:
    response.set_cookie(
        cookie_name(),
        value,
        max_age=max_age,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def _secret(request: HttpRequest) -> Secret | None:
    return Secret.from_text(request.COOKIES.get(cookie_name(), "").split(".")[0])


def _closed(visit: Visit) -> bytes:
    kept: dict[str, Any] = {
        "referral": visit.referral,
        "compartment": visit.compartment,
        "standing": visit.standing,
        "given": visit.given,
        "done": visit.done,
        "unsaved": visit.unsaved,
        "door": visit.door,
        "promise": visit.promise,
    }
    # Read as a draft, which takes the other cookie, it is one without an answer.
    return visit.secret.close({"answers": {}, "visit": kept}, visit.version)
