"""The filter backend of all lists."""

from typing import Any

from django.db.models import Model, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView


class KeptFilters(DjangoFilterBackend):  # type: ignore[misc]  # django-filter ships no types
    """Filters by the view's `filterset_class`; the view has refused what that does not understand before."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Model], view: APIView) -> Any:
        """`queryset` filtered. The filter set stays at `view.filterset`, so that the answer can say how names resolved."""
        filterset = self.get_filterset(request, queryset, view)
        view.filterset = filterset  # type: ignore[attr-defined]  # read by ClaimCursor
        return filterset.qs
