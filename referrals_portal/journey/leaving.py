"""The exit: on every surface, by GET and POST, with or without a slash."""

import logging

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from referrals_portal.journey import drafts, visits

CLEAR = '"cache", "cookies", "storage"'
"""Browsers heed it over https, and on this machine: elsewhere the expired cookies must do."""

log = logging.getLogger("front_door.leave")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Expire every cookie of ours, clear the site's data, go elsewhere, and forget the draft.

    Works without script and without a token: whoever needs it must not meet an error. The worst
    that a forged request does is to make someone begin again. A signed-in member of staff is
    signed out on this device.
    """
    response = Left(request)
    drafts.expire_cookie(response)
    if visits.cookie_name() in request.COOKIES:
        visits.expire_cookie(response)
    for name, secure in (
        (settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE),
        (settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE),
        (settings.LENT_COOKIE_NAME, settings.SESSION_COOKIE_SECURE),
    ):
        if name in request.COOKIES:
            response.set_cookie(name, "", max_age=0, secure=secure, httponly=True, samesite="Lax")
    response["Clear-Site-Data"] = CLEAR
    return response


class Left(HttpResponseRedirect):
    """The way out. What the server holds goes once it is sent: nobody waits for a database."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(settings.LEAVE_TO, status=303)
        self._request = request

    def close(self) -> None:
        """Delete the draft and the session; what a database that is away keeps ends by itself."""
        for forget in (drafts.forget, visits.forget, _end_session):
            try:
                forget(self._request)
            except Error:
                log.error("a draft or a session could not be deleted on exit; it ends by itself")
        super().close()


def _end_session(request: HttpRequest) -> None:
    # Only these two have any: for the others the table is closed.
    if settings.SESSION_COOKIE_NAME in request.COOKIES and settings.SURFACES & {"cms", "intake"}:
        request.session.flush()
