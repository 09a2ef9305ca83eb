"""The addresses of every page, errors and states included. Whoever adds a page adds it here."""

from datetime import date

from tests.claims.views.test_figures import add
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    MentionFactory,
    PredictionFactory,
    PredictionSourceFactory,
    QuantityFactory,
    RelationFactory,
    SeriesFactory,
)


def every_page(world):
    """What anybody may see; makes what these pages show."""
    waiting, failed = ArticleFactory(state="waiting"), ArticleFactory(state="failed", error="x")
    disputes(world)
    series = shells()
    forecast(world)
    expert, outlet = world.expert.slug, world.article.outlet.slug
    return [
        "/",
        "/claims/",
        "/claims/?actor=Niemand&form=direct",
        "/claims/?nonsense=1",
        f"/claims/{world.inner.claim_id}/",
        f"/claims/{world.outer.claim_id}/",
        "/disputed/",
        "/articles/",
        *(f"/articles/{article.pk}/" for article in (world.article, waiting, failed)),
        "/figures/",
        f"/figures/{series.pk}/",
        "/actors/",
        f"/actors/{world.russia.slug}/",
        f"/actors/{expert}/",
        f"/actors/{outlet}/",
        f"/actors/{world.russia.slug}/with/{expert}/",
        "/experts/",
        "/outlets/",
        "/predictions/",
        "/predictions/sources/",
        "/timeline/",
        "/network/",
        "/search/",
        "/search/?q=Granaten",
        "/search/?q=der",
        "/reset/",
        "/reset/sent/",
        "/login/",
        "/styleguide/",
        "/nowhere/",
    ]


EDITORS_PAGES = ("/", "/add/", "/add/drafts/", "/account/", "/account/password/", "/articles/")
DOCS = "/api/docs/"


def admin_pages(world):
    """The main pages of the administration."""
    models = (
        *("claims/claim", "claims/prediction", "claims/relation", "claims/decision", "claims/extraction"),
        *("claims/concept", "sources/article", "sources/actor", "sources/expert", "sources/mergesuggestion"),
        *("auth/user", "auth/group"),
    )
    return [
        "/admin/",
        *(f"/admin/{model}/" for model in models),
        f"/admin/claims/claim/{world.inner.claim_id}/change/",
        f"/admin/sources/actor/{world.russia.pk}/change/",
        "/admin/sources/article/add/",
        "/admin/auth/user/add/",
        "/admin/password_change/",
        "/admin/search/?s=a",
        "/admin/nowhere/",
    ]


def disputes(world):
    """A disputed figure on the front page, relations, a claim that some deny."""
    for value in (300, 900):
        QuantityFactory(mention=world.inner, value=value, concept="shells", unit="Granaten")
    pair = {"from_claim": world.outer.claim, "to_claim": world.broken.claim}
    reasons = [{"code": "figures_apart", "one": "rund 300 Granaten", "other": "sehr viel"}]
    RelationFactory(**pair, kind="contradicts", reasons=reasons)
    RelationFactory(**pair, kind="supports", status="confirmed")
    MentionFactory(claim=world.inner.claim, polarity="negative")
    type(world.inner.claim).objects.filter(pk=world.inner.claim_id).update(denied=True)


def shells():
    """A series of two figures."""
    row = SeriesFactory(agent=ActorFactory(name="Arland"), recipient=ActorFactory(name="Borland"))
    anna = ActorFactory(name="Anna Alt", kind="person")
    add(row, 300, "about", origin=anna, day=date(2024, 1, 5))
    add(row, 5_000_000, "exact", day=date(2024, 1, 20), low=5_000_000, high=5_000_000)
    return row


def forecast(world):
    """A prediction of the expert."""
    row = PredictionFactory(claim=world.outer.claim)
    PredictionSourceFactory(prediction=row, actor=world.expert)
