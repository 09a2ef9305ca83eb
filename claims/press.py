"""What an outlet publishes and whom it relies on: counted in its newest articles."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from claims import hops
from claims.dossiers import LATEST
from claims.evidence import roots_of_actors, with_sources
from claims.models import Attribution, Mention
from claims.vocabulary import Status
from sources.models import Article, UsedSource

MOST_ARTICLES = 500  # whose statements are counted, the newest
MOST_CITING = 2_000  # hops and used sources by which others cite it, the newest


@dataclass(frozen=True, slots=True)
class Press:
    """An outlet's articles, and what is counted in the newest `counted_in` of them. `statements`: all that they make,
    `voiced` by anybody but the article itself; `origins` by anonymity. Keys of `quoted`, `drawn_on`, `listed` and the
    citing ones are those of actors (roots); `unknown` are listed sources that nobody can place, as written."""

    articles: Sequence[Article]
    articles_count: int
    counted_in: int
    statements: int
    voiced: int
    origins: Mapping[str, int]
    second_hand: int
    quoted: Counter[int]
    drawn_on: Counter[int]
    listed: Counter[int]
    unknown: Counter[str]
    cited_in: Mapping[int, set[int]]
    listed_in: Mapping[int, set[int]]

    def keys(self, most: int) -> set[int]:
        """The actors that a page names which shows the first `most` of each list."""
        found = {key for counter in (self.quoted, self.drawn_on, self.listed) for key, _n in counter.most_common(most)}
        return {*found, *self.citing(most)}

    def citing(self, most: int) -> list[int]:
        """The outlets that cite it in most articles."""
        articles = {key: self.cited_in.get(key, set()) | self.listed_in.get(key, set()) for key in self._citing()}
        return sorted(articles, key=lambda key: (-len(articles[key]), key))[:most]

    def drawing(self, most: int) -> list[int]:
        """The outlets that it draws on most often."""
        return [key for key, _number in (self.drawn_on + self.listed).most_common(most)]

    def _citing(self) -> set[int]:
        return self.cited_in.keys() | self.listed_in.keys()


def press(outlets: Sequence[int]) -> Press:
    """The press of one outlet: the key of its actor first, then those of actors that were merged into it."""
    published = Article.objects.filter(outlet__in=outlets)
    articles = published.order_by(F("published_on").desc(nulls_last=True), "-pk")
    corrected = Article.objects.filter(supersedes=OuterRef("pk"))
    keys = list(articles.exclude(Exists(corrected)).values_list("pk", flat=True)[:MOST_ARTICLES])
    told = hops.chains(hops.read_hops(Attribution.objects.filter(mention__extraction__article__in=keys)))
    listed, unknown = _listed(keys, outlets[0])
    citing = hops.read_hops(Attribution.objects.filter(actor__in=outlets), MOST_CITING)
    return Press(
        list(with_sources(articles).defer("body__text")[:LATEST]),
        published.count(),
        len(keys),
        _statements(keys).count(),
        len(told),
        hops.anonymity(told),
        sum(map(hops.is_second_hand, told.values())),
        hops.quoted(told),
        hops.drawn_on(told),
        listed,
        unknown,
        hops.others(citing, outlets),
        _listed_in(outlets),
    )


def _statements(articles: Sequence[int]) -> QuerySet[Mention]:
    rejected = Q(claim__status=Status.REJECTED) | Q(claim__merged_into__status=Status.REJECTED)
    return Mention.objects.current().filter(extraction__article__in=articles, whole=None).exclude(rejected)


def _listed(articles: Sequence[int], own: int) -> tuple[Counter[int], Counter[str]]:
    """In how many of `articles` other outlets are listed as sources, by key; those that nobody can place, as written."""
    rows = UsedSource.objects.filter(article__in=articles).order_by("pk")
    pairs: set[tuple[int, int | None, str]] = set(rows.values_list("article", "outlet", "outlet_name"))
    now = roots_of_actors({key for _article, key, _words in pairs if key is not None})
    known = {(article, now.get(key, key)) for article, key, _words in pairs if key is not None}
    unknown = Counter(words for _article, key, words in pairs if key is None)
    return Counter(key for _article, key in known if key != own), unknown


def _listed_in(outlets: Sequence[int]) -> dict[int, set[int]]:
    """The articles of each other outlet that list it as a source."""
    rows = UsedSource.objects.filter(outlet__in=outlets, article__outlet__isnull=False).order_by("-pk")
    pairs = list(rows.values_list("article__outlet", "article")[:MOST_CITING])
    now = roots_of_actors({key for key, _article in pairs})
    found: dict[int, set[int]] = {}
    for key, article in pairs:
        if key not in outlets:
            found.setdefault(now.get(key, key), set()).add(article)
    return found
