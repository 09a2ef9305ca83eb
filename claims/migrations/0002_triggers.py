"""Rules of claims that go beyond one row: words are slices of their article, evidence and decisions are kept, nesting
and merging stay sound."""

from django.db import migrations

from sources.triggers import Trigger, acyclic, add_triggers

# Both databases count code points in substr and length. A span beyond the end gives a shorter slice, hence the length.
NOT_THE_SLICE = """
NEW."{words}" <> '' AND NOT EXISTS (
  SELECT 1 FROM claims_mention AS mention
  JOIN claims_extraction AS extraction ON extraction.id = mention.extraction_id
  JOIN sources_articletext AS body ON body.article_id = extraction.article_id
  WHERE mention.id = NEW.mention_id
    AND length(NEW."{words}") = NEW."{end}" - NEW."{start}"
    AND substr(body.text, NEW."{start}" + 1, NEW."{end}" - NEW."{start}") = NEW."{words}"
)"""


def slice_rule(name, table, words="text", start="start", end="end"):
    """`words` of a row of `table` are exactly what stands at `start` to `end` in the article of its mention."""
    events = ("INSERT", f'UPDATE OF mention_id, "{words}", "{start}", "{end}"')
    wrong = NOT_THE_SLICE.format(words=words, start=start, end=end)
    return Trigger(name, table, events, "the words are not the slice of the article at their span", wrong)


# A mention may have several spans: its words are the slices joined by " … ", its start and end their hull. A span is
# sound where it is a list of exactly two whole numbers, the second one greater.
NOT_THE_SLICES = """
NOT EXISTS (
  SELECT 1 FROM (
    SELECT {joined} AS words, min("first") AS "start", max("last") AS "end", sum("last" - "first") AS length,
      count(*) AS spans, sum(CASE WHEN sound AND "last" > "first" THEN 0 ELSE 1 END) AS unsound
    FROM ({slices}) AS slices
  ) AS found
  WHERE found.unsound = 0 AND found.words = NEW.text AND found."start" = NEW."start" AND found."end" = NEW."end"
    AND length(NEW.text) = found.length + 3 * (found.spans - 1)
)"""
SLICES = """
SELECT span."position", span.sound, span."first", span."last",
  substr(body.text, span."first" + 1, CASE WHEN span."last" > span."first" THEN span."last" - span."first" END) AS words
FROM ({spans}) AS span
JOIN claims_extraction AS extraction ON extraction.id = NEW.extraction_id
JOIN sources_articletext AS body ON body.article_id = extraction.article_id
ORDER BY span."position"
"""
SQLITE_SPANS = """
SELECT "position", "first", "last", value = json_array("first", "last") AS sound
FROM (
  SELECT item.key AS "position", item.value,
    CAST(json_extract(NEW.spans, '$[' || item.key || '][0]') AS INTEGER) AS "first",
    CAST(json_extract(NEW.spans, '$[' || item.key || '][1]') AS INTEGER) AS "last"
  FROM json_each(CASE json_type(NEW.spans) WHEN 'array' THEN NEW.spans ELSE '[]' END) AS item
) AS pair
"""
POSTGRESQL_SPANS = """
SELECT "position", sound, CASE WHEN sound THEN (value->>0)::int END AS "first",
  CASE WHEN sound THEN (value->>1)::int END AS "last"
FROM (
  SELECT item."position", item.value, item.value::text ~ '^\\[\\d{1,9}, \\d{1,9}\\]$' AS sound
  FROM jsonb_array_elements(CASE jsonb_typeof(NEW.spans) WHEN 'array' THEN NEW.spans ELSE '[]' END)
    WITH ORDINALITY AS item(value, "position")
) AS pair
"""
MENTION_SLICES = {
    "sqlite": NOT_THE_SLICES.format(joined="group_concat(words, ' … ')", slices=SLICES.format(spans=SQLITE_SPANS)),
    "postgresql": NOT_THE_SLICES.format(
        joined="""string_agg(words, ' … ' ORDER BY "position")""", slices=SLICES.format(spans=POSTGRESQL_SPANS)
    ),
}

PARENT_ELSEWHERE = """
NEW.parent_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM claims_mention AS parent WHERE parent.id = NEW.parent_id AND parent.extraction_id = NEW.extraction_id
)"""

STILL_NEEDED = """
EXISTS (
  SELECT 1 FROM claims_extraction AS extraction JOIN sources_article AS article ON article.id = extraction.article_id
  WHERE extraction.article_id = OLD.article_id AND article.withdrawn_at IS NULL
)"""

TRIGGERS = (
    Trigger(
        "claims_articletext_kept", "sources_articletext", ("DELETE",),
        "claims rest on this text; only an article that is withdrawn may lose it", STILL_NEEDED,
    ),
    Trigger(
        "claims_decision_immutable", "claims_decision", ("UPDATE", "DELETE"),
        "a decision is never changed, another one undoes it",
    ),
    Trigger("claims_mention_kept", "claims_mention", ("DELETE",), "a newer extraction retires it, nothing deletes it"),
    Trigger(
        "claims_mention_extraction_fixed", "claims_mention", ("UPDATE OF extraction_id",),
        "a mention stays with its extraction", "NEW.extraction_id <> OLD.extraction_id",
    ),
    Trigger(
        "claims_extraction_article_fixed", "claims_extraction", ("UPDATE OF article_id",),
        "an extraction stays with its article", "NEW.article_id <> OLD.article_id",
    ),
    Trigger(
        "claims_mention_parent_same_extraction", "claims_mention", ("INSERT", "UPDATE OF parent_id"),
        "the mention that this one is nested in belongs to another extraction", PARENT_ELSEWHERE,
    ),
    Trigger(
        "claims_mention_slices", "claims_mention", ("INSERT", 'UPDATE OF text, spans, "start", "end"'),
        "the words are not the slices of the article at their spans", MENTION_SLICES,
    ),
    slice_rule("claims_attribution_surface_slice", "claims_attribution", words="surface"),
    slice_rule("claims_attribution_cue_slice", "claims_attribution", "cue", "cue_start", "cue_end"),
    slice_rule("claims_quantity_slice", "claims_quantity"),
    slice_rule("claims_claimtime_slice", "claims_claimtime"),
    slice_rule("claims_mentionactor_slice", "claims_mentionactor"),
    acyclic("claims_claim_merge_acyclic", "claims_claim"),
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("sources", "0002_triggers")]
    operations = [add_triggers(*TRIGGERS)]
