"""Fills the claims that mentions count for; after the one that adds the column, for PostgreSQL alters no table that has such
writes pending."""

from django.db import migrations

FILL = """
WITH RECURSIVE up(id, root) AS (
  SELECT id, id FROM claims_claim WHERE merged_into_id IS NULL
  UNION ALL SELECT below.id, up.root FROM claims_claim AS below JOIN up ON below.merged_into_id = up.id
)
UPDATE claims_mention SET root_id = up.root FROM up WHERE up.id = claims_mention.claim_id
AND extraction_id IN (SELECT id FROM claims_extraction WHERE retired_at IS NULL)"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0013_mention_root")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
