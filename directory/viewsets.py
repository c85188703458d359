"""Where editors keep the directory in the CMS: one menu, a list for each kind of record."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.models import (
    ConfidentialLocation,
    Location,
    Organisation,
    Service,
    Taxonomy,
    TaxonomyTerm,
)
from directory.upkeep.desk.menu import menu_items


class ServiceViewSet(SnippetViewSet):
    """Services, with what a coordinator looks for first: is it shown, when was it checked."""

    model = Service
    icon = "list-ul"
    list_display = ["name", "organisation", "status", "assured_date", "live"]
    list_filter = ["status", "is_commissioned", "is_national_helpline", "organisation"]
    search_fields = ["name", "alternate_name", "summary"]
    ordering = ["name"]


class OrganisationViewSet(SnippetViewSet):
    """Organisations."""

    model = Organisation
    icon = "group"
    list_display = ["name", "website"]
    search_fields = ["name", "alternate_name"]


class LocationViewSet(SnippetViewSet):
    """Places that everyone may know."""

    model = Location
    icon = "home"
    list_display = ["name", "city", "postal_code", "live"]
    search_fields = ["name", "city", "postal_code"]


class ConfidentialLocationViewSet(SnippetViewSet):
    """Secret addresses, listed by their service and by nothing of the address."""

    model = ConfidentialLocation
    icon = "lock"
    list_display = ["service"]


class TaxonomyTermViewSet(SnippetViewSet):
    """Terms."""

    model = TaxonomyTerm
    icon = "tag"
    list_display = ["name", "taxonomy", "description", "live"]
    list_filter = ["taxonomy"]
    search_fields = ["name", "description"]


class TaxonomyViewSet(SnippetViewSet):
    """The lists that terms come from."""

    model = Taxonomy
    icon = "folder"
    list_display = ["name", "purpose"]


class DirectoryViewSetGroup(SnippetViewSetGroup):
    """The menu "Directory"."""

    items = (
        ServiceViewSet,
        OrganisationViewSet,
        LocationViewSet,
        ConfidentialLocationViewSet,
        TaxonomyTermViewSet,
        TaxonomyViewSet,
    )
    menu_label = _("Directory")
    menu_icon = "list-ul"
    menu_order = 200

    def get_submenu_items(self) -> list[Any]:
        """Return the lists, and after them what is to be done."""
        return [*super().get_submenu_items(), *menu_items()]
