"""Addresses of the claims app: the pages, and the API under /api/."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from claims.views import figures, lists, looks, pages, search

# Whoever it is, an actor has one address.
one_address = RedirectView.as_view(
    pattern_name="actor", permanent=True, query_string=True, http_method_names=["get", "head"]
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggest, name="suggestions"),
    path("claims/", lists.claims, name="claims"),
    path("claims/<int:pk>/", pages.claim, name="claim"),
    path("disputed/", lists.disputed, name="disputed"),
    path("articles/", lists.articles, name="articles"),
    path("articles/<int:pk>/", pages.article, name="article"),
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
    path("add/", pages.add, name="add"),
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", set_language, name="language"),
    path("look/", looks.look, name="look"),
    path("api/", include("claims.api.urls")),
]
