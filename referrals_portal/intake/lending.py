"""The restricted compartment's key in a manager's sitting: half in a cookie, half in the session.

A copy of the sessions opens nothing, nor does the cookie without its session, which every end of
a sitting deletes. Any of several web servers can put the two together, for one request.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.permissions import user_is_manager
from referrals_portal.intake import sitting
from referrals_portal.sealing import lending
from referrals_portal.sealing.opening import Lent

MOST_WRONG = 5
WAIT = timedelta(minutes=15)

_BOX, _WRONG, _WAIT_UNTIL = "intake_lent", "intake_wrong_words", "intake_words_wait_until"


def unlock(request: HttpRequest, words: str) -> str:
    """Unlock the compartment for this sitting, and return the secret for :func:`hand_over`.

    The session gets a new key. Raises `lending.DoesNotUnlock` for other words, and `KeysMissing`.
    """
    secret, closed = lending.lend(lending.unlock(words), _whose(request))
    request.session.cycle_key()
    request.session[_BOX] = closed
    request.session.pop(_WRONG, None)
    return secret


def hand_over(response: HttpResponse, secret: str) -> None:
    """Give the browser its half, until the browser or the sitting ends."""
    response.set_cookie(
        settings.LENT_COOKIE_NAME,
        secret,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def lent(request: HttpRequest) -> Lent | None:
    """Return what this sitting was lent, or None."""
    secret = request.COOKIES.get(settings.LENT_COOKIE_NAME, "")
    closed = request.session.get(_BOX, "")
    if not (secret and closed and user_is_manager(request.user)):
        return None
    return lending.lent(secret, closed, _whose(request))


def take_back(request: HttpRequest, response: HttpResponse) -> None:
    """Take the browser's half away at the end of a sitting; the other went with the session."""
    if settings.LENT_COOKIE_NAME in request.COOKIES:
        response.delete_cookie(settings.LENT_COOKIE_NAME, samesite="Lax")


def count_wrong(request: HttpRequest, at: datetime) -> None:
    """Count words that were wrong; after five, none are tried for a quarter of an hour."""
    wrong = request.session.get(_WRONG, 0) + 1
    request.session[_WRONG] = wrong % MOST_WRONG
    if wrong == MOST_WRONG:
        request.session[_WAIT_UNTIL] = (at + WAIT).timestamp()


def must_wait(request: HttpRequest, at: datetime) -> bool:
    """Tell whether words were wrong too often to be tried now."""
    return bool(at.timestamp() < request.session.get(_WAIT_UNTIL, 0))


def _whose(request: HttpRequest) -> str:
    return f"{request.user.pk}|{sitting.began(request.session)}"
