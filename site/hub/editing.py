"""Editing the hub in the CMS, with its history: what was changed, by whom, from what to what."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import Panel
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from hub.time_words import said_in

ACTION = "hub.change"
TIME = "{time}"
LAST = 50
"""How many changes the page shows."""


def promise_words(value: str) -> None:
    """Refuse words around the promise that do not say it, or that say a time of their own."""
    if value.count(TIME) != 1:
        raise ValidationError(_("Write {time} once, where the time stands that the rules promise."))
    if any(character.isdigit() for character in value):
        raise ValidationError(_("Write no number: {time} says how soon, as the rules measure it."))
    if said := said_in(value):
        raise ValidationError(
            _("Write “%(word)s” otherwise: only {time} says how soon, as the rules measure it."),
            params={"word": said},
        )


class HubForm(WagtailAdminModelForm):
    """The form of the hub's settings. What is other than before is written down, each by name."""

    def save(self, commit: bool = True) -> Any:
        """Save what the form has, and leave an entry that says what was changed.

        Nothing else of the row is written: a manager may have put rules in force meanwhile.
        """
        before = _facts(type(self.instance).objects.filter(pk=self.instance.pk).first())
        saved = super().save(commit=False)
        if commit:
            saved.save(update_fields=[*self.fields, *self.formsets])
            self.save_m2m()
        after = _facts(saved)
        changes = {
            name: [before.get(name, ""), value]
            for name, value in after.items()
            if before.get(name, "") != value
        }
        if commit and changes:
            log(saved, ACTION, user=self.for_user, data={"changes": changes})
        return saved


def _facts(hub: Any) -> dict[str, str]:
    """Return what editors see of the hub, by its name for people."""
    if hub is None:
        return {}
    fields = [each for each in hub._meta.concrete_fields if each.editable and not each.primary_key]
    shown = {str(field.verbose_name): _shown(hub, field) for field in fields}
    periods = sorted(hub.opening_periods.all(), key=lambda each: (each.day, each.opens))
    return shown | {str(_("opening hours")): "; ".join(map(str, periods))}


def _shown(hub: Any, field: Any) -> str:
    name = f"get_{field.name}_display" if field.choices else field.name
    value = getattr(hub, name)
    return str(value() if callable(value) else value)


class HistoryPanel(Panel):
    """The last changes, each with what it was before."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one hub."""

        template_name = "hub/history.html"

        def get_context_data(self, parent_context: Any = None) -> Any:
            """Give the template the entries, the newest first."""
            entries = ModelLogEntry.objects.for_instance(self.instance).select_related("user")
            return super().get_context_data(parent_context) | {
                "entries": entries.filter(action=ACTION).order_by("-timestamp")[:LAST]
            }
