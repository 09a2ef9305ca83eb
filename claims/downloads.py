"""Rows as files: CSV that no spreadsheet runs, JSON; and the answer to a file that cannot be made."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from claims.filters import Fault
from claims.spreadsheets import harmless, lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file is made of: its name without an ending, its columns, those of them that hold numbers, and the key of the
    rows in JSON."""

    name: str
    columns: Sequence[str]
    key: str
    numbers: Collection[str] = ()


def as_file(sheet: Sheet, form: str, rows: Iterable[Mapping[str, Any]], **told: Any) -> HttpResponse:
    """`rows` as a file to save: csv or json, which holds what else is `told` too."""
    if form == "json":
        words = {**told, sheet.key: list(rows)}
        answer: HttpResponse = JsonResponse(words, json_dumps_params={"ensure_ascii": False})
    else:
        answer = HttpResponse(
            lines(sheet.columns, (_cells(sheet, row) for row in rows)), content_type="text/csv; charset=utf-8"
        )
    answer["Content-Disposition"] = f'attachment; filename="{sheet.name}.{form}"'
    return answer


def _cells(sheet: Sheet, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if name in sheet.numbers else harmless(str(value)) for name, value in row.items()}


def refused(faults: Iterable[Fault]) -> JsonResponse:
    """400: what is wrong with which query parameters, in the form of the API's problems."""
    title = _("A parameter is unknown or has a value that is not allowed.")
    body = {"type": "/api/problems/invalid-parameter/", "title": title, "status": 400, "detail": title}
    errors = [asdict(fault) for fault in faults]
    return JsonResponse(body | {"errors": errors}, status=400, content_type="application/problem+json")
