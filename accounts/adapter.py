"""How django-allauth fits in: its mails through our outbox, its links and redirects to our own address."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation

from accounts.devices import attempts_key, remember_device
from accounts.mail import at_home, send_account_mail
from accounts.models import User
from accounts.redirects import is_ours

WANTED = "wanted_page"
"""In the session: where somebody was going when they were asked to make an account."""

LONGEST_ADDRESS = 2000


class Adapter(DefaultAccountAdapter):
    """Only what differs from allauth's own behaviour."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the mail to the outbox, in the language of its recipient."""
        name = template_prefix.rpartition("/")[2]
        links = {key: at_home(value) for key, value in context.items() if key.endswith("_url")}
        language = getattr(context.get("user"), "language", "") or translation.get_language() or "en"
        send_account_mail(name, to=email, language=language, context={**context, **links})

    def is_safe_url(self, url: str) -> bool:
        return is_ours(url)

    def respond_email_verification_sent(
        self, request: HttpRequest, user: AbstractBaseUser | None
    ) -> HttpResponseBase:
        """Where the person was going is remembered until the address is confirmed; whether there is such an account or
        not."""
        wanted = request.POST.get("next") or request.GET.get("next", "")
        if wanted and len(wanted) <= LONGEST_ADDRESS and self.is_safe_url(wanted):
            request.session[WANTED] = wanted
        return super().respond_email_verification_sent(request, user)

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """To the page the person had asked for, by way of signing in."""
        wanted = self.request.session.pop(WANTED, "")
        if not wanted:
            return str(super().get_email_verification_redirect_url(email_address))
        if self.request.user.is_authenticated:
            return str(wanted)
        return f"{reverse('account_login')}?{urlencode({'next': wanted})}"

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Together with what the floors above do about it (rights promised to the address)."""
        return super().confirm_email(request, email_address)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if isinstance(user, User):
            remember_device(response, user)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """allauth counts per Host header, which the client writes."""
        return attempts_key(request, email=credentials.get("email", ""))
