"""The button "Keep this address secret" on a place's page, and the page that asks again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import user_passes_test
from wagtail.snippets.action_menu import ActionMenuItem

from directory.confidential import keep_secret, still_said
from directory.models import ConfidentialLocation, Location, Service

RIGHTS = ("directory.delete_location", "directory.add_confidentiallocation")
may_keep_secret: Any = user_passes_test(lambda user: user.has_perms(RIGHTS))


class KeepSecretItem(ActionMenuItem):
    """The button, on the page of a place that there is."""

    label = gettext_lazy("Keep this address secret")
    name = "keep-secret"
    icon_name = "lock"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Tell whether this is such a page, and this editor may."""
        return context["view"] == "edit" and context["request"].user.has_perms(RIGHTS)

    def get_url(self, context: dict[str, Any]) -> str:
        """Return where the button leads."""
        return reverse("directory_keep_secret", args=[context["instance"].pk])


def keep_secret_item(model: type) -> ActionMenuItem | None:
    """Return the button for places, and nothing for anything else."""
    return KeepSecretItem(order=80) if model is Location else None


@may_keep_secret
@require_http_methods(["GET", "HEAD", "POST"])
def ask_again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask whether they mean it, and do it. Afterwards nothing here names the place."""
    place = get_object_or_404(Location, pk=key)
    services = list(Service.objects.at(place))
    if request.method != "POST" or not services:
        return render(request, "directory/desk/secret.html", {"place": place, "services": services})
    keep_secret(place)
    messages.success(request, _("The address is secret now. Only editors see it."))
    for secret in ConfidentialLocation.objects.filter(service__in=services):
        say_where_it_still_stands(request, secret)
    return redirect("wagtailsnippets_directory_confidentiallocation:list")


def say_where_it_still_stands(request: HttpRequest, record: Any) -> None:
    """Tell an editor where else an address that they made secret is said."""
    if isinstance(record, ConfidentialLocation):
        for place in still_said(record):
            messages.error(request, _("The address still stands here, take it out: %s") % place)
