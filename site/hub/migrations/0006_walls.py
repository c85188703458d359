from django.db import migrations, models


def remember_the_walls(apps, schema_editor):
    """Build every wall that some version of the rules says, as the newest that has the team does."""
    walls = set()
    for version in apps.get_model("hub", "RulesVersion").objects.order_by("number"):
        for team in version.document.get("teams", ()):
            if team.get("walled"):
                walls.add(team["key"])
            else:
                walls.discard(team["key"])
    apps.get_model("hub", "Hub").objects.update(walls=sorted(walls))


class Migration(migrations.Migration):

    dependencies = [
        ('hub', '0005_what_pages_say'),
    ]

    operations = [
        migrations.AddField(
            model_name='hub',
            name='walls',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AlterField(
            model_name='rulesdraft',
            name='by_name',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.RunPython(remember_the_walls, migrations.RunPython.noop),
    ]
