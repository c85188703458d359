"""Terms have a list, and secret places a table of their own.

By itself: PostgreSQL builds no index on a table that the same transaction has deleted from.
"""

import uuid

from django.db import migrations
from django.utils.text import slugify

TAXONOMIES = {
    "happened": ("What happened", "Crimes and other things that were done to somebody."),
    "help": ("What would help", "Kinds of help."),
    "audience": ("Who it is for", "People that a service is specially for."),
}
"""The three lists that every directory has, with identifiers that are the same in each."""


def terms_have_a_list(apps, schema_editor):
    Taxonomy = apps.get_model("directory", "Taxonomy")
    TaxonomyTerm = apps.get_model("directory", "TaxonomyTerm")
    for purpose, (name, description) in TAXONOMIES.items():
        Taxonomy.objects.create(
            id=uuid.uuid5(uuid.NAMESPACE_URL, f"front-door:taxonomy:{purpose}"),
            name=name,
            description=description,
            purpose=purpose,
        )
    happened = Taxonomy.objects.get(purpose="happened")
    for number, term in enumerate(TaxonomyTerm.objects.order_by("name")):
        term.taxonomy = happened
        stem = slugify(term.name)[:70] or "term"
        taken = TaxonomyTerm.objects.filter(slug=stem).exists()
        term.slug = f"{stem}-{number}" if taken else stem
        term.save()


def secret_places_have_a_table_of_their_own(apps, schema_editor):
    Location = apps.get_model("directory", "Location")
    ConfidentialLocation = apps.get_model("directory", "ConfidentialLocation")
    names = ("name", "address_1", "city", "state_province", "postal_code")
    for place in Location.objects.filter(is_confidential=True):
        if not place.service_at_locations.exists():
            raise RuntimeError(
                f"The secret place {place.pk} belongs to no service. Give it one, or delete it."
            )
        for link in place.service_at_locations.select_related("service"):
            ConfidentialLocation.objects.create(
                service=link.service, **{name: getattr(place, name) for name in names}
            )
            link.service.address_is_secret = True
            link.service.save()
        place.delete()


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_more_words")]

    operations = [
        migrations.RunPython(terms_have_a_list, migrations.RunPython.noop),
        migrations.RunPython(secret_places_have_a_table_of_their_own, migrations.RunPython.noop),
    ]
