"""The article that an affiliation named becomes its first evidence. A migration of its own: PostgreSQL alters no table in
the transaction that filled it."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

BATCH = 1_000


def gather(apps, _schema_editor):
    """Makes a row of evidence of every article that stands in an affiliation."""
    evidence = apps.get_model("sources", "AffiliationEvidence")
    told = apps.get_model("sources", "Affiliation").objects.exclude(article=None).order_by("pk")
    rows = [
        evidence(affiliation_id=pk, article_id=article)
        for pk, article in told.values_list("pk", "article").iterator(chunk_size=BATCH)
    ]
    evidence.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def put_back(apps, _schema_editor):
    """Writes the first article of each affiliation into it again."""
    evidence = apps.get_model("sources", "AffiliationEvidence")
    first = evidence.objects.filter(affiliation=OuterRef("pk")).order_by("article")
    apps.get_model("sources", "Affiliation").objects.update(article=Subquery(first.values("article")[:1]))
    evidence.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("sources", "0004_identity")]
    operations = [migrations.RunPython(gather, put_back)]
