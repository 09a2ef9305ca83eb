"""Addresses under /api/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from claims.api import views

router = SimpleRouter()
for resource in (
    views.ClaimResource,
    views.ArticleResource,
    views.ActorResource,
    views.ExpertResource,
    views.OutletResource,
):
    router.register(f"{resource.name}s", resource, basename=resource.name)

urlpatterns = [
    path("", views.IndexView.as_view(), name="api-index"),
    path("problems/<slug:name>/", views.ProblemView.as_view(), name="api-problem"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
    path("", include(router.urls)),
]
