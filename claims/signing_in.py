"""Signing in, held against guessing: failures are counted in the database, so that all processes of a server, with or
without a shared cache, know of them. A part of `claims.models`.

Counted are failures of one name from one address, of one name from anywhere (many machines that guess one password), and
from one address for any name (one machine that tries many). Only digests are kept: of what people type into the field of
the name some is a password.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Deed(models.TextChoices):
    """What is held against being tried too often."""

    SIGN_IN = "sign_in", _("signing in")
    RESET = "reset", pgettext_lazy("password", "asking for a reset")


WINDOW = {Deed.SIGN_IN: timedelta(minutes=15), Deed.RESET: timedelta(hours=1)}
# How many in that time: of one name from one address, of one name from anywhere, from one address for any name.
MOST = {Deed.SIGN_IN: (5, 50, 30), Deed.RESET: (3, 6, 20)}


class FailedSignInQuerySet(models.QuerySet["FailedSignIn"]):
    def recent(self, deed: Deed, now: datetime) -> Self:
        """Those that still count."""
        return self.filter(deed=deed, at__gt=now - WINDOW[deed])


class FailedSignIn(models.Model):
    """One attempt to sign in that failed, or one reset that was asked for; `name` and `address` are digests."""

    deed = models.CharField(_("deed"), max_length=20, choices=Deed.choices)
    name = models.CharField(_("name"), max_length=64)
    address = models.CharField(_("address"), max_length=64)
    at = models.DateTimeField(_("at"), db_index=True)

    objects = FailedSignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("failed attempt to sign in")
        verbose_name_plural = _("failed attempts to sign in")
        indexes = [
            models.Index(name="claims_failedsignin_name", fields=["deed", "name", "at"]),
            models.Index(name="claims_failedsignin_address", fields=["deed", "address", "at"]),
        ]
        constraints = [
            models.CheckConstraint(name="claims_failedsignin_deed_known", condition=Q(deed__in=Deed.values)),
            models.CheckConstraint(
                name="claims_failedsignin_digests",
                condition=Q(name__regex=r"^[0-9a-f]{64}$", address__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.at:%Y-%m-%d %H:%M}"


class Backend(ModelBackend):
    """Django's own, for every way in (pages and administration): a name or machine that failed too often is not even
    looked at, and learns nothing."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Whoever has this name and password."""
        if username is None or password is None:
            return None
        now = timezone.now()
        if minutes_closed(request, username, Deed.SIGN_IN, now):
            raise PermissionDenied
        user = super().authenticate(request, username, password, **kwargs)
        if user is None:
            note_attempt(request, username, Deed.SIGN_IN, now)
        else:
            forget_attempts(request, username)
        return user


def minutes_closed(request: HttpRequest | None, name: str, deed: Deed, now: datetime) -> int:
    """For how many more minutes this name from this address is refused; 0 where it is not."""
    who = _digests(request, name)
    rows = FailedSignIn.objects.recent(deed, now).filter(Q(name=who["name"]) | Q(address=who["address"]))
    times = list(rows.order_by("-at").values_list("at", "name", "address"))
    pair = [at for at, by, place in times if by == who["name"] and place == who["address"]]
    named = [at for at, by, _place in times if by == who["name"]]
    placed = [at for at, _by, place in times if place == who["address"]]
    until = [
        found[most - 1] + WINDOW[deed]
        for found, most in zip((pair, named, placed), MOST[deed], strict=True)
        if len(found) >= most
    ]
    return max((int((end - now).total_seconds() // 60) + 1 for end in until), default=0)


def note_attempt(request: HttpRequest | None, name: str, deed: Deed, now: datetime) -> None:
    """Counts one attempt; what no longer counts goes."""
    FailedSignIn.objects.filter(at__lte=now - max(WINDOW.values())).delete()
    FailedSignIn.objects.create(deed=deed, at=now, **_digests(request, name))


def forget_attempts(request: HttpRequest | None, name: str) -> None:
    """Who signs in has not been guessing: their own failures from this address no longer count."""
    FailedSignIn.objects.filter(deed=Deed.SIGN_IN, **_digests(request, name)).delete()


def address_of(request: HttpRequest | None) -> str:
    """Where a request comes from: behind our proxy what the proxy saw, which is the last entry that it added. Of an
    address of IPv6 the network, for whoever has one has all of its addresses."""
    if request is None:
        return ""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    try:
        found = ip_address(address)
    except ValueError:
        return str(address)
    return str(IPv6Address(int(found) >> 64 << 64)) if isinstance(found, IPv6Address) else str(found)


def _digests(request: HttpRequest | None, name: str) -> Mapping[str, str]:
    told = {"name": name.strip().casefold()[:1000], "address": address_of(request)}
    return {key: salted_hmac(f"{__name__}.{key}", words, algorithm="sha256").hexdigest() for key, words in told.items()}
