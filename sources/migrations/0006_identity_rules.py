"""An affiliation has evidence instead of one article; a refused merge stays refused, whoever writes."""

from django.db import migrations

from sources.triggers import Trigger, add_triggers, keeping_triggers

SUGGESTION = "sources_mergesuggestion"

# The family of a row of sources_actor: up to its root, then down to all that was merged into that.
FAMILY = """
WITH RECURSIVE up(id, next) AS (
  SELECT id, merged_into_id FROM sources_actor WHERE id = {actor}
  UNION SELECT step.id, step.merged_into_id FROM sources_actor AS step JOIN up ON step.id = up.next
), family(id) AS (
  SELECT id FROM up WHERE next IS NULL
  UNION SELECT step.id FROM sources_actor AS step JOIN family ON step.merged_into_id = family.id
) """
JOINS_REFUSED = (
    "NEW.merged_into_id IS NOT NULL AND EXISTS ("
    + FAMILY.format(actor="NEW.id")
    + """SELECT 1 FROM family AS one
  JOIN sources_mergesuggestion AS pair ON pair.first_id = one.id AND pair.status = 'refused'
  JOIN family AS other ON other.id = pair.second_id
)"""
)
REFUSES_JOINED = (
    "NEW.status = 'refused' AND NEW.second_id IN ("
    + FAMILY.format(actor="NEW.first_id")
    + "SELECT id FROM family)"
)

TRIGGERS = (
    Trigger(
        "sources_actor_merge_not_refused", "sources_actor", ("INSERT", "UPDATE OF merged_into_id"),
        "a curator refused to merge two of these actors", JOINS_REFUSED, turns=True,
        turns_where="NEW.merged_into_id IS NOT NULL",
    ),
    Trigger(
        "sources_mergesuggestion_refused_apart", SUGGESTION, ("INSERT", "UPDATE OF status, first_id, second_id"),
        "the two actors are merged", REFUSES_JOINED, turns="sources_actor",
        turns_where="NEW.status = 'refused'",
    ),
    Trigger(
        "sources_mergesuggestion_kept", SUGGESTION, ("DELETE",), "a refusal is remembered", "OLD.status = 'refused'",
    ),
    Trigger(
        "sources_mergesuggestion_pair_fixed", SUGGESTION, ("UPDATE OF first_id, second_id",),
        "a suggestion stays with its two actors",
        "NEW.first_id <> OLD.first_id OR NEW.second_id <> OLD.second_id",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("sources", "0005_affiliation_evidence")]
    operations = [
        *keeping_triggers(migrations.RemoveField("affiliation", "article")),
        add_triggers(*TRIGGERS),
    ]
