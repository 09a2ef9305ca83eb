"""Who adds a row that cannot break a rule of merging no longer waits for others who do."""

from importlib import import_module

from django.db import migrations

from sources.triggers import renew_triggers

MODULES = ("0002_triggers", "0006_identity_rules")
TRIGGERS = [one for name in MODULES for one in import_module(f"sources.migrations.{name}").TRIGGERS if one.turns_where]


class Migration(migrations.Migration):
    dependencies = [("sources", "0007_alias_last_word")]
    operations = [renew_triggers(*TRIGGERS)]
