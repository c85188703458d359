"""The data register's section about libraries: no table with a person in it is forgotten."""

from django.apps import apps

from accounts.models import User
from config.libraries import LIBRARIES
from core.checks import OURS

ABOUT_SOMEONE = {"username", "ip_address", "session_data"}


def holds_a_person(model):
    fields = model._meta.local_fields
    return any(field.related_model is User or field.name in ABOUT_SOMEONE for field in fields)


def test_every_table_of_a_library_that_holds_a_person_is_in_the_register():
    found = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label not in OURS and holds_a_person(model)
    }
    assert found - LIBRARIES.keys() == set()
    assert LIBRARIES.keys() - {model._meta.label for model in apps.get_models()} == set()
