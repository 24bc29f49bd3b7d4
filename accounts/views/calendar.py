"""The address of one's own calendar feed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import operations
from accounts.navigation import account_tabs
from accounts.views.doors import person_of, personal
from kit.addresses import absolute
from kit.toasts import say


@personal
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Where to subscribe, and a way to make the address worthless. Reading the page makes the key, once."""
    key = operations.calendar_key_of(person_of(request))
    feed = absolute(reverse("my-calendar", args=[key.token]))
    return render(request, "accounts/calendar.html", {"feed_url": feed, "tabs": account_tabs("calendar")})


@personal
@require_POST
def reset_calendar(request: HttpRequest) -> HttpResponse:
    operations.reset_calendar_key(person_of(request))
    say(request, _("Made a new address. The old one no longer works."))
    return redirect("calendar")
