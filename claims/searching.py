"""What a search finds in all that there is: the best few claims, articles and actors, and suggestions while somebody types."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.article_filters import ArticleFilter
from claims.directory import filled, talked_about
from claims.dossiers import User, readable
from claims.evidence import ON_CARD, attach_mentions, with_names, with_sources
from claims.filters import ClaimFilter, StrictFilterSet
from claims.hits import Marker, marker
from claims.models import Claim, Mention
from claims.parameters import search
from claims.presenters import Card, called, cards
from claims.ranking import best_named
from claims.remembering import remembered
from claims.vocabulary import Status
from sources.models import Actor, Article, ArticleText

FEW = 5  # rows of each kind on the page of a search
SUGGESTED_ACTORS, SUGGESTED_CLAIMS = 5, 4
CANDIDATES = 60  # rows among which the best suggestions are looked for
SHORTEST, SHORTEST_WORD = 2, 3  # characters that are worth a suggestion; that statements are looked through for
LONGEST = 200  # characters of a query that suggestions read
LABEL = 110  # characters of a suggested statement


class SearchPageFilter(StrictFilterSet):
    """What the page of a search is asked."""

    q = search(gettext_lazy("What to search for."))

    class Meta:
        model = Claim
        fields: list[str] = []


@dataclass(frozen=True, slots=True)
class Part:
    """The best `rows` of one kind, and how many there are."""

    rows: Sequence[Any]
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `excerpts`: of articles, by key, words that hold it, as far as the reader may see them."""

    claims: Part
    articles: Part
    actors: Part
    marker: Marker
    excerpts: dict[int, SafeString]

    @property
    def anything(self) -> bool:
        """Was anything found?"""
        return bool(self.claims.total or self.articles.total or self.actors.total)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may be meant: what it is called, what it is, where it is."""

    label: str
    note: str
    kind: str
    url: str


def find(query: str, user: User) -> Found:
    """The best of each kind for `query`. A fixed number of queries."""
    asked = QueryDict(mutable=True)
    asked["q"] = query
    claims, shown = _claims(asked)
    articles = _articles(asked)
    actors = _actors(query)
    words = _words_of(articles.rows, user)
    texts = [*(text for card in shown for text in texts_of(card)), *(article.title for article in articles.rows)]
    marks = marker(query, [*texts, *(text for _pk, text in words)])
    return Found(Part(shown, claims), articles, actors, marks, _excerpts(words, marks))


def suggestions(query: str) -> list[Suggestion]:
    """Actors whose names begin like the words of `query`, then statements that hold words which do. Few queries, whatever
    there is."""
    query = query[:LONGEST].replace("\0", " ").strip()
    if len(query) < SHORTEST:
        return []
    near = Actor.objects.roots().matching(query).order_by("pk").values_list("pk", flat=True)[:CANDIDATES]
    actors = best_named(Actor.objects.filter(pk__in=list(near)), query)[:SUGGESTED_ACTORS]
    return [*map(_actor, actors), *map(_statement, _statements(query))]


def texts_of(row: Any) -> Iterator[str]:
    """The texts of a row of a list in which hits are marked."""
    if isinstance(row, Card):
        yield row.claim.statement
        yield from (mention.text for mention in _mentions(row))
    elif isinstance(row, Article):
        yield row.title


def marker_of(query: str, rows: Iterable[Any]) -> Marker | None:
    """Marks what `query` found in the `rows` of a list; None where it asks for no words."""
    return marker(query, [text for row in rows for text in texts_of(row)]) if query.strip() else None


def in_mentions(card: Card, marks: Marker) -> SafeString | None:
    """Where an article's words hold what the statement of the claim does not."""
    if marks.hits(card.claim.statement):
        return None
    found = (marks.excerpt(mention.text) for mention in _mentions(card))
    return next((words for words in found if words), None)


def _claims(asked: QueryDict) -> tuple[int, list[Card]]:
    claims = ClaimFilter(asked, Claim.objects.all()).qs
    total, best = _best(claims)
    attach_mentions(best, ON_CARD)
    return total, cards(best)


def _articles(asked: QueryDict) -> Part:
    articles = ArticleFilter(asked, Article.objects.all()).qs
    total, best = _best(articles.values_list("pk", flat=True))
    rows = with_sources(Article.objects.filter(pk__in=best)).defer("body__text")
    return Part(sorted(rows, key=lambda article: best.index(article.pk)), total)


def _actors(query: str) -> Part:
    actors = talked_about(Actor.objects.roots().matching(query))

    def made() -> tuple[int, list[Any]]:
        best = list(best_named(actors, query)[:FEW])
        return _total(actors, best), best

    total, best = remembered("named", actors, made, lambda found: found[0])
    return Part(filled(best, with_names(Actor.objects.all())), total)


def _best(rows: QuerySet[Any]) -> tuple[int, list[Any]]:
    """How many `rows` there are, and the best of them."""

    def made() -> tuple[int, list[Any]]:
        best = list(rows.order_by("-standing")[:FEW])
        return _total(rows, best), best

    return remembered("best", rows, made, lambda found: found[0])


def _total(rows: QuerySet[Any], best: Sequence[Any]) -> int:
    """How many there are; what fits on the page need not be counted."""
    return len(best) if len(best) < FEW else rows.count()


def _words_of(articles: Sequence[Article], user: User) -> list[tuple[int, str]]:
    """The words of these articles that `user` may see beside the title: the text, else what their claims quote."""
    titles = {article.pk: article.title for article in articles}
    whole = readable(titles.keys(), user)
    rows = ArticleText.objects.filter(pk__in=whole).order_by("pk").values_list("pk", "text")
    texts = [(pk, text.removeprefix(titles[pk])) for pk, text in rows]
    mentions = Mention.objects.current().filter(extraction__article__in=titles.keys() - whole)
    quoted = mentions.filter(extraction__article__withdrawn_at=None).exclude(claim__status=Status.REJECTED)
    return texts + list(quoted.order_by("start", "pk").values_list("extraction__article", "text"))


def _excerpts(words: Iterable[tuple[int, str]], marks: Marker) -> dict[int, SafeString]:
    found: dict[int, SafeString] = {}
    for pk, text in words:
        if pk not in found and (excerpt := marks.excerpt(text)):
            found[pk] = excerpt
    return found


def _statements(query: str) -> list[Claim]:
    """Newest first, among them first what has the words in its statement."""
    if len(query) < SHORTEST_WORD:
        return []
    claims = Claim.objects.public().matching(query, begun=True).order_by("-pk")
    found = list(claims.only("statement", "origins_count")[:CANDIDATES])
    return sorted(found, key=lambda claim: -claim.standing)[:SUGGESTED_CLAIMS]  # type: ignore[attr-defined]  # set by matching


def _actor(actor: Actor) -> Suggestion:
    return Suggestion(called(actor), str(actor.get_kind_display()), actor.kind, reverse("actor", args=[actor.slug]))


def _statement(claim: Claim) -> Suggestion:
    return Suggestion(Truncator(claim.statement).chars(LABEL), _("claim"), "claim", reverse("claim", args=[claim.pk]))


def _mentions(card: Card) -> Sequence[Mention]:
    found: Sequence[Mention] = getattr(card.claim, "current_mentions", ())
    return found
