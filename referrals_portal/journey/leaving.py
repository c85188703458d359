"""The exit: on every surface, by GET and POST, with or without a slash."""

import logging

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from referrals_portal.journey import drafts

log = logging.getLogger("front_door.leave")


@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the draft, expire every cookie of ours, clear the site's data, and go elsewhere.

    Works without script and without a token: whoever needs it must not meet an error. The worst
    that a forged request does is to make someone begin again. A signed-in member of staff is
    signed out on this device.
    """
    try:
        drafts.forget(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "intake" in settings.SURFACES:
            request.session.flush()
    except Error:
        log.error("a draft or a session could not be deleted on exit; it expires by itself")
    response = HttpResponseRedirect(settings.LEAVE_TO, status=303)
    drafts.expire_cookie(response)
    for name, secure in (
        (settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE),
        (settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE),
        (settings.LENT_COOKIE_NAME, settings.SESSION_COOKIE_SECURE),
    ):
        if name in request.COOKIES:
            response.set_cookie(name, "", max_age=0, secure=secure, httponly=True, samesite="Lax")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
