"""Saying in words, on an editor's next page, why a service could not be changed."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from directory.models import Service


def why_not(request: HttpRequest, service: Service, error: ValidationError) -> None:
    """Say which fields of a service stand in the way; nothing is refused in silence."""
    words = {"name": service.name, "why": reasons(error)}
    messages.error(request, _("“%(name)s” was not changed. %(why)s") % words)


def reasons(error: ValidationError) -> str:
    """Return what is wrong, field by field, in one line."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{_label(name)}: {' '.join(found)}" for name, found in error.message_dict.items()
    )


def _label(name: str) -> str:
    fields = {field.name: field for field in Service._meta.get_fields()}
    return str(getattr(fields.get(name), "verbose_name", name))
