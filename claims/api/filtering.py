"""The filter backend of all lists: a strict filter set, or 400 with the parameter's name and what it takes."""

from typing import Any

from django.db.models import Model, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.problems import InvalidParameter

PAGING = ("cursor", "page_size")


class StrictFilters(DjangoFilterBackend):  # type: ignore[misc]  # django-filter ships no types
    """Filters by the view's `filterset_class` and leaves the filter set at `view.filterset` for the answer."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Model], view: APIView) -> Any:
        """`queryset` filtered; InvalidParameter for a query that is not understood whole."""
        filterset = self.get_filterset(request, queryset, view)
        if faults := filterset.faults(also=PAGING):
            raise InvalidParameter(faults)
        view.filterset = filterset  # type: ignore[attr-defined]  # read by ClaimCursor
        return filterset.qs
