"""What those who run all rooms decide once."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.toasts import say
from rooms.forms.manage_settings import SettingsForm
from rooms.operations.settings import edit_settings
from rooms.views.manage_fetch import around_settings, settings_for_those_who_run_all


@login_required
@require_http_methods(["GET", "POST"])
def settings_page(request: MemberRequest) -> HttpResponse:
    settings = settings_for_those_who_run_all(request)
    form = SettingsForm(request.POST if request.method == "POST" else None, settings=settings)
    if form.is_valid():
        edit_settings(settings, by=request.user, **form.cleaned_data)
        say(request, _("Saved the settings"))
        return go_to(request, reverse("room-settings"))
    context = {**around_settings(request, current="room-settings"), "form": form}
    return render(request, "rooms/manage/settings.html", context)
