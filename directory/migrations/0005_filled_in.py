"""What the step before filled in is now required; secret addresses have left the public table."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "directory_location"

def places_are_for_everyone(apps, schema_editor):
    """Drop the rules by which some roles did not see some rows: none is secret any more."""
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT policyname FROM pg_policies WHERE tablename = %s", [TABLE])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP POLICY "{name}" ON "{TABLE}"')
            cursor.execute(f'ALTER TABLE "{TABLE}" DISABLE ROW LEVEL SECURITY')


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_moved")]

    operations = [
        migrations.AlterField(
            model_name="taxonomyterm",
            name="slug",
            field=models.SlugField(editable=False, max_length=80, unique=True),
        ),
        migrations.AlterField(
            model_name="taxonomyterm",
            name="taxonomy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="terms",
                to="directory.taxonomy",
                verbose_name="list",
            ),
        ),
        migrations.RunPython(places_are_for_everyone, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="location",
            name="is_confidential",
        ),
        migrations.AddConstraint(
            model_name="taxonomyterm",
            constraint=models.UniqueConstraint(
                fields=("taxonomy", "name"), name="term_once_in_its_list"
            ),
        ),
    ]
