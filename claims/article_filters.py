"""Query parameters to articles, for the API and the pages alike."""

from django.db import models
from django.utils.translation import gettext_lazy

from claims.asking import keys_of
from claims.filters import StrictFilterSet
from claims.parameters import day, names, search, words
from sources.models import ActorKind, Article, ArticleQuerySet, ArticleState


class ArticleFilter(StrictFilterSet):
    """Articles by outlet, day, state and words."""

    outlet = names(gettext_lazy("Who published it."), kinds=[ActorKind.OUTLET])
    state = words(ArticleState, gettext_lazy("Where it stands on its way to claims."))
    published_after = day(gettext_lazy("Of this day or later."))
    published_before = day(gettext_lazy("Of this day or earlier."))
    q = search(gettext_lazy("Words of title and text; the best first."))

    class Meta:
        model = Article
        fields: list[str] = []

    def filter_queryset(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """`articles` that fulfil the whole query."""
        lookups = {"state": "state__in"}
        lookups |= {"published_after": "published_on__gte", "published_before": "published_on__lte"}
        given = self.given()
        self.find_names()
        articles = self.narrowed(articles, "outlet", lambda asked: models.Q(outlet__in=keys_of(asked)))
        if "q" in given:
            articles = articles.matching(given["q"])
        return articles.filter(**{lookup: given[name] for name, lookup in lookups.items() if name in given})
