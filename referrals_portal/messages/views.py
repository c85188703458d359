"""Where GOV.UK Notify posts its delivery receipts.

It waits 5 seconds, follows redirects as a GET and takes that for success, drops a receipt at
any 4xx and comes back after any 5xx. So nothing here redirects, and only what can never be
right is answered with a 4xx.
"""

import hmac

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from referrals_portal.messages import receipts

LARGEST_BODY = 16 * 1024
"""Bytes. A receipt has about 500."""


@csrf_exempt
@never_cache
def receive_receipt(request: HttpRequest) -> HttpResponse:
    """Keep a delivery receipt and answer 204; any refusal is a bare status."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not _is_from_notify(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    if request.content_type != "application/json":
        return HttpResponse(status=415)
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return HttpResponse(status=413)
        receipts.store(receipts.read(request.body), timezone.now())
    except (receipts.Malformed, UnreadablePostError, ValueError):
        return HttpResponse(status=400)
    except (DatabaseError, InterfaceError):
        if not connection.in_atomic_block:
            connection.close()
        return HttpResponse(status=503)
    return HttpResponse(status=204)


def _is_from_notify(request: HttpRequest) -> bool:
    """Compare the whole header in constant time. Without a token in the settings, nobody is."""
    given = request.headers.get("Authorization", "").encode(errors="replace")
    expected = f"Bearer {settings.NOTIFY_RECEIPTS_TOKEN}".encode()
    return hmac.compare_digest(given, expected) and bool(settings.NOTIFY_RECEIPTS_TOKEN)
