"""Who was quoted as what, and since when: the rows of affiliations as lines of a page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sources.models import Actor, Affiliation, Article, root_of
from sources.names import name_key

MOST = 300  # rows that a page reads


@dataclass(frozen=True, slots=True)
class Role:
    """What a person was quoted as. `spellings`: the organisation as articles write it, the shortest first; `first` and
    `last`: the days of the oldest and newest of `articles`, None where no day is known."""

    person: Actor
    role: str
    organisation: Actor | None
    spellings: Sequence[str]
    first: date | None
    last: date | None
    articles: Sequence[Article]


def roles(affiliations: QuerySet[Affiliation]) -> list[Role]:
    """`affiliations` as lines, the latest first; the same role at the same organisation is one. One query."""
    related = affiliations.select_related(
        "person__merged_into", "organisation__merged_into", "article__outlet__merged_into"
    )
    groups: dict[tuple[object, ...], list[Affiliation]] = defaultdict(list)
    for row in related.order_by("-pk")[:MOST]:
        groups[_same(row)].append(row)
    lines = [_line(group) for group in groups.values()]
    return sorted(lines, key=lambda line: (line.last or date.min, line.first or date.min), reverse=True)


def _same(row: Affiliation) -> tuple[object, ...]:
    """What two rows share that tell of one role."""
    organisation = root_of(row.organisation).pk if row.organisation else name_key(row.organisation_name)
    return root_of(row.person).pk, name_key(row.role), organisation


def _line(rows: Sequence[Affiliation]) -> Role:
    articles = {row.article.pk: row.article for row in rows if row.article}
    days = sorted(article.published_on for article in articles.values() if article.published_on)
    spellings = {row.organisation_name for row in rows if row.organisation_name}
    first = rows[0]
    return Role(
        root_of(first.person),
        first.role,
        root_of(first.organisation) if first.organisation else None,
        sorted(spellings, key=lambda words: (len(words), words)),
        days[0] if days else None,
        days[-1] if days else None,
        sorted(articles.values(), key=lambda one: (one.published_on or date.min, one.pk)),
    )
