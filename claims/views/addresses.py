"""Where this server is."""

from django.http import HttpRequest


def site_of(request: HttpRequest) -> str:
    """What all addresses of this site begin with."""
    return request.build_absolute_uri("/").rstrip("/")
