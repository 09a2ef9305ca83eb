"""Addresses of the claims app: the pages, and the API under /api/."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from claims.views import (
    accounts,
    adding,
    articles,
    citing,
    exports,
    figures,
    lists,
    looks,
    overviews,
    pages,
    search,
    styleguide,
)

# Whoever it is, an actor has one address.
one_address = RedirectView.as_view(
    pattern_name="actor", permanent=True, query_string=True, http_method_names=["get", "head"]
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggest, name="suggestions"),
    path("claims/", lists.claims, name="claims"),
    path("claims/export.csv", exports.export, {"form": "csv"}, name="claims-csv"),
    path("claims/export.json", exports.export, {"form": "json"}, name="claims-json"),
    path("claims/export.jsonld", exports.export, {"form": "jsonld"}, name="claims-jsonld"),
    path("claims/feed.atom", exports.feed, name="claims-feed"),
    path("claims/<int:pk>/", pages.claim, name="claim"),
    path("claims/<int:pk>/claim.jsonld", citing.linked_data, name="claim-jsonld"),
    path("claims/<int:pk>/cite.bib", citing.bibliography, name="claim-bib"),
    path("claims/<int:pk>/embed/", citing.embed, name="claim-embed"),
    path("disputed/", lists.disputed, name="disputed"),
    path("timeline/", overviews.timeline_page, name="timeline"),
    path("timeline.csv", overviews.timeline_file, {"form": "csv"}, name="timeline-csv"),
    path("timeline.json", overviews.timeline_file, {"form": "json"}, name="timeline-json"),
    path("network/", overviews.network_page, name="network"),
    path("network/claims/", overviews.citing, name="citing"),
    path("network.csv", overviews.network_file, {"form": "csv"}, name="network-csv"),
    path("network.json", overviews.network_file, {"form": "json"}, name="network-json"),
    path("articles/", lists.articles, name="articles"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/map.csv", articles.voices, {"form": "csv"}, name="article-map-csv"),
    path("articles/<int:pk>/map.json", articles.voices, {"form": "json"}, name="article-map-json"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<int:pk>/", figures.series, name="series"),
    path("figures/<int:pk>/points.csv", figures.points, {"form": "csv"}, name="points-csv"),
    path("figures/<int:pk>/points.json", figures.points, {"form": "json"}, name="points-json"),
    path("actors/", lists.actors, name="actors"),
    path("actors/<slug:slug>/", pages.actor, name="actor"),
    path("actors/<slug:slug>/with/<slug:other>/", lists.shared, name="shared"),
    path("experts/", lists.experts, name="experts"),
    path("experts/<slug:slug>/", one_address),
    path("outlets/", lists.outlets, name="outlets"),
    path("outlets/<slug:slug>/", one_address),
    path("predictions/", lists.predictions, name="predictions"),
    path("predictions/sources/", lists.sources_of_predictions, name="foretellers"),
    path("add/", adding.add, name="add"),
    path("add/outlets/", adding.outlet_names, name="outlet-names"),
    path("add/drafts/", adding.drafts, name="drafts"),
    path("add/drafts/all/", adding.all_drafts, name="all-drafts"),
    path("add/drafts/<int:pk>/", adding.draft, name="draft"),
    path("add/drafts/<int:pk>/progress/", adding.progress, name="draft-progress"),
    path("login/", accounts.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("account/", accounts.account, name="account"),
    path("account/password/", accounts.ChangePassword.as_view(), name="change-password"),
    path("reset/", accounts.AskForReset.as_view(), name="ask-for-reset"),
    path("reset/sent/", accounts.reset_sent, name="reset-sent"),
    path("reset/<uidb64>/<token>/", accounts.Reset.as_view(), name="reset"),
    path("language/", set_language, name="language"),
    path("look/", looks.look, name="look"),
    path("density/", looks.density, name="density"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("api/", include("claims.api.urls")),
]
