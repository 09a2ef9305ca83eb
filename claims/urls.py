"""Addresses of the claims app: the pages, and the API under /api/."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from claims.views import accounts, adding, figures, lists, looks, pages

# Whoever it is, an actor has one address.
one_address = RedirectView.as_view(
    pattern_name="actor", permanent=True, query_string=True, http_method_names=["get", "head"]
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
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
    path("api/", include("claims.api.urls")),
]
