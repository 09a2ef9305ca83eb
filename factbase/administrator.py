"""The first administrator of a server that only its own machine reaches, so that `make run` is ready to use."""

import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

NAME = "admin"


@transaction.atomic
def first_administrator() -> str | None:
    """Makes the user `admin` and gives the password, which is stored nowhere else. None where other machines may reach
    the server, where there is an administrator, and where somebody else has the name."""
    there = User.objects.filter(is_superuser=True).exists() or User.objects.filter(username=NAME).exists()
    if there or not settings.ONLY_LOOPBACK:
        return None
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser(NAME, password=password)
    return password
