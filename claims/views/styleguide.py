"""All components of the pages on one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.styleguide import page


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in its states, light and dark; made-up examples, so search engines stay away."""
    answer = render(request, "claims/styleguide.html", page())
    answer["X-Robots-Tag"] = "noindex"
    return answer
