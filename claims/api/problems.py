"""Errors as problem details (RFC 9457)."""

from typing import Any

from django.http import HttpResponse
from rest_framework.views import exception_handler


def problem_response(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The answer to an `error` that a view raised; None leaves it to Django."""
    return exception_handler(error, context)
