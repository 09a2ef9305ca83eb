"""Pages of a list: newest first, by keyset, so that rows that come in between two pages neither repeat nor hide any."""

from rest_framework.pagination import CursorPagination


class ClaimCursor(CursorPagination):
    """Cursor paging over the primary key, downwards."""

    ordering = "-pk"
    page_size = 50
