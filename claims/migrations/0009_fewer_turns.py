"""Who adds a row that cannot break a rule of merging no longer waits for others who do."""

from importlib import import_module

from django.db import migrations

from sources.triggers import renew_triggers

MODULES = ("0002_triggers", "0004_one_claim")
TRIGGERS = [one for name in MODULES for one in import_module(f"claims.migrations.{name}").TRIGGERS if one.turns_where]


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_figures_measured")]
    operations = [renew_triggers(*TRIGGERS)]
