"""Forms of signing in and of passwords: Django's own, held against being tried too often."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, PasswordResetForm
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from unfold.forms import AuthenticationForm as AdminAuthenticationForm

from claims.signing_in import Deed, minutes_closed, note_attempt


def refuse_if_closed(request: Any, name: str, deed: Deed, now: datetime) -> None:
    """Raises ValidationError with the code "closed" where this was tried too often; the same for names that nobody has."""
    if minutes := minutes_closed(request, name, deed, now):
        words = ngettext(
            "Too many attempts. Try again in %(n)d minute.", "Too many attempts. Try again in %(n)d minutes.", minutes
        )
        raise forms.ValidationError(words % {"n": minutes}, code="closed")


class Guarded(AuthenticationForm):
    """Says what the backend only does: that a name or machine failed too often, and for how long it is refused."""

    def clean(self) -> dict[str, Any]:
        if name := self.cleaned_data.get("username"):
            refuse_if_closed(self.request, name, Deed.SIGN_IN, timezone.now())
        return super().clean()


class SignInForm(Guarded):
    """Name and password."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "This name and this password do not belong together. Small and capital letters count."
        ),
    }


class AdminSignInForm(Guarded, AdminAuthenticationForm):  # type: ignore[misc]  # unfold ships no types
    """The same in the clothes of the administration, for staff."""


class ChangeForm(PasswordChangeForm):
    """The old password and a new one; whoever finds an open browser shall not guess the old one either."""

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        """Counts as signing in does."""
        name, now = self.user.get_username(), timezone.now()
        refuse_if_closed(self.request, name, Deed.SIGN_IN, now)
        try:
            return str(super().clean_old_password())
        except forms.ValidationError:
            note_attempt(self.request, name, Deed.SIGN_IN, now)
            raise


class ResetForm(PasswordResetForm):
    """The address that a mail is to go to. Whether anybody has it, nothing tells."""

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_email(self) -> str:
        """Everybody's mailbox is spared: each request counts, whether or not it sends a mail."""
        email: str = self.cleaned_data["email"]
        now = timezone.now()
        refuse_if_closed(self.request, email, Deed.RESET, now)
        note_attempt(self.request, email, Deed.RESET, now)
        return email


def is_closed(form: forms.Form) -> bool:
    """Was it refused for being tried too often?"""
    return any(form.has_error(field, "closed") for field in (NON_FIELD_ERRORS, *form.fields))
