"""Pages of a list: newest first, by keyset, so that rows that come in between two pages neither repeat nor hide any."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.candidates import CandidateSerializer
from claims.api.problems import InvalidParameter
from claims.asking import Resolved
from claims.filters import LARGEST_KEY, Fault, StrictFilterSet

LARGEST_PAGE = 500
LINK = {"type": "string", "format": "uri", "nullable": True}
TEXT = {"type": "string"}
RESOLVED = {
    "type": "object",
    "required": ["asked", "negated", "found"],
    "properties": {
        "asked": TEXT,
        "negated": {"type": "boolean"},
        "found": {"type": "array", "items": {"$ref": "#/components/schemas/Candidate"}},  # /api/resolve/ describes it
    },
}


class ClaimCursor(CursorPagination):
    """Cursor paging over the primary key or the `standing` of a search, downwards. The answer also says to whom the names in the query resolved."""

    ordering = "-pk"
    page_size = 50
    page_size_query_param = "page_size"
    cursor_query_description = "Where the page starts: follow `next` and `previous` instead of building one."
    page_size_query_description = "How many results a page has, 1 to 500; 50 unless told."
    request: Request

    def paginate_queryset(
        self, queryset: QuerySet[Any] | Sequence[Any], request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        """One page as a list; InvalidParameter for a size or cursor that is none of ours."""
        self.filterset: StrictFilterSet | None = getattr(view, "filterset", None)
        return super().paginate_queryset(queryset, request, view)

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: APIView) -> tuple[str, ...]:
        """The newest first; where words were searched for, whoever fits best (`claims.ranking`)."""
        return ("-standing",) if "standing" in queryset.query.annotations else ("-pk",)

    def get_page_size(self, request: Request) -> int:
        """The size asked for; unlike the parent it refuses what it cannot give."""
        asked = request.query_params.get("page_size", str(self.page_size))
        size = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
        if not 1 <= size <= LARGEST_PAGE:
            raise InvalidParameter([Fault("page_size", _("The page size is a number from 1 to 500."), ["1..500"])])
        return size

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The place that the cursor means, None without one; InvalidParameter for one that we never gave out."""
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            cursor = Cursor(offset=0, reverse=False, position=None)
        if cursor and not _is_ours(cursor):
            detail = _("The cursor is damaged. Follow the links `next` and `previous`.")
            raise InvalidParameter([Fault("cursor", detail)])
        return cursor

    def get_paginated_response(self, data: Any) -> Response:
        """`data` with links to both sides and what the query's names were taken for."""
        resolved = self.filterset.resolved if self.filterset else {}
        return Response(
            {
                "next": self.get_next_link(),
                "previous": self.get_previous_link(),
                "resolved": {name: [self._found(one) for one in asked] for name, asked in resolved.items()},
                "notes": self.filterset.notes if self.filterset else [],
                "results": data,
            }
        )

    def _found(self, name: Resolved) -> dict[str, Any]:
        shape = CandidateSerializer(context={"request": self.request})
        found = [shape.to_representation(candidate) for candidate in name.found]
        return {"asked": name.asked.name, "negated": name.asked.negated, "found": found}

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of the answer around results of the shape `schema`."""
        properties = {
            "next": LINK,
            "previous": LINK,
            "resolved": {"type": "object", "additionalProperties": {"type": "array", "items": RESOLVED}},
            "notes": {"type": "array", "items": TEXT},
            "results": schema,
        }
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The two parameters with their bounds."""
        cursor, size = super().get_schema_operation_parameters(view)
        size["schema"] |= {"minimum": 1, "maximum": LARGEST_PAGE, "default": self.page_size}
        return [cursor, size]


def _is_ours(cursor: Cursor) -> bool:
    position = str(cursor.position or "")
    digits = position.isascii() and position.isdigit() and len(position) < 20
    return digits and 0 < int(position) <= LARGEST_KEY and cursor.offset == 0
