"""The sign-up form: answers the same, and as slowly, whether or not the address already has an account."""

from allauth.account.forms import SignupForm
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.operations import AccountExists
from kit.refusals import constraint_speaks


class SignUpForm(SignupForm):
    """Name, e-mail, one password."""

    field_order = ["name", "email", "password1"]
    account_already_exists: bool

    def try_save(self, request: HttpRequest) -> tuple[AbstractBaseUser | None, HttpResponse | None]:
        """Make the account; if it exists, the owner of the address gets a mail and the page says the same as ever."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # as much work as for a new account
            return self._answer(request)
        try:
            with transaction.atomic():
                exists = AccountExists(_("This address has an account already."))
                with constraint_speaks("one_account_per_email", refusal=exists):
                    return self._answer(request)
        except AccountExists:  # somebody signed up with the same address at the same moment
            self.account_already_exists = True
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> tuple[AbstractBaseUser | None, HttpResponse | None]:
        user, response = super().try_save(request)
        return user, response
