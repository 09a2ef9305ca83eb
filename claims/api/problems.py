"""Errors as problem details (RFC 9457): every error under /api/ has this one shape and one stable `type`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, MethodNotAllowed, NotFound
from rest_framework.exceptions import PermissionDenied as Refused
from rest_framework.views import set_rollback

from claims.filters import Fault

PROBLEMS = {
    "invalid-parameter": (400, gettext_lazy("A parameter is unknown or has a value that is not allowed.")),
    "bad-request": (400, gettext_lazy("The request cannot be understood.")),
    "not-authenticated": (401, gettext_lazy("Who you are is needed here and was not said.")),
    "forbidden": (403, gettext_lazy("You may not do this.")),
    "not-found": (404, gettext_lazy("There is nothing at this address.")),
    "method-not-allowed": (405, gettext_lazy("This address does not know the method.")),
    "not-acceptable": (406, gettext_lazy("None of the formats that you accept is offered here.")),
    "unsupported-media-type": (415, gettext_lazy("The body has a format that is not read here.")),
    "too-many-requests": (429, gettext_lazy("Too many requests.")),
    "internal-error": (500, gettext_lazy("Something went wrong on our side.")),
}
BY_STATUS = {status: name for name, (status, _title) in PROBLEMS.items()}  # of two with one status the later, wider one


class InvalidParameter(APIException):
    """400: what is wrong with which query parameters."""

    status_code = 400

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(str(fault.detail) for fault in faults))
        self.faults = faults


def problem(name: str, detail: str = "", faults: Sequence[Fault] = ()) -> JsonResponse:
    """The problem `name` of PROBLEMS as an answer, with one error for each of `faults`."""
    status, title = PROBLEMS[name]
    body: dict[str, Any] = {"type": f"/api/problems/{name}/", "title": str(title), "status": status}
    body["detail"] = detail or str(title)
    if faults:
        body["errors"] = [asdict(fault) for fault in faults]
    return JsonResponse(body, status=status, content_type="application/problem+json")


def problem_response(error: Exception, _context: dict[str, Any]) -> HttpResponse | None:
    """The answer to an `error` that a view raised; None leaves it to Django, which logs it and answers 500."""
    if isinstance(error, Http404):
        error = NotFound()
    if isinstance(error, PermissionDenied):
        error = Refused()
    if not isinstance(error, APIException):
        return None
    set_rollback()
    answer = _of(error)
    if wait := getattr(error, "wait", None):
        answer["Retry-After"] = str(int(wait))
    return answer


def _of(error: APIException) -> JsonResponse:
    if isinstance(error, InvalidParameter):
        return problem("invalid-parameter", str(error.detail), error.faults)
    if isinstance(error, MethodNotAllowed):
        return problem("method-not-allowed", _("This address can only be read."))
    name = BY_STATUS.get(error.status_code, "internal-error" if error.status_code >= 500 else "bad-request")
    return problem(name, "" if name == "not-found" else str(error.detail))
