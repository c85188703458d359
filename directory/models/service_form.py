"""The form of a service in the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class ServiceForm(WagtailAdminModelForm):
    """A service with a secret address says so: its tick is locked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from directory.confidential import has_a_secret  # which knows the models

        super().__init__(*args, **kwargs)
        tick = self.fields.get("address_is_secret")
        if tick and has_a_secret(self.instance):
            tick.disabled = True
            self.initial["address_is_secret"] = True
            tick.help_text = _(
                "You cannot take this tick away, because this service has a secret address. Take "
                "the address out of “Secret addresses” first."
            )
