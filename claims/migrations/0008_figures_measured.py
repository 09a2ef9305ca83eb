"""Figures that are there already get their base unit and what they allow in it. A migration of its own: PostgreSQL alters no
table in the transaction that filled it. Series come with the concepts, which `load_knowledge` loads."""

from django.db import migrations

from claims.measures import measured

BATCH = 1_000


def measure(apps, _schema_editor):
    """Writes the measured columns of every figure."""
    model = apps.get_model("claims", "Quantity")
    batch = []
    for row in model.objects.order_by("pk").iterator(chunk_size=BATCH):
        for name, value in measured(row, row.concept).items():
            setattr(row, name, value)
        batch.append(row)
        if len(batch) == BATCH:
            model.objects.bulk_update(batch, ["measure", "least", "most"])
            batch = []
    model.objects.bulk_update(batch, ["measure", "least", "most"])


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_figures")]
    operations = [migrations.RunPython(measure, migrations.RunPython.noop)]
