"""The tokens by which claims are found. Statements are filled in here; what `manage.py derive` brings is the words of mentions,
names of sources, base forms and parts of compounds."""

import django.db.models.deletion
from django.db import migrations, models

import sources.fulltext
from sources.stems import tokens

AT_ONCE = 500


def fill(apps, schema_editor):
    rows = apps.get_model("claims", "ClaimWords").objects
    claims = apps.get_model("claims", "Claim").objects.filter(merged_into=None).order_by("pk")
    told = claims.values_list("pk", "statement").iterator(chunk_size=AT_ONCE)
    model, batch = rows.model, []
    for pk, statement in told:
        batch.append(model(pk=pk, statement=tokens(statement, {}), words="", sources=""))
        if len(batch) == AT_ONCE:
            rows.bulk_create(batch)
            batch = []
    rows.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("claims", "0009_fewer_turns"), ("sources", "0009_words")]
    operations = [
        sources.fulltext.CreateWords(
            name="ClaimWords",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tokens",
                        serialize=False,
                        to="claims.claim",
                        verbose_name="claim",
                    ),
                ),
                ("statement", sources.fulltext.TokensField(verbose_name="statement")),
                ("words", sources.fulltext.TokensField(verbose_name="words")),
                ("sources", sources.fulltext.TokensField(verbose_name="sources")),
            ],
            options={"verbose_name": "words of a claim", "verbose_name_plural": "words of claims"},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
