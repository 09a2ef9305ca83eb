"""The tokens by which articles and actors are found. Names and titles are filled in here; texts, base forms and parts of
compounds take the tagger: `manage.py derive` brings them."""

from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models

import sources.fulltext
from sources.stems import BREAK, joined, keys_of, tokens
from sources.triggers import Follows, add_triggers

AT_ONCE = 500
TRIGGERS = (
    Follows(
        "sources_articletext_words_go",
        "sources_articletext",
        ("DELETE",),
        "",
        statement="UPDATE sources_articlewords SET text = '' WHERE rowid = OLD.article_id",
    ),
)


def words_table(name, owner, columns):
    """The table of tokens for the rows of `owner`."""
    key = models.OneToOneField(
        db_column="rowid",
        on_delete=django.db.models.deletion.CASCADE,
        primary_key=True,
        related_name="tokens",
        serialize=False,
        to=f"sources.{owner}",
        verbose_name=owner,
    )
    texts = [(column, sources.fulltext.TokensField(verbose_name=column)) for column in columns]
    told = {"verbose_name": f"words of an {owner}", "verbose_name_plural": f"words of {owner}s"}
    return sources.fulltext.CreateWords(name=name, fields=[(owner, key), *texts], options=told)


def fill(apps, schema_editor):
    actors, articles = apps.get_model("sources", "Actor").objects, apps.get_model("sources", "Article").objects
    names = defaultdict(list)
    for pk, *told in actors.order_by("pk").values_list("pk", "name", "name_de"):
        names[pk] += filter(None, told)
    for pk, text in apps.get_model("sources", "Alias").objects.order_by("pk").values_list("actor", "text"):
        names[pk].append(text)
    above = dict(actors.exclude(merged_into=None).values_list("pk", "merged_into"))
    for pk in above:
        root = above[pk]
        while root in above:
            root = above[root]
        names[root] += [name for name in names[pk] if name not in names[root]]
    rows = apps.get_model("sources", "ActorWords").objects
    model = rows.model
    rows.bulk_create((model(pk=pk, names=in_tokens(told)) for pk, told in names.items()), batch_size=AT_ONCE)
    rows = apps.get_model("sources", "ArticleWords").objects
    told = articles.order_by("pk").values_list("pk", "title")
    model = rows.model
    rows.bulk_create((model(pk=pk, title=tokens(title, {}), text="") for pk, title in told), batch_size=AT_ONCE)


def in_tokens(names):
    told = list(dict.fromkeys(names))
    return " ".join([joined(told, {}), *(f"{key} {BREAK}" for key in sorted(keys_of(told)) if key.isascii())])


class Migration(migrations.Migration):
    dependencies = [("sources", "0008_fewer_turns")]
    operations = [
        words_table("ActorWords", "actor", ["names"]),
        words_table("ArticleWords", "article", ["title", "text"]),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="key")),
                ("lemmas", models.TextField(blank=True, verbose_name="stems of base forms")),
                ("parts", models.TextField(blank=True, verbose_name="stems of parts")),
            ],
            options={
                "verbose_name": "word",
                "verbose_name_plural": "words",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="sources_word_key_given")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        add_triggers(*TRIGGERS),
    ]
