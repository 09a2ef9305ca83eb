"""Lists that start with what is most disputed need not sort all claims."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_words")]
    operations = [
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["-disputed", "-denied", "-origins_count", "-mentions_count", "-id"],
                name="claims_claim_disputed",
            ),
        ),
    ]
