"""Browsers in which a person has signed in before: guessing elsewhere does not lock their owner out of them."""

import secrets

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from accounts.models import User

COOKIE = "hc_device"
SALT = "hemicycle.device"
ONE_YEAR = 365 * 24 * 3600


def remember_device(response: HttpResponse, user: User) -> None:
    """Let the browser prove later that this person has signed in with it."""
    response.set_signed_cookie(
        COOKIE,
        f"{user.pk}-{secrets.token_hex(8)}",
        salt=SALT,
        max_age=ONE_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def attempts_key(request: HttpRequest, *, email: str) -> str:
    """What failed sign-ins are counted under: the address, or the address in a browser its owner has used."""
    email = email.strip().lower()
    try:
        device = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=ONE_YEAR) or ""
    except BadSignature:
        return email
    owner = User.objects.owning(email)
    known = owner is not None and device.partition("-")[0] == str(owner.pk)
    return f"{device}:{email}" if known else email
