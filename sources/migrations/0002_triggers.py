"""Rules of sources that go beyond one row: the text of an article never changes, a merge never leads in a circle."""

from django.db import migrations

from sources.triggers import NoReplacing, Trigger, acyclic, add_triggers

TEXT = "sources_articletext"

# "Outside" needs no slicing: the text's length stands beside it.
USED_SOURCE_OUTSIDE = """
NOT EXISTS (
  SELECT 1 FROM sources_articletext AS body WHERE body.article_id = NEW.article_id AND NEW."end" <= body.length
)"""

TRIGGERS = (
    Trigger("sources_articletext_immutable", TEXT, ("UPDATE",), "the text of an article never changes"),
    NoReplacing(
        "sources_articletext_immutable", TEXT, ("INSERT",), "the text of an article never changes",
        "EXISTS (SELECT 1 FROM sources_articletext AS body WHERE body.article_id = NEW.article_id)",
    ),
    Trigger(
        "sources_usedsource_inside_text", "sources_usedsource", ("INSERT", 'UPDATE OF article_id, "start", "end"'),
        "the place lies outside the text of its article", USED_SOURCE_OUTSIDE,
    ),
    acyclic("sources_actor_merge_acyclic", "sources_actor"),
)


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]
    operations = [add_triggers(*TRIGGERS)]
