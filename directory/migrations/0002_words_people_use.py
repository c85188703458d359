"""Words that people use, a lifeline, and the text that is searched written anew as stems."""

from django.db import migrations, models

from directory.words import searchable

SEARCHED = {
    'Organisation': {'search_text': ('name', 'alternate_name')},
    'TaxonomyTerm': {'search_text': ('name', 'description', 'other_words')},
    'Service': {
        'search_names': ('name', 'alternate_name', 'other_words'),
        'search_text': ('summary', 'description', 'eligibility_description'),
    },
}


def write_anew(apps, schema_editor):
    """Fold what is searched again: rows of before hold whole words, without their stems."""
    for model, columns in SEARCHED.items():
        for row in apps.get_model('directory', model).objects.all():
            for column, names in columns.items():
                setattr(row, column, searchable(getattr(row, name) for name in names))
            row.save(update_fields=list(columns))


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0001_first_form'),
    ]

    operations = [
        migrations.AddField(
            model_name='service',
            name='is_lifeline',
            field=models.BooleanField(default=False, help_text='When someone searches for one of its “other words people use”, it stands first, and its number stands above the results.', verbose_name='for people who might hurt themselves'),
        ),
        migrations.AddField(
            model_name='service',
            name='other_words',
            field=models.TextField(blank=True, help_text='The words that people type when they look for this. One on each line, or with commas between them. They are not shown.', verbose_name='other words people use'),
        ),
        migrations.AddField(
            model_name='service',
            name='search_names',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='taxonomyterm',
            name='other_words',
            field=models.TextField(blank=True, help_text='The words that people type when they look for this. One on each line, or with commas between them. They are not shown.', verbose_name='other words people use'),
        ),
        migrations.AlterField(
            model_name='service',
            name='answering_order',
            field=models.PositiveSmallIntegerField(default=100, help_text='The lowest stands first in the list, and is tried first at the top of pages.', verbose_name='place among the helplines'),
        ),
        migrations.AlterField(
            model_name='taxonomyterm',
            name='description',
            field=models.TextField(help_text='What it means. A search for any of these words finds the services under it.', verbose_name='in plain words'),
        ),
        migrations.RunPython(write_anew, migrations.RunPython.noop),
    ]
