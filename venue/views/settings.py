"""Which events book rooms, for administrators."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.toasts import say
from rooms.navigation import rooms_side
from venue.forms.settings import SettingsForm
from venue.operations.settings import exclude_categories, excluded_categories


@login_required
@require_http_methods(["GET", "POST"])
def venue_settings_page(request: MemberRequest) -> HttpResponse:
    if not request.user.is_admin:
        raise Http404
    initial = {"excluded": excluded_categories()}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        exclude_categories(form.cleaned_data["excluded"], by=request.user)
        say(request, _("Saved the settings"))
        return go_to(request, reverse("venue-settings"))
    context = {**rooms_side(request.user, current="venue-settings"), "form": form}
    return render(request, "venue/settings.html", context)
