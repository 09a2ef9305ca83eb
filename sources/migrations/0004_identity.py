"""Who is who across articles: suggested merges, the articles that tell an affiliation, and keys to find both by."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from sources.organisations import organisation_key
from sources.triggers import keeping_triggers

LENGTH = 300
BATCH = 1_000
STATUS = [("suggested", "suggested"), ("confirmed", "confirmed"), ("refused", "refused")]


def fill(apps, _schema_editor):
    """Gives every alias and affiliation its key."""
    for model, key, text in (("Alias", "core", "text"), ("Affiliation", "key", "organisation_name")):
        rows = apps.get_model("sources", model).objects
        for pk, words in rows.order_by("pk").values_list("pk", text).iterator(chunk_size=BATCH):
            rows.filter(pk=pk).update(**{key: organisation_key(words)[:LENGTH]})


def key_column(name, **options):
    return models.CharField(name, max_length=LENGTH, db_index=True, editable=False, default="", **options)


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_alias_keys")]
    operations = [
        *keeping_triggers(
            migrations.AddField("alias", "core", key_column("key without words of sort"), preserve_default=False),
            migrations.AddField(
                "affiliation", "key", key_column("key of the organisation", blank=True), preserve_default=False
            ),
        ),
        migrations.CreateModel(
            name="AffiliationEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "affiliation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence",
                        to="sources.affiliation", verbose_name="affiliation",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="affiliation_evidence",
                        to="sources.article", verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence of an affiliation",
                "verbose_name_plural": "evidence of affiliations",
                "constraints": [
                    models.UniqueConstraint(name="sources_affiliationevidence_once", fields=["affiliation", "article"])
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeSuggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.FloatField(verbose_name="score")),
                ("reasons", models.JSONField(default=list, verbose_name="reasons")),
                ("status", models.CharField(choices=STATUS, default="suggested", max_length=20, verbose_name="status")),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suggested_first",
                        to="sources.actor", verbose_name="actor",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suggested_second",
                        to="sources.actor", verbose_name="other actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "suggested merge",
                "verbose_name_plural": "suggested merges",
                "indexes": [models.Index(name="sources_suggestion_status", fields=["status", "-score"])],
                "constraints": [
                    models.UniqueConstraint(name="sources_mergesuggestion_once", fields=["first", "second"]),
                    models.CheckConstraint(
                        name="sources_mergesuggestion_ordered", condition=Q(first__lt=F("second"))
                    ),
                    models.CheckConstraint(
                        name="sources_mergesuggestion_score_0_to_1", condition=Q(score__gte=0) & Q(score__lte=1)
                    ),
                    models.CheckConstraint(
                        name="sources_mergesuggestion_status_known",
                        condition=Q(status__in=[word for word, _label in STATUS]),
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
