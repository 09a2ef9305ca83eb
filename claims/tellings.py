"""The current mentions of claims as plain rows for what compares them: who tells it, by way of whom, where and when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from claims.evidence import roots_of_actors
from claims.models import Attribution, Mention
from claims.origins import Telling, Voice
from sources.models import Actor, ActorKind, Alias, Article, UsedSource
from sources.names import name_key


class _Row(NamedTuple):
    """A mention with its article."""

    mention: int
    claim: int
    start: int
    whole: int | None
    article: int
    outlet: int | None
    published: date | None
    sha256: str
    translated_from: str
    adapted_by: str
    copy_of: int | None
    first_outlet: int | None


ARTICLE = "extraction__article"
COLUMNS = (
    *("pk", "claim", "start", "whole", ARTICLE, f"{ARTICLE}__outlet", f"{ARTICLE}__published_on", f"{ARTICLE}__sha256"),
    *(f"{ARTICLE}__translated_from", f"{ARTICLE}__adapted_by", f"{ARTICLE}__copy_of", f"{ARTICLE}__copy_of__outlet"),
)


def tellings(root_of: Mapping[int, int]) -> dict[int, list[Telling]]:
    """By root claim, its current mentions; `root_of` leads from every claim to its root. Five queries at most."""
    rows = [_Row(*row) for row in Mention.objects.current().filter(claim__in=root_of).values_list(*COLUMNS)]
    chains = _chains(root_of)
    used = _used({row.article: row.adapted_by for row in rows})
    outlets = {key for row in rows for key in (row.outlet, row.first_outlet)}
    voices = {key for chain in chains.values() for voice in chain for key in (voice.actor, voice.speaks_for)}
    actors = {key for key in outlets | voices if key is not None}
    now = roots_of_actors(actors.union(*used.values()))
    found: dict[int, list[Telling]] = defaultdict(list)
    for row in rows:
        chain = tuple(_placed(voice, now) for voice in chains.get(row.mention, ()))
        found[root_of[row.claim]].append(_telling(row, chain, {now.get(key, key) for key in used[row.article]}, now))
    return found


def claims_told_by(outlet: int) -> set[int]:
    """The claims that turn on who this outlet is, or was merged into it: those of articles that it published or that name it
    as a source, and of copies."""
    family, level = {outlet}, {outlet}
    while level:
        level = set(Actor.objects.filter(merged_into__in=level).values_list("pk", flat=True)) - family
        family |= level
    listing = UsedSource.objects.filter(outlet__in=family).values("article")
    articles = Article.objects.filter(Q(outlet__in=family) | Q(copy_of__outlet__in=family) | Q(pk__in=listing))
    mentions = Mention.objects.current().filter(extraction__article__in=articles)
    return set(mentions.values_list("claim", flat=True))


def _telling(row: _Row, chain: tuple[Voice, ...], used: set[int], now: Mapping[int, int]) -> Telling:
    house = row.first_outlet if row.copy_of else row.outlet
    house = None if house is None else now.get(house, house)
    return Telling(
        mention=row.mention,
        article=row.article,
        house=house,
        published=row.published,
        chain=chain,
        copy_of=row.copy_of,
        translated=bool(row.translated_from),
        used=frozenset(used - {house}),
        whole=row.whole,
        text=row.sha256,
        start=row.start,
    )


def _chains(claims: Iterable[int]) -> dict[int, list[Voice]]:
    """By mention, who says it, the origin first."""
    hops = Attribution.objects.filter(mention__claim__in=claims, mention__extraction__retired_at=None)
    found: dict[int, list[Voice]] = defaultdict(list)
    columns = ("mention", "actor", "kind", "anonymity", "speaks_for")
    for mention, *voice in hops.order_by("mention", "position").values_list(*columns):
        found[mention].append(Voice(*voice))
    return found


def _placed(voice: Voice, now: Mapping[int, int]) -> Voice:
    """The same with whoever its actors were merged into."""
    actor, body = (None if key is None else now.get(key, key) for key in (voice.actor, voice.speaks_for))
    return Voice(actor, voice.kind, voice.anonymity, body)


def _used(adapters: Mapping[int, str]) -> dict[int, set[int]]:
    """By article, the outlets that it lists as sources, and the one that adapted it; `adapters` as the articles write it."""
    found: dict[int, set[int]] = {article: set() for article in adapters}
    listed = UsedSource.objects.filter(article__in=adapters).exclude(outlet=None)
    for article, outlet in listed.values_list("article", "outlet"):
        found[article].add(outlet)
    keys = {article: name_key(words) for article, words in adapters.items() if words}
    names = (
        Alias.objects.filter(key__in=set(keys.values()), actor__kind=ActorKind.OUTLET) if keys else Alias.objects.none()
    )
    outlets = defaultdict(set)
    for key, outlet in names.values_list("key", "actor"):
        outlets[key].add(outlet)
    for article, key in keys.items():
        found[article] |= outlets[key]
    return found
