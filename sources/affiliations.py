"""What persons were quoted as, over time: one line for each role at an organisation, with who says so and when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from sources.merges import families, root_of
from sources.models import Actor, Affiliation, AffiliationEvidence, Article
from sources.names import stem_key
from sources.organisations import Agreement, agreement

MOST = 1_000  # rows that are read


@dataclass(frozen=True, slots=True)
class AffiliationLine:
    """A role at an organisation as `articles` tell it, the earliest first; `spellings` of the organisation, the most
    frequent first. `first` and `last` are days of publication, None where none is known; a curator's word has no article.
    """

    person: Actor
    role: str
    organisation: Actor | None
    spellings: tuple[str, ...]
    first: date | None
    last: date | None
    articles: tuple[Article, ...]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.role, self.organisation_name) if part)

    @property
    def organisation_name(self) -> str:
        """The organisation as most articles write it."""
        return self.spellings[0] if self.spellings else ""

    @property
    def article(self) -> Article | None:
        """The first article that says so."""
        return self.articles[0] if self.articles else None


def affiliation_lines(persons: Collection[int]) -> dict[int, list[AffiliationLine]]:
    """For each of `persons` (ids) the lines of it and of all that it was merged with, the latest first. Three queries."""
    family = families(persons)
    lines = _lines(Affiliation.objects.filter(person__in=family))
    return {person: lines.get(family.get(person, person), []) for person in persons}


def member_lines(organisations: Collection[int]) -> list[AffiliationLine]:
    """Who was quoted for any of `organisations` (ids), the latest first, of the newest that were told. Two queries."""
    lines = _lines(Affiliation.objects.filter(organisation__in=organisations))
    return sorted((line for told in lines.values() for line in told), key=_latest_first)


def _lines(rows: QuerySet[Affiliation]) -> dict[int, list[AffiliationLine]]:
    """The lines of each person (id of the root)."""
    evidence = AffiliationEvidence.objects.select_related("article__outlet").order_by("pk")
    rows = rows.select_related("person__merged_into", "organisation__merged_into").order_by("-pk")
    by_root = defaultdict[int, list[Affiliation]](list)
    for row in reversed(rows.prefetch_related(Prefetch("evidence", evidence))[:MOST]):
        by_root[root_of(row.person).pk].append(row)
    return {root: sorted(map(_line, _groups(told)), key=_latest_first) for root, told in by_root.items()}


def attach_affiliations(persons: Iterable[Actor]) -> None:
    """Sets `affiliation_lines` of each of `persons`."""
    given = list(persons)
    lines = affiliation_lines({person.pk for person in given})
    for person in given:
        person.affiliation_lines = lines[person.pk]  # type: ignore[attr-defined]  # read by ExpertSerializer


def _groups(rows: Iterable[Affiliation]) -> list[list[Affiliation]]:
    """Those that say the same in other words stand together."""
    groups: list[list[Affiliation]] = []
    for row in rows:
        same = next((group for group in groups if any(_agree(row, other) for other in group)), None)
        if same is None:
            groups.append([row])
        else:
            same.append(row)
    return groups


def _agree(one: Affiliation, other: Affiliation) -> bool:
    if not _same_role(one.role, other.role):
        return False
    if one.organisation_name == other.organisation_name or (
        one.organisation and one.organisation == other.organisation
    ):
        return True
    return agreement(one.organisation_name, other.organisation_name) == Agreement.STRONG


def _same_role(one: str, other: str) -> bool:
    """ "Professor" and "Professor für Geschichte" may be one; having no role is not the same as having one."""
    short, long = sorted((stem_key(one), stem_key(other)), key=len)
    return short == long or (short != "" and long.startswith(f"{short} "))


def _line(group: Sequence[Affiliation]) -> AffiliationLine:
    told = {told.article.pk: told.article for row in group for told in row.evidence.all()}
    articles = sorted(told.values(), key=lambda article: (article.published_on or date.max, article.pk))
    days = [article.published_on for article in articles if article.published_on]
    counts: dict[str, int] = defaultdict(int)
    for row in group:
        counts[row.organisation_name] += len(row.evidence.all())
    spellings = sorted(filter(None, counts), key=lambda name: -counts[name])
    organisations = [root_of(row.organisation) for row in group if row.organisation]
    return AffiliationLine(
        person=root_of(group[0].person),
        role=max((row.role for row in group), key=lambda role: len(stem_key(role))),
        organisation=organisations[0] if organisations else None,
        spellings=tuple(spellings),
        first=min(days, default=None),
        last=max(days, default=None),
        articles=tuple(articles),
    )


def _latest_first(line: AffiliationLine) -> tuple[bool, int]:
    """Lines without a day come last; else as they were found."""
    return line.last is None, -line.last.toordinal() if line.last else 0
