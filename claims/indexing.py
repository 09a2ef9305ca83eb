"""Keeps the tokens by which claims are found in line with what is derived of: statements, mentions that count now, their
sources. A claim that was merged has none, its root has its words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db import transaction

from claims.merges import families
from claims.models import Attribution, Claim, ClaimWords, Mention
from claims.standing import chunks
from sources import merges
from sources.indexing import hold, index_actors, index_articles, write
from sources.models import Actor, Article
from sources.stems import joined, keys_of, tokens
from sources.wording import forms_of


class Told(NamedTuple):
    """What a claim is found by: its statement, other words for it, names of its sources."""

    statement: str
    words: Collection[str]
    sources: Collection[str]


@transaction.atomic(savepoint=False)
def index_claims(claims: Collection[int]) -> None:
    """Makes the tokens of the claims with these ids. At most ten queries and what is written."""
    hold(Claim.objects, claims)
    write(ClaimWords.objects, claims, claim_tokens(claims))


def claim_tokens(claims: Collection[int]) -> dict[int, dict[str, str]]:
    """The tokens that the root claims among these ids should have."""
    told = _told(claims)
    forms = forms_of(keys_of(text for one in told.values() for text in (one.statement, *one.words, *one.sources)))
    return {
        claim: {
            "statement": tokens(one.statement, forms),
            "words": joined(one.words, forms),
            "sources": joined(one.sources, forms),
        }
        for claim, one in told.items()
    }


def index_everything() -> None:
    """Makes all tokens of claims, articles and actors anew."""
    for model, index in ((Actor, index_actors), (Article, index_articles), (Claim, index_claims)):
        for chunk in chunks(list(model.objects.values_list("pk", flat=True))):
            index(chunk)


def claims_naming(actors: Collection[int]) -> set[int]:
    """The claims that any of these actors, or whom these speak for, is a source of: they are found by its name."""
    hops = Attribution.objects.filter(mention__extraction__retired_at=None)
    own = hops.filter(actor__in=actors).values_list("mention__claim", flat=True)
    spoken_for = hops.filter(speaks_for__in=actors).values_list("mention__claim", flat=True)
    return {*own, *spoken_for}


def _told(claims: Collection[int]) -> dict[int, Told]:
    family = {pk: root for pk, root in families(claims).items() if root in set(claims)}
    rows = dict(Claim.objects.filter(pk__in=family).order_by("pk").values_list("pk", "statement"))
    words: dict[int, dict[str, None]] = defaultdict(dict)
    for pk, text in rows.items():
        if family[pk] != pk:
            words[family[pk]].setdefault(text)
    current = Mention.objects.current().filter(claim__in=family).order_by("pk")
    for claim, text in current.values_list("claim", "text"):
        words[family[claim]].setdefault(text)
    sources = _sources(family)
    return {pk: Told(rows[pk], list(words[pk]), sources[pk]) for pk in set(family.values())}


def _sources(family: Mapping[int, int]) -> dict[int, list[str]]:
    """For each root the names of who says it and for whom they speak, and how the articles call them."""
    hops = Attribution.objects.filter(mention__claim__in=family, mention__extraction__retired_at=None)
    rows: list[tuple[int, int | None, int | None, str]] = list(
        hops.order_by("pk").values_list("mention__claim", "actor", "speaks_for", "surface")
    )
    names = _names({pk for _claim, *both, _surface in rows for pk in both if isinstance(pk, int)})
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for claim, actor, body, surface in rows:
        for name in (*names.get(actor, ()), *names.get(body, ()), surface):
            if name:
                found[family[claim]].setdefault(name)
    return defaultdict(list, {claim: list(told) for claim, told in found.items()})


def _names(actors: Iterable[int]) -> dict[int | None, list[str]]:
    """The names of each actor and of what it was merged into."""
    root_of = merges.families(set(actors))
    rows = Actor.objects.filter(pk__in=root_of).values_list("pk", "name", "name_de")
    own = {pk: [name, name_de] for pk, name, name_de in rows}
    return {pk: [*own[pk], *(own[root] if root != pk else ())] for pk, root in root_of.items()}
