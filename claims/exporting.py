"""Lists of claims as files: CSV, JSON, JSON-LD (schema.org). Each claim with what its newest mention tells of it; names are
the canonical ones, so a file is the same in every language."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from claims.evidence import attach_mentions
from claims.linked_data import CONTEXT, claim_node
from claims.models import Claim, Mention
from claims.spreadsheets import harmless, lines

MOST = 10_000  # claims of one file
AT_ONCE = 500  # claims that are read together
# The columns of CSV and the fields of JSON, in their order.
COLUMNS = (
    *("id", "url", "statement", "status", "mentions", "origins", "denied", "disputed"),
    *("words", "form", "stance", "certainty", "polarity", "hearsay", "tense", "sources", "actors", "figures"),
    *("published_on", "outlet", "article", "article_url", "original_url"),
)
NOT_NAMED = "(not named)"


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
        **CONTEXT,
        "@type": "Dataset",
        "@id": export.address,
        "url": export.address,
        "name": "factbase: claims",
        "description": f"{min(export.total, MOST)} of {export.total} claims of German news with their sources.",
    }
    yield from _wrapped(told, "hasPart", (claim_node(one, export.site) for one in export.read()))


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


def _mentions(claim: Claim) -> Sequence[Mention]:
    mentions: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    return mentions


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
