"""The page where anybody chooses language and theme; kept in cookies, so no account is needed.

For somebody who is signed in the floor of accounts keeps the language with the person, too.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit.look import THEME_COOKIE, THEMES
from kit.signals import language_chosen

A_YEAR = 365 * 24 * 3600


@never_cache
@require_http_methods(["GET", "POST"])
def choose_language(request: HttpRequest) -> HttpResponse:
    """Choose language and theme, then go back to the page one came from."""
    if request.method == "POST":
        language = _known_language(request.POST.get("language", ""))
        answer = HttpResponseRedirect(_own_address(request, request.POST.get("next", "")))
        _remember(answer, settings.LANGUAGE_COOKIE_NAME, language)
        _remember(answer, THEME_COOKIE, _known_theme(request.POST.get("theme", "")))
        if request.user.is_authenticated:
            language_chosen.send(sender=type(request.user), user=request.user, language=language)
        return answer
    return render(request, "kit/language.html", {"next": _page_before(request)})


def _page_before(request: HttpRequest) -> str:
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return "/"
    return came_from._replace(scheme="", netloc="").geturl() or "/"


def _own_address(request: HttpRequest, address: str) -> str:
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}) else "/"


def _known_language(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) and check_for_language(code) else ""


def _known_theme(theme: str) -> str:
    return theme if theme in THEMES else ""


def _remember(answer: HttpResponse, name: str, value: str) -> None:
    """Keep the choice for a year; an empty one means: as the browser and the system say."""
    if value:
        answer.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        answer.delete_cookie(name, samesite="Lax")
