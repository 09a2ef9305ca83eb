"""Every mention knows the claim that it counts for, kept by the database itself: whoever merges, splits, undoes or retires writes
what is to be written, and this follows."""

import django.db.models.deletion
from django.db import migrations, models

from sources.triggers import Follows, add_triggers, keeping_triggers

# The claim that a mention (its claim and its extraction) counts for: what the claim was merged into in the end; none where a
# newer extraction retired it.
ROOT = """CASE WHEN EXISTS (SELECT 1 FROM claims_extraction WHERE id = {mention}.extraction_id AND retired_at IS NULL) THEN (
  WITH RECURSIVE up(id, next) AS (
    SELECT id, merged_into_id FROM claims_claim WHERE id = {mention}.claim_id
    UNION SELECT step.id, step.merged_into_id FROM claims_claim AS step JOIN up ON step.id = up.next
  ) SELECT id FROM up WHERE next IS NULL
) END"""
SET_ROOT = "UPDATE claims_mention SET root_id = " + ROOT.format(mention="claims_mention")
BELOW = """
WITH RECURSIVE down(id) AS (
  SELECT NEW.id
  UNION SELECT step.id FROM claims_claim AS step JOIN down ON step.merged_into_id = down.id
) SELECT id FROM down"""
# Whatever is written into it is put right; where it is right already nothing is written, or this would not end.
OWN = f"{SET_ROOT} WHERE id = NEW.id AND COALESCE(root_id, 0) <> COALESCE({ROOT.format(mention='claims_mention')}, 0)"

TRIGGERS = (
    Follows(
        "claims_mention_root", "claims_mention", ("INSERT", "UPDATE OF claim_id, extraction_id, root_id"), "", statement=OWN
    ),
    Follows(
        "claims_claim_root", "claims_claim", ("UPDATE OF merged_into_id",), "",
        statement=f"{SET_ROOT} WHERE claim_id IN ({BELOW})",
    ),
    Follows(
        "claims_extraction_root", "claims_extraction", ("UPDATE OF retired_at",), "",
        statement=f"{SET_ROOT} WHERE extraction_id = NEW.id",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0012_drafts")]
    operations = [
        *keeping_triggers(
            migrations.AddField(
                "mention",
                "root",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="counted",
                    to="claims.claim",
                    verbose_name="counts for",
                ),
            )
        ),
        add_triggers(*TRIGGERS),
    ]
