"""A source may speak for a body; claims are found by it too. Rows of before get theirs with the next extraction."""

import django.db.models.deletion
from django.db import migrations, models

from sources.triggers import keeping_triggers


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_triggers"), ("sources", "0006_identity_rules")]
    operations = keeping_triggers(
        migrations.AddField(
            "attribution",
            "speaks_for",
            models.ForeignKey(
                "sources.actor",
                django.db.models.deletion.PROTECT,
                null=True,
                blank=True,
                related_name="spoken_for",
                verbose_name="speaks for",
            ),
        ),
    )
