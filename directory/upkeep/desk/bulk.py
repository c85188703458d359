"""One thing done to many services at once: each gets a version of its own, or says why not."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from directory.models import Service, TaxonomyTerm
from directory.status import Status
from directory.upkeep import changing
from directory.upkeep.desk.saying import why_not
from directory.upkeep.facts import day_of


class ServicesAction(SnippetBulkAction):
    """What all of them share. An action says in ``change`` what it does to one service."""

    template_name = "directory/desk/bulk.html"

    @classproperty
    def models(cls) -> list[type[Service]]:
        """Services alone."""
        return [Service]

    def check_perm(self, service: Service) -> bool:
        """Tell whether this editor may change what the public sees of it."""
        return all(
            self.permission_policy.user_has_permission_for_instance(self.request.user, act, service)
            for act in ("change", "publish")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the page what it is about to do."""
        return super().get_context_data(**kwargs) | {"action": self}

    @classmethod
    def execute_action(cls, objects: Iterable[Service], **kwargs: Any) -> tuple[int, int]:
        """Change each; those that cannot be changed are named, and the others are changed."""
        action = kwargs["self"]
        return sum(action.change_one(service) for service in objects), 0

    def change_one(self, service: Service) -> int:
        """Change one service, and return 1; say why not, and return 0."""
        try:
            self.change(service, self.cleaned_form.cleaned_data)
        except ValidationError as error:
            why_not(self.request, service, error)
            return 0
        return 1

    def change(self, service: Service, said: dict[str, Any]) -> None:
        """Do it to one service; ValidationError if it cannot be done."""
        raise NotImplementedError

    def get_success_message(self, changed: int, others: int) -> str | None:
        """Say how many were changed; nothing if none was."""
        if not changed:
            return None
        words = ngettext(
            "%(number)d service was changed.", "%(number)d services were changed.", changed
        )
        return words % {"number": changed}


class CheckedToday(ServicesAction):
    """They are right as they are."""

    display_name = _("Checked today")
    aria_label = _("Say that the chosen services were checked today")
    action_type = "checked"
    action_priority = 10

    def change(self, service: Service, said: dict[str, Any]) -> None:
        """Set today's date."""
        changing.check(service, day_of(timezone.now()), self.request.user)


class StatusForm(forms.Form):
    """Which status."""

    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)


class SetStatus(ServicesAction):
    """They have closed, or opened again."""

    display_name = _("Set the status")
    aria_label = _("Set the status of the chosen services")
    action_type = "status"
    action_priority = 11
    form_class = StatusForm

    def change(self, service: Service, said: dict[str, Any]) -> None:
        """Set the status."""
        changing.publish(
            service, lambda each: setattr(each, "status", said["status"]), self.request.user
        )


class TermForm(forms.Form):
    """Which term, and whether it comes or goes."""

    term = forms.ModelChoiceField(TaxonomyTerm.objects.select_related("taxonomy"), label=_("Term"))
    does = forms.ChoiceField(
        label=_("What to do"),
        choices=[("add", _("Add it")), ("remove", _("Take it away"))],
        widget=forms.RadioSelect,
        initial="add",
    )


class SetTerm(ServicesAction):
    """They are about something, or no longer."""

    display_name = _("Add or take away a term")
    aria_label = _("Add a term to the chosen services, or take one away")
    action_type = "term"
    action_priority = 12
    form_class = TermForm

    def change(self, service: Service, said: dict[str, Any]) -> None:
        """Add the term, or take it away."""

        def change(each: Service) -> None:
            terms = each.taxonomy_terms
            (terms.add if said["does"] == "add" else terms.remove)(said["term"])

        changing.publish(service, change, self.request.user)


class OwnerForm(forms.Form):
    """Who keeps them."""

    owner = forms.ModelChoiceField(
        get_user_model()._default_manager.filter(is_active=True),
        label=_("Who keeps them"),
        required=False,
        empty_label=_("Nobody"),
    )


class SetOwner(ServicesAction):
    """Somebody else keeps them from now on."""

    display_name = _("Say who keeps them")
    aria_label = _("Say who keeps the chosen services")
    action_type = "owner"
    action_priority = 13
    form_class = OwnerForm

    def change(self, service: Service, said: dict[str, Any]) -> None:
        """Set who is reminded."""
        changing.publish(
            service, lambda each: setattr(each, "owner", said["owner"]), self.request.user
        )


ACTIONS = (CheckedToday, SetStatus, SetTerm, SetOwner)
