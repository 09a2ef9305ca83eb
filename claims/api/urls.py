"""Addresses under /api/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from claims.api import docs, figures, views

router = SimpleRouter()
router.register("claims", views.ClaimResource, basename="claim")
router.register("articles", views.ArticleResource, basename="article")
router.register("actors", views.ActorResource, basename="actor")
router.register("experts", views.ExpertResource, basename="expert")
router.register("outlets", views.OutletResource, basename="outlet")
router.register("relations", views.RelationResource, basename="relation")
router.register("predictions", views.PredictionResource, basename="prediction")
router.register("figures", figures.FigureResource, basename="figure")

urlpatterns = [
    path("", views.IndexView.as_view(), name="api-index"),
    path("resolve/", views.ResolveView.as_view(), name="api-resolve"),
    path("problems/<slug:name>/", views.ProblemView.as_view(), name="api-problem"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", docs.DocsView.as_view(), name="api-docs"),
    path("", include(router.urls)),
]
