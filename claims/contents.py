"""Reads what mentions say, in the form in which they are compared, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from claims.alignment import Who, stems
from claims.derivation import lines_of
from claims.evidence import roots_of_actors
from claims.extraction.types import Term
from claims.kinship import stands_for
from claims.models import Attribution, ClaimTime, Mention, MentionActor, Quantity
from claims.sameness import FIRST_PERSON, Content, Days, Figure, Said
from claims.vocabulary import Polarity
from sources.models import Actor

_FIELDS = (
    *("pk", "claim", "number", "text", "parent", "whole", "denies", "polarity", "tense", "stance", "certainty"),
    *(
        "extraction__article",
        "extraction__article__published_on",
        "gist__statement",
        "gist__terms",
        "gist__doers",
        "gist__modes",
        "split",
    ),
)


def said(mentions: Collection[int]) -> dict[int, Said]:
    """What those of `mentions` (keys) that have a gist say; a fixed number of queries."""
    parts = Mention.objects.filter(whole=OuterRef("pk"))
    told = Mention.objects.filter(pk__in=mentions, gist__isnull=False).annotate(split=Exists(parts))
    rows = list(told.values(*_FIELDS))
    days = {row["pk"]: row["extraction__article__published_on"] for row in rows}
    named = MentionActor.objects.filter(mention__in=mentions).order_by("mention", "position")
    actors = list(named.values_list("mention", "actor", "role", "text"))
    first = Attribution.objects.filter(mention__in=mentions, position=0).exclude(actor=None)
    origins = dict(first.values_list("mention", "actor"))
    seen = {(actor, days.get(mention)) for mention, actor, _role, _text in actors}
    known = _Known(seen | {(actor, days.get(mention)) for mention, actor in origins.items()})
    who: dict[int, list[Who]] = defaultdict(list)
    for mention, actor, role, text in actors:
        who[mention].append(known.who(actor, days.get(mention), role, text))
    figures, times = _figures(mentions), _times(mentions)
    return {row["pk"]: _said(row, who, origins, known, figures, times) for row in rows}


class _Known:
    """Actors with what they were merged into, what they are part of, and what they stood for on a day."""

    def __init__(self, seen: Collection[tuple[int, date | None]]) -> None:
        actors = {actor for actor, _day in seen}
        self._roots = roots_of_actors(actors)
        self._lines = lines_of(actors)
        rows = {
            pk: (slug, name) for pk, slug, name in Actor.objects.filter(pk__in=actors).values_list("pk", "slug", "name")
        }
        self._names = {pk: name for pk, (_slug, name) in rows.items()}
        self._stands = {(pk, day): stands_for(*rows[pk], day) for pk, day in seen}
        wanted = {slug for found in self._stands.values() for slug in found}
        self._keys = dict(Actor.objects.filter(slug__in=wanted).values_list("slug", "pk"))

    def root(self, actor: int) -> int:
        """What the actor was merged into in the end."""
        return self._roots.get(actor, actor)

    def who(self, actor: int, day: date | None, role: str, text: str = "") -> Who:
        """The actor as a mention of that day has it."""
        wholes = {key for key, itself in self._lines[actor].items() if not itself}
        wholes |= {self._keys[slug] for slug in self._stands[actor, day] if slug in self._keys}
        return Who(self.root(actor), frozenset(wholes), role, stems(self._names[actor]), stems(text), text)


def _figures(mentions: Collection[int]) -> Mapping[int, list[Figure]]:
    found: dict[int, list[Figure]] = defaultdict(list)
    for row in Quantity.objects.filter(mention__in=mentions).order_by("mention", "position"):
        one = Figure(row.value, row.low, row.high, row.qualifier, row.concept, row.unit, row.text)  # type: ignore[arg-type]
        found[row.mention_id].append(one)
    return found


def _times(mentions: Collection[int]) -> Mapping[int, list[Days]]:
    found: dict[int, list[Days]] = defaultdict(list)
    rows = ClaimTime.objects.filter(mention__in=mentions).order_by("mention", "position")
    for mention, start, end in rows.values_list("mention", "first_day", "last_day"):
        bounds = [day for day in (start, end) if day is not None]
        if bounds:  # of "ab 2026" and "bis 2030" the one that is told
            found[mention].append((bounds[0], bounds[-1]))
    return found


def _said(
    row: Mapping[str, Any],
    who: Mapping[int, list[Who]],
    origins: Mapping[int, int],
    known: _Known,
    figures: Mapping[int, list[Figure]],
    times: Mapping[int, list[Days]],
) -> Said:
    mention, origin = row["pk"], origins.get(row["pk"])
    actors = list(who.get(mention, ()))
    if origin is not None and FIRST_PERSON.search(row["text"]):
        actors.append(known.who(origin, row["extraction__article__published_on"], "agent"))
    content = Content(
        terms=tuple(term(told) for told in row["gist__terms"]),
        actors=tuple(actors),
        figures=tuple(figures.get(mention, ())),
        times=tuple(times.get(mention, ())),
        published=row["extraction__article__published_on"],
        negative=row["denies"],
        tense=row["tense"],
        stance=row["stance"],
        certainty=row["certainty"],
        modes=frozenset(row["gist__modes"]),
        doers=frozenset(row["gist__doers"]),
        statement=row["gist__statement"],
        negated=row["denies"] != (row["polarity"] == Polarity.NEGATIVE),
    )
    return Said(
        mention,
        row["claim"],
        row["extraction__article"],
        row["extraction__article__published_on"],
        None if origin is None else known.root(origin),
        frozenset(key for key in (row["parent"], row["whole"]) if key is not None),
        row["split"],
        row["text"],
        content,
    )


def term(told: Any) -> Term:
    """A term from the form in which `claims.rows` stores it."""
    key, sort, senses, parts = told
    return Term(key, sort, tuple(senses), tuple(map(term, parts)))
