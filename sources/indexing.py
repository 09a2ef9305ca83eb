"""Keeps the tokens by which articles and actors are found in line with their words. Everything here can be done again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Manager

from sources.fulltext import columns_of
from sources.merges import families
from sources.models import Actor, Alias, Article
from sources.stems import BREAK, Forms, joined, keys_of, tokens
from sources.wording import ActorWords, ArticleWords, Word, forms_of

AT_ONCE = 200  # rows that are written together


@transaction.atomic(savepoint=False)
def index_articles(articles: Collection[int]) -> None:
    """Makes the tokens of the articles with these ids."""
    hold(Article.objects, articles)
    write(ArticleWords.objects, articles, article_tokens(articles))


def article_tokens(articles: Collection[int]) -> dict[int, dict[str, str]]:
    """The tokens that these articles should have: of the title, and of the text as long as there is one."""
    told = Article.objects.filter(pk__in=articles).values_list("pk", "title", "body__text", "withdrawn_at")
    words = {pk: (title, "" if withdrawn else text or "") for pk, title, text, withdrawn in told}
    forms = forms_of(keys_of(part for both in words.values() for part in both))
    return {pk: {"title": tokens(title, forms), "text": tokens(text, forms)} for pk, (title, text) in words.items()}


@transaction.atomic(savepoint=False)
def index_actors(actors: Collection[int]) -> None:
    """Makes the tokens of the actors with these ids, and of all that they were merged with."""
    family = families(actors)
    hold(Actor.objects, family)
    write(ActorWords.objects, family, actor_tokens(family))


def actor_tokens(family: Mapping[int, int]) -> dict[int, dict[str, str]]:
    """The tokens that these actors, each with its root, should have: all their names, and of roots those of the others."""
    names = _names(family)
    forms = forms_of(keys_of(name for told in names.values() for name in told))
    mine: dict[int, list[str]] = defaultdict(list)
    for pk, root in family.items():
        for key in dict.fromkeys((pk, root)):
            mine[key] += names.get(pk, [])
    return {pk: {"names": names_in_tokens(told, forms)} for pk, told in mine.items()}


def names_in_tokens(names: Iterable[str], forms: Mapping[str, Forms]) -> str:
    """The tokens of names, and their words as they are, for names are looked for by their beginnings."""
    told = list(dict.fromkeys(names))
    return " ".join([joined(told, forms), *(f"{key} {BREAK}" for key in sorted(keys_of(told)) if key.isascii())])


def hold(rows: Manager[Any], keys: Collection[int]) -> None:
    """Locks the rows that tokens are made of: of two who write them at once the later one sees what the earlier one did."""
    list(rows.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def write(rows: Manager[Any], keys: Collection[int], wanted: Mapping[int, dict[str, str]]) -> None:
    """Brings the rows with these `keys` of a table of tokens in line with what is `wanted`; what is right is left alone."""
    there = rows_of(rows, keys)
    stale = [pk for pk, row in there.items() if wanted.get(pk) != row]
    new = [rows.model(pk=pk, **row) for pk, row in sorted(wanted.items()) if there.get(pk) != row]
    if stale:
        rows.filter(pk__in=stale).delete()
    rows.bulk_create(new, batch_size=AT_ONCE)


def rows_of(rows: Manager[Any], keys: Collection[int]) -> dict[int, dict[str, str]]:
    """The tokens that stand in a table for these `keys`."""
    columns = columns_of(rows.model)
    found = rows.filter(pk__in=keys).values_list("pk", *columns)
    return {pk: dict(zip(columns, row, strict=True)) for pk, *row in found}


def learn(found: Mapping[str, Forms]) -> None:
    """Keeps what words are found by, each once: who came first is right."""
    rows = [Word(key=key, lemmas=" ".join(one.lemmas), parts=" ".join(one.parts)) for key, one in sorted(found.items())]
    Word.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def unknown(keys: Collection[str]) -> set[str]:
    """Those of these words of which nobody has said yet what they are found by."""
    return set(keys) - set(Word.objects.filter(key__in=keys).values_list("key", flat=True))


def _names(actors: Collection[int]) -> dict[int, list[str]]:
    """The names of each actor, its own before its aliases."""
    found: dict[int, list[str]] = defaultdict(list)
    for pk, name, name_de in Actor.objects.filter(pk__in=actors).order_by("pk").values_list("pk", "name", "name_de"):
        found[pk] += filter(None, [name, name_de])
    for pk, text in Alias.objects.filter(actor__in=actors).order_by("pk").values_list("actor", "text"):
        found[pk].append(text)
    return found
