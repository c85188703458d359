"""Secret addresses: what may hold one, and how a place becomes one.

Only editors' own process reads them; the website's role in the database is refused, and never
calls this.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Cast
from wagtail.admin.models import FormState
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from directory.addresses import Address, Said
from directory.holding import secrets_held
from directory.models import (
    ConfidentialLocation,
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    Session,
    TaxonomyTerm,
)
from directory.upkeep.log import KEPT_BACK


def secrets_in(record: models.Model) -> list[str]:
    """Return the names of the record's fields whose text says a secret address."""
    fields = record._meta.concrete_fields
    texts = {
        field.name: value
        for field in fields
        if isinstance(value := getattr(record, field.attname), str)
    }
    made = {field.name for field in fields if not field.editable}
    return those_that_say(texts, but_not_together=made)


def those_that_say(texts: dict[str, str], but_not_together: Collection[str] = ()) -> list[str]:
    """Return which of these texts say a secret address, by itself or read one after another."""
    texts = {name: text for name, text in texts.items() if text}
    kept = kept_addresses() if texts else []
    if alone := [name for name, text in texts.items() if says([text], kept)]:
        return alone
    read = {name: text for name, text in texts.items() if name not in but_not_together}
    return list(dict.fromkeys(name for one in kept for name in _together(read, one)))


def _together(texts: dict[str, str], address: Address) -> list[str]:
    """Return the fewest neighbours that say an address. Their town is that of many streets."""
    address = replace(address, town="")
    names, each = list(texts), list(texts.values())
    ends = range(1, len(each) + 1)
    end = next((end for end in ends if address.is_in("\n".join(each[:end]))), 0)
    starts = range(end - 1, -1, -1)
    start = next((start for start in starts if address.is_in("\n".join(each[start:end]))), 0)
    return names[start:end]


def says_a_secret(text: str) -> bool:
    """Tell whether a text says a secret address."""
    return any(one.is_in(text) for one in kept_addresses())


PLACES_FOR_WORDS = (
    Organisation, Location, Service, TaxonomyTerm, Session, Schedule, Phone
)  # fmt: skip


def still_said(secret: ConfidentialLocation) -> list[str]:
    """Return in words where else an address that is secret now is said, drafts included."""
    address = _address(secret)
    found = [
        f"{model._meta.verbose_name}: {record}"
        for model in (*PLACES_FOR_WORDS, get_image_model())
        for record in model._base_manager.all()
        if any(address.is_in(text) for text in _texts(record))
    ]
    waiting = Revision.objects.filter(content_type__app_label__in=("directory", "pages"))
    drafts = {
        f"{revision.content_type.name}: {revision.object_str}"
        for revision in waiting.select_related("content_type").iterator()
        if says(revision.content, [address])
    }
    return sorted({*found, *drafts})


def _texts(record: models.Model) -> list[str]:
    values = (getattr(record, field.attname) for field in record._meta.concrete_fields)
    return [str(value) for value in values if isinstance(value, (str, FieldFile))]


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in what JSON may hold, also in JSON that is a text in it; ids are none."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str) and not _AN_ID.fullmatch(value):
        yield value
        if value.startswith(("[", "{")):
            with suppress(ValueError, RecursionError):
                yield from texts_in(json.loads(value))


_AN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The letters of one may be those of a postcode."""


def says(value: Any, addresses: Iterable[Address]) -> bool:
    """Tell whether what JSON may hold says one of these addresses."""
    said = Said.by("\n".join(texts_in(value)))
    return any(one.is_among(said) for one in addresses)


def is_kept_back(version: Revision) -> bool:
    """Tell whether a version must not be published, for it says a secret address.

    It is then a draft without a time. The worker may not ask: what says one has lost its time
    (`take_times_from`), perhaps since the worker read it. Whoever asks holds the secrets.
    """
    if not _may_be_read():
        return not Revision.objects.filter(pk=version.pk).exclude(approved_go_live_at=None).exists()
    if not says(version.content, kept_addresses()):
        return False
    _keep_back(version)
    return True


def take_times_from(secret: ConfidentialLocation) -> None:
    """Take the time from every version that is to be published and says what is secret now."""
    address = [_address(secret)]
    for version in Revision.objects.exclude(approved_go_live_at=None):
        if says(version.content, address):
            _keep_back(version)


def _keep_back(version: Revision) -> None:
    Revision.objects.filter(pk=version.pk).update(approved_go_live_at=None)
    if record := version.content_object:
        # Not by its name, which may be what says it.
        log(record, KEPT_BACK, revision=version, title=str(record._meta.verbose_name))


def _may_be_read() -> bool:
    """Tell whether this process may read the secret addresses."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        table = ConfidentialLocation._meta.db_table
        cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [table])
        return bool(cursor.fetchone()[0])


def kept_addresses() -> list[Address]:
    """Return every secret address, as texts are compared with them."""
    return [_address(each) for each in ConfidentialLocation.objects.all()]


def _address(secret: ConfidentialLocation) -> Address:
    return Address(secret.address_1, secret.postal_code, secret.city, secret.name)


@secrets_held(alone=True)
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
    _take_out_of_versions(str(location.pk))
    of_it: dict[str, Any] = {
        "content_type": ContentType.objects.get_for_model(Location),
        "object_id": str(location.pk),
    }
    ModelLogEntry.objects.filter(**of_it).delete()
    FormState.objects.filter(content_type=of_it["content_type"]).delete()
    location.delete()
    Revision.objects.filter(**of_it).delete()
    ReferenceIndex.objects.filter(**of_it).delete()


def say_so_in_versions(secret: ConfidentialLocation) -> None:
    """Make every version of its service, older and drafted ones too, say that it is secret.

    None of them is at a place that says the address any more.
    """
    address = _address(secret)
    places = {
        str(place.pk)
        for place in Location._base_manager.all()
        if address.is_in("\n".join(_texts(place)))
    }
    for revision in Revision.objects.for_instance(secret.service):
        content = _without_places(revision.content, places) | {"address_is_secret": True}
        Revision.objects.filter(pk=revision.pk).update(content=content)


def has_a_secret(service: Service) -> bool:
    """Tell whether a service has a secret address, as far as this process may know."""
    return _may_be_read() and ConfidentialLocation.objects.filter(service=service.pk).exists()


def _take_out_of_versions(place: str) -> None:
    """Make no version of any service be at this place."""
    text = Cast("content", models.TextField())
    of_services = Revision.objects.filter(content_type=ContentType.objects.get_for_model(Service))
    for revision in of_services.alias(text=text).filter(text__contains=place):
        content = _without_places(revision.content, {place})
        Revision.objects.filter(pk=revision.pk).update(content=content)


def _without_places(content: dict[str, Any], places: set[str]) -> dict[str, Any]:
    links = content.get("service_at_locations", [])
    sessions = content.get("sessions", [])
    return content | {
        "service_at_locations": [link for link in links if link.get("location") not in places],
        "sessions": [
            session | {"location": None} if session.get("location") in places else session
            for session in sessions
        ],
    }
