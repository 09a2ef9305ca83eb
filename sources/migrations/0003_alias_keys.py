"""Aliases are found by two more keys: without inflected endings, and by their letters however sounds are written."""

from typing import Any

from django.db import migrations, models

from sources.names import spelling_key, stem_key
from sources.triggers import keeping_triggers

LENGTH = 300
BATCH = 1_000


def fill(apps: Any, _schema_editor: Any) -> None:
    """Gives every alias its keys."""
    aliases = apps.get_model("sources", "Alias").objects
    for alias in aliases.order_by("pk").iterator(chunk_size=BATCH):
        aliases.filter(pk=alias.pk).update(
            stem=stem_key(alias.text)[:LENGTH], spelling=spelling_key(alias.text)[:LENGTH]
        )


def column(name: str) -> models.CharField:
    """A column for a key; the empty one is only for the rows that are there, until `fill`."""
    return models.CharField(name, max_length=LENGTH, db_index=True, editable=False, default="")


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_triggers")]
    operations = keeping_triggers(
        migrations.AddField("alias", "stem", column("key without endings"), preserve_default=False),
        migrations.AddField("alias", "spelling", column("key of the letters"), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop),
    )
