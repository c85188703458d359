"""Staying: someone who needs longer keeps their answers for another hour."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from referrals_portal.journey import drafts


@never_cache
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Answer 204 when the answers are kept for longer, and 410 when they are gone or were sent."""
    return HttpResponse(status=204 if drafts.extend(request, timezone.now()) else 410)
