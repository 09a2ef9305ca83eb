"""Pages of accounts: signing in and out, one's own page, passwords. Django's own views with our templates."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.account_forms import ChangeForm, ResetForm, SignInForm, is_closed
from claims.accounts import account as account_of

logger = logging.getLogger(__name__)


class Answering:
    """A form that was refused answers 422, or 429 where it was tried too often."""

    def form_invalid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # that of the view beside it
        answer.status_code = 429 if is_closed(form) else 422
        return answer


class Mailing:
    """Pages that know whether mails can be sent."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Without a mail server an administrator has to set a new password."""
        context: dict[str, Any] = super().get_context_data(**more)  # type: ignore[misc]  # that of the view beside it
        return {**context, "mail_works": settings.MAIL_WORKS}


class Telling:
    """Gives its form the request, which says where it comes from."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the form is made with."""
        return {**super().get_form_kwargs(), "request": self.request}  # type: ignore[misc]  # that of the view beside it


class SignIn(Answering, Mailing, views.LoginView):
    """Django rotates the session, and leads on to addresses of this server alone."""

    authentication_form = SignInForm
    redirect_authenticated_user = True
    template_name = "accounts/sign_in.html"


class ChangePassword(Answering, Telling, views.PasswordChangeView):
    """The session in which it is changed goes on, all others end."""

    form_class = ChangeForm
    template_name = "accounts/change_password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        """With a word on one's own page."""
        answer = super().form_valid(form)
        messages.success(self.request, _("Your password was changed. You are signed out everywhere else."))
        return answer


class After(HttpResponseRedirect):
    """Leads on, and does something once the answer has gone out, so that how long it takes tells nobody anything."""

    def __init__(self, to: str, form: Any, options: dict[str, Any]) -> None:
        super().__init__(to)
        self._form, self._options = form, options

    def close(self) -> None:
        try:
            self._form.save(**self._options)
        except Exception:  # the answer is out already
            logger.exception("A mail to reset a password could not be sent")
        super().close()


@method_decorator(never_cache, name="dispatch")
class AskForReset(Answering, Mailing, Telling, views.PasswordResetView):
    """The same answer in the same time, whether or not anybody has this address."""

    form_class = ResetForm
    template_name = "accounts/ask_for_reset.html"
    email_template_name = "accounts/reset_mail.txt"
    subject_template_name = "accounts/reset_subject.txt"
    success_url = reverse_lazy("reset-sent")

    def form_valid(self, form: Any) -> HttpResponse:
        """The mail goes after the answer."""
        options = {
            "use_https": self.request.is_secure(),
            "email_template_name": self.email_template_name,
            "subject_template_name": self.subject_template_name,
            "request": self.request,
        }
        return After(str(self.success_url), form, options)


class Reset(Answering, views.PasswordResetConfirmView):
    """A new password, by a link of a mail; the link works once."""

    template_name = "accounts/reset.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form: Any) -> HttpResponse:
        """With a word where one signs in."""
        answer = super().form_valid(form)
        messages.success(self.request, _("Your password was changed. Sign in with the new one."))
        return answer


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """A page of one's own."""
    user = request.user
    return render(request, "accounts/account.html", {"account": account_of(user) if isinstance(user, User) else None})


@require_safe
def reset_sent(request: HttpRequest) -> HttpResponse:
    """What to do now."""
    return render(request, "accounts/reset_sent.html")
