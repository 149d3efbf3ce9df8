"""Signing in and out. Accounts are made by an administrator; there is no registration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from akuntabel.organisation.queries import demo_accounts
from akuntabel.web.access import public


class SignInForm(AuthenticationForm):
    """User name and password, with one sentence for every way of being wrong."""

    error_messages = {  # Django reads it from the class
        "invalid_login": _(
            "Nama pengguna atau kata sandi tidak cocok. Periksa keduanya; huruf besar dan kecil dibedakan."
        ),
        "inactive": _("Akun ini tidak aktif. Hubungi pengelola akun satuan kerja Anda."),
    }

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["username"].label = _("Nama pengguna")
        self.fields["password"].label = _("Kata sandi")
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """An example account signs in only while the demonstration runs, which is on loopback only."""
        super().confirm_login_allowed(user)  # type: ignore[arg-type]
        if getattr(user, "is_demo", False) and not settings.DEMO:
            raise self.get_invalid_login_error()


class SignIn(LoginView):
    """The sign-in page; a demonstration also lists its accounts, never their passwords."""

    public_because = "an account starts here"
    template_name = "web/account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context, is_demo=settings.DEMO, demo_accounts=demo_accounts())


@public("signing out needs no right")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseRedirect:
    """End the session and go to the sign-in page."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)
