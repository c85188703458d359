"""Where editors keep the directory in the CMS: one menu, four lists."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.models import Location, Organisation, Service, TaxonomyTerm


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
    """Places, the secret ones marked."""

    model = Location
    icon = "home"
    list_display = ["name", "city", "is_confidential"]
    list_filter = ["is_confidential"]
    search_fields = ["name", "city"]


class TaxonomyTermViewSet(SnippetViewSet):
    """Terms."""

    model = TaxonomyTerm
    icon = "tag"
    list_display = ["name", "description"]
    search_fields = ["name", "description"]


class DirectoryViewSetGroup(SnippetViewSetGroup):
    """The menu "Directory"."""

    items = (ServiceViewSet, OrganisationViewSet, LocationViewSet, TaxonomyTermViewSet)
    menu_label = _("Directory")
    menu_icon = "list-ul"
    menu_order = 200
