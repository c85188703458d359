from django.db import migrations, models
from django.utils import timezone

CONDITIONS = ("sources", "for_whom", "reported", "crime_types", "age_bands", "markers")


def speak_the_new_language(apps, schema_editor):
    """What enhanced a priority becomes a rule, a partner a specialist; and all is version kept."""
    for hub in apps.get_model("hub", "Hub").objects.all():
        if "enhanced_when" not in hub.rules and not hub.partners:
            continue
        document = {
            "standards": hub.rules.get("standards", []),
            "specialists": [
                {name: value for name, value in each.items() if value} for each in hub.partners
            ],
            "rules": [
                {
                    "when": {name: rule[name] for name in CONDITIONS if name in rule},
                    "then": {"priority": "enhanced"},
                    "reason": rule["reason"],
                }
                for rule in hub.rules.get("enhanced_when", [])
            ],
        }
        hub.rules = {name: value for name, value in document.items() if value}
        hub.save(update_fields=["rules"])
        apps.get_model("hub", "RulesVersion").objects.create(
            number=hub.rules_version, document=hub.rules, made_at=timezone.now()
        )


class Migration(migrations.Migration):
    dependencies = [("hub", "0002_the_form_and_partners")]

    operations = [
        migrations.CreateModel(
            name="RulesVersion",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("document", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("by_name", models.CharField(blank=True, max_length=150)),
                ("why", models.CharField(blank=True, max_length=200)),
            ],
            options={"ordering": ["-number"]},
        ),
        migrations.RunPython(speak_the_new_language, migrations.RunPython.noop),
        migrations.RemoveField(model_name="hub", name="partners"),
        migrations.AlterField(
            model_name='hub',
            name='welsh',
            field=models.CharField(choices=[('off', 'Not offered'), ('reviewed', 'Offered: somebody has reviewed it'), ('demonstration', 'Offered, and says that nobody has reviewed it')], default='off', help_text='The Welsh that comes with this software was not reviewed by anyone. Offer it only when somebody who knows both languages has checked it for your hub.', max_length=13, verbose_name='the form in Welsh'),
        ),
    ]
