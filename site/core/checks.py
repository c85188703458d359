"""Our conventions as system checks, so that breaking one breaks the build."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model

OURS = {"core", "accounts", "hub", "pages", "directory", "referrals_portal"}


@register()
def every_field_is_classified(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Report each field of ours that does not say what it is and when it goes."""
    return list(_unclassified())


def stored_fields(model: type[Model]) -> list[Any]:
    """Return the fields that a model itself stores, many-to-many ones last."""
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def _unclassified() -> Iterator[CheckMessage]:
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        classified = getattr(model, "classified", {})
        fields = stored_fields(model)
        known = {field.name for field in fields}
        for field in fields:
            key_only = field.primary_key or (field.remote_field and field.remote_field.parent_link)
            if field.name not in classified and not (key_only and field.name in _KEYS):
                yield Error(
                    f"{model._meta.label}.{field.name} is not classified.",
                    hint="Add it to the model's `classified`: is it personal, is it sensitive, "
                    "who sees it, when does it go?",
                    obj=model,
                    id="core.E001",
                )
        for name in sorted(set(classified) - known):
            if not any(name in getattr(base, "classified", {}) for base in model.__mro__[1:]):
                yield Error(
                    f"{model._meta.label} classifies {name!r}, which is not one of its fields.",
                    obj=model,
                    id="core.E002",
                )


_KEYS = {"id", "page_ptr"}
