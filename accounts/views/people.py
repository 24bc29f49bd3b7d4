"""People for pickers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.people import handle_of
from accounts.views.doors import personal


@personal
@require_safe
def search_people(request: HttpRequest) -> HttpResponse:
    """`?q=`: rows for `<hc-combobox>`. Names and affiliations only; an e-mail address is never shown."""
    found = [(handle_of(user), user) for user in User.objects.matching(request.GET.get("q", ""))]
    return render(request, "accounts/_people.html", {"found": found})
