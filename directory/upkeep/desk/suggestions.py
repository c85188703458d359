"""The pages "Suggestions": what others say of services, and what an editor makes of it."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from directory.models import Suggestion
from directory.upkeep import changes, deciding
from directory.upkeep.desk.guarding import may_change, publishes
from directory.upkeep.desk.saying import why_not

PAGE_LENGTH = 50


@may_change
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """All that wait, the oldest first; nothing of what they say. What names a secret goes first."""
    if deciding.forget_secrets(request.user):
        messages.warning(request, _("What named a secret address was deleted."))
    waiting = Suggestion.objects.select_related("service")
    page = Paginator(waiting, PAGE_LENGTH).get_page(request.GET.get("p"))
    return render(request, "directory/desk/suggestions.html", {"page": page})


@may_change
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: HttpRequest, key: UUID) -> HttpResponse:
    """One of them, each change beside what we say now, and what can be done about it."""
    found = get_object_or_404(Suggestion.objects.select_related("service"), pk=key)
    secret = deciding.names_a_secret(found)
    takeable = not secret and deciding.can_be_taken(found)
    if request.method == "POST":
        return _decided(request, found, takeable)
    context = {
        "suggestion": found,
        "secret": secret,
        "takeable": takeable,
        "publishes": publishes(request) and found.service.live,
        "rows": [] if secret else changes.rows(found.service, found.changes),
        "hours": changes.HOURS in found.changes,
    }
    return render(request, "directory/desk/suggestion.html", context)


def _decided(request: HttpRequest, found: Suggestion, takeable: bool) -> HttpResponse:
    does, service = request.POST.get("does"), found.service
    publish = does == "publish" and publishes(request) and service.live
    if does == "leave":
        deciding.leave(found, request.user)
        messages.success(request, _("It was left as it is."))
    elif takeable and (publish or does == "draft"):
        try:
            deciding.take(found, request.user, publish=publish)
        except ValidationError as error:
            why_not(request, service, error)
            return redirect("directory_suggestion", found.pk)
        messages.success(request, _("Published.") if publish else _("It is in a draft."))
        if changes.HOURS in found.changes:
            messages.warning(request, _("The opening hours are still to be set by you."))
            return redirect("directory_suggestion", found.pk)
        if not publish:
            return redirect("wagtailsnippets_directory_service:edit", service.pk)
    else:
        messages.error(request, _("That cannot be done here."))
        return redirect("directory_suggestion", found.pk)
    return redirect("directory_suggestions")
