"""Each answer in the person's language and time zone."""

from collections.abc import Callable
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from accounts.models import User


class LanguageAndZone:
    """The language chosen in this browser (cookie); else the person's, else what the browser prefers.

    Saving the profile sets the cookie too, so the latest choice wins (`accounts.views.profile`).
    The session is left alone unless the browser sent its cookie: pages for strangers are the same for all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = _signed_in(request)
        language = _language(request, user)
        with translation.override(language), timezone.override(_zone(user)):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language"])
        return response


def _signed_in(request: HttpRequest) -> User | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if request.user.is_authenticated else None


def _language(request: HttpRequest, user: User | None) -> str:
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if user is not None and user.language in known and chosen not in known:
        return user.language
    return translation.get_language_from_request(request)


def _zone(user: User | None) -> ZoneInfo | None:
    if user is None or user.time_zone not in _known_zones():
        return None
    return ZoneInfo(user.time_zone)


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())
