"""What a person says about themselves."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import operations
from accounts.forms import ProfileForm
from accounts.navigation import account_tabs
from accounts.views.doors import person_of, personal
from kit.preferences import A_YEAR
from kit.toasts import say


@personal
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, affiliation, language, time zone."""
    user = person_of(request)
    said = {name: getattr(user, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=said)
    if form.is_valid():
        operations.update_profile(user, **form.cleaned_data)
        with translation.override(user.language or translation.get_language()):
            say(request, _("Saved your profile"))
        return _speak(redirect("profile"), user.language)
    return render(request, "accounts/profile.html", {"form": form, "tabs": account_tabs("profile")})


def _speak(response: HttpResponse, language: str) -> HttpResponse:
    """The choice in the profile replaces an earlier one of this browser."""
    if language:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=A_YEAR, samesite="Lax", secure=secure
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response
