"""Secret addresses: what may hold one, and how a place becomes one.

Only editors' own process reads them; the website's role in the database is refused, and never
calls this.
"""

import re
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.admin.models import FormState
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from directory.models import ConfidentialLocation, Location, Service
from directory.search.words import fold

_NOT_A_WORD = re.compile(r"\W+")


def secrets_in(record: models.Model) -> list[str]:
    """Return the names of the record's fields whose text holds a secret street or postcode."""
    rows = list(ConfidentialLocation.objects.values_list("address_1", "postal_code"))
    texts = {
        field.name: value
        for field in record._meta.concrete_fields
        if isinstance(value := getattr(record, field.attname), str)
    }
    return [name for name, text in texts.items() if any(_says(text, *row) for row in rows)]


def says_a_secret(text: str) -> bool:
    """Tell whether a text holds a secret street or postcode."""
    rows = ConfidentialLocation.objects.values_list("address_1", "postal_code")
    return any(_says(text, *row) for row in rows)


def is_secret(street: str, postcode: str) -> bool:
    """Tell whether this street and postcode are those of a secret address."""
    rows = ConfidentialLocation.objects.values_list("address_1", "postal_code")
    address = f"{street}, {postcode}"
    return any(_plain(kept) in _plain(street) and _says(address, "", code) for kept, code in rows)


@transaction.atomic
def keep_secret(location: Location) -> None:
    """Move a place into the secret addresses of each of its services, and forget it elsewhere.

    Its older versions, its name in the CMS's log and what previews kept of its form go too: the
    address then stands in one table. Raises ValueError where no service is there, and forgets
    nothing.
    """
    services = list(Service.objects.at(location))
    if not services:
        raise ValueError("no service is at this place")
    for service in services:
        ConfidentialLocation.objects.create(
            service=service,
            **{
                name: getattr(location, name)
                for name in ("name", "address_1", "city", "state_province", "postal_code")
            },
        )
        service.address_is_secret = True
        service.save(update_fields=["address_is_secret"])
        _say_so_in_its_draft(service)
    of_it: dict[str, Any] = {
        "content_type": ContentType.objects.get_for_model(Location),
        "object_id": str(location.pk),
    }
    ModelLogEntry.objects.filter(**of_it).delete()
    FormState.objects.filter(content_type=of_it["content_type"]).delete()
    location.delete()
    Revision.objects.filter(**of_it).delete()
    ReferenceIndex.objects.filter(**of_it).delete()


def _say_so_in_its_draft(service: Service) -> None:
    """Make the version that is published next say it too."""
    for revision in Revision.objects.filter(pk=service.latest_revision_id):
        content = revision.content | {"address_is_secret": True}
        Revision.objects.filter(pk=revision.pk).update(content=content)


def _says(text: str, street: str, postcode: str) -> bool:
    """Tell whether a text says this street, or this postcode with or without its space."""
    said = _plain(text)
    code = _plain(postcode).replace(" ", "")
    return (bool(street) and _plain(street) in said) or (
        bool(code) and code in said.replace(" ", "")
    )


def _plain(text: str) -> str:
    return f" {_NOT_A_WORD.sub(' ', fold(text)).strip()} "
