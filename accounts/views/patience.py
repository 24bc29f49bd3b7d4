"""Too many tries: 429, with the time to wait."""

from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# The longest window of allauth's limits on signing in (5 failures in 5 minutes), in seconds.
WAIT = 300


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """What allauth answers when a limit is reached (`handler429`)."""
    response = render(request, "accounts/too_many_requests.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(WAIT)
    return response


class SignIn(LoginView):
    """allauth's page; but when guessing is cut off, the status says so too."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if form.has_error("__all__", code="too_many_login_attempts"):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response.headers["Retry-After"] = str(WAIT)
        return response


sign_in = SignIn.as_view()
