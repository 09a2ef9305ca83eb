"""Lists of claims as files: CSV, JSON, JSON-LD (schema.org). Each claim with what its newest mention tells of it; names are
the canonical ones, so a file is the same in every language."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from claims.evidence import attach_mentions
from claims.models import Claim, Mention
from claims.spreadsheets import harmless, lines
from sources.models import Actor, ActorKind, Article

MOST = 10_000  # claims of one file
AT_ONCE = 500  # claims that are read together
# The columns of CSV and the fields of JSON, in their order.
COLUMNS = (
    *("id", "url", "statement", "status", "mentions", "origins", "denied", "disputed"),
    *("words", "form", "stance", "certainty", "polarity", "hearsay", "tense", "sources", "actors", "figures"),
    *("published_on", "outlet", "article", "article_url", "original_url"),
)
NOT_NAMED = "(not named)"
WIKIDATA = "https://www.wikidata.org/entity/"
TYPES = {
    ActorKind.PERSON: "Person",
    ActorKind.COUNTRY: "Country",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.OUTLET: "NewsMediaOrganization",
    ActorKind.PLACE: "Place",
    ActorKind.DOCUMENT: "CreativeWork",
}


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: `claims` in the order of the list, of which there are `total`. `site` and `address` are where the
    server and the list are."""

    claims: QuerySet[Claim]
    total: int
    site: str
    address: str

    @property
    def cut(self) -> bool:
        """Are there more than a file holds?"""
        return self.total > MOST

    def read(self) -> Iterator[Claim]:
        """The claims with their mentions, a few hundred in memory at a time."""
        keys = list(self.claims.values_list("pk", flat=True)[:MOST])
        for start in range(0, len(keys), AT_ONCE):
            found = Claim.objects.in_bulk(keys[start : start + AT_ONCE])
            claims = [found[key] for key in keys[start : start + AT_ONCE] if key in found]
            attach_mentions(claims)
            yield from claims


def as_csv(export: Export) -> Iterator[str]:
    """A table, one claim a line; what is several stands between semicolons, sources origin first."""
    return lines(
        COLUMNS, ({name: _cell(value) for name, value in record(export, one).items()} for one in export.read())
    )


def as_json(export: Export) -> Iterator[str]:
    """An object with the claims, and how many there are."""
    told = {"list": export.address, "total": export.total, "limit": MOST, "cut": export.cut}
    yield from _wrapped(told, "claims", (record(export, one) for one in export.read()))


def as_jsonld(export: Export) -> Iterator[str]:
    """A schema.org Dataset of Claims."""
    told = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": export.address,
        "url": export.address,
        "name": "factbase: claims",
        "description": f"{min(export.total, MOST)} of {export.total} claims of German news with their sources.",
    }
    yield from _wrapped(told, "hasPart", (node(export, one) for one in export.read()))


def record(export: Export, claim: Claim) -> dict[str, Any]:
    """A claim with `current_mentions`, by COLUMNS; what no article tells any more is None."""
    row: dict[str, Any] = dict.fromkeys(COLUMNS) | {
        "id": claim.pk,
        "url": export.site + reverse("claim", args=[claim.pk]),
        "statement": claim.statement,
        "status": claim.status,
        "mentions": claim.mentions_count,
        "origins": claim.origins_count,
        "denied": claim.denied,
        "disputed": claim.disputed,
    }
    return row | _told(export, mentions[0]) if (mentions := _mentions(claim)) else row


def _told(export: Export, mention: Mention) -> dict[str, Any]:
    article = mention.extraction.article
    return {
        name: getattr(mention, name) for name in ("form", "stance", "certainty", "polarity", "hearsay", "tense")
    } | {
        "words": mention.text,
        "sources": [hop.actor.name if hop.actor else NOT_NAMED for hop in mention.chain.all()],
        "actors": list(dict.fromkeys(one.actor.name for one in mention.actors.all())),
        "figures": [one.text for one in mention.quantities.all()],
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "outlet": article.outlet.name if article.outlet else None,
        "article": article.title,
        "article_url": export.site + reverse("article", args=[article.pk]),
        "original_url": article.url or None,
    }


def node(export: Export, claim: Claim) -> dict[str, Any]:
    """A claim with `current_mentions` as a schema.org Claim."""
    url = export.site + reverse("claim", args=[claim.pk])
    mentions = _mentions(claim)
    origins = [hops[0].actor for one in mentions if not one.denies and (hops := one.chain.all())]
    actors = [one.actor for mention in mentions for one in mention.actors.all()]
    articles = {one.extraction.article_id: one.extraction.article for one in mentions}
    found = {
        "author": [_author(export, one) for one in _once(origins)],
        "about": [_thing(export, one, TYPES.get(ActorKind(one.kind), "Thing")) for one in _once(actors)],
        "appearance": [_appearance(export, one) for one in articles.values()],
    }
    told = {"@type": "Claim", "@id": url, "url": url, "text": claim.statement, "inLanguage": "de"}
    return told | {name: values for name, values in found.items() if values}


def _mentions(claim: Claim) -> Sequence[Mention]:
    mentions: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    return mentions


def _once(actors: Sequence[Actor | None]) -> list[Actor]:
    return list({one.pk: one for one in actors if one}.values())


def _author(export: Export, actor: Actor) -> dict[str, Any]:
    """Who says it; schema.org has persons and organisations for that."""
    return _thing(export, actor, "Person" if actor.kind == ActorKind.PERSON else "Organization")


def _thing(export: Export, actor: Actor, kind: str) -> dict[str, Any]:
    told = {"@type": kind, "@id": export.site + reverse("actor", args=[actor.slug]), "name": actor.name}
    return told | ({"sameAs": WIKIDATA + actor.qid} if actor.qid else {})


def _appearance(export: Export, article: Article) -> dict[str, Any]:
    page = export.site + reverse("article", args=[article.pk])
    told = {
        "@type": "NewsArticle",
        "@id": page,
        "url": article.url or page,
        "headline": article.title,
        "datePublished": article.published_on.isoformat() if article.published_on else None,
        "publisher": _thing(export, article.outlet, "NewsMediaOrganization") if article.outlet else None,
    }
    return {name: value for name, value in told.items() if value}


def _wrapped(told: dict[str, Any], name: str, rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """The JSON of `told` with the `rows` as one more member, row by row."""
    yield f'{_json(told)[:-1]}, "{name}": ['
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{_json(row)}"
    yield "\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        value = "; ".join(value)
    return "" if value is None else harmless(str(value))
