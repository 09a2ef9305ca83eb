"""Who added an article, for the page of whoever did."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sources.triggers import keeping_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0009_words"),
        ("claims", "0011_disputed_first"),  # whose triggers on articles are kept too
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = keeping_triggers(
        migrations.AddField(
            model_name="article",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="articles_added",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        )
    )
