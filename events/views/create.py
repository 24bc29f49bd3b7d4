"""A new event."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.forms import EventForm
from events.forms.categories import categories_for
from events.forms.event import initial_for
from events.models import Category
from events.navigation import NEXT_STEPS
from events.operations import create_event
from kit.htmx import go_to
from kit.refusals import Refused
from kit.toasts import say


@login_required
@require_http_methods(["GET", "POST"])
def event_create(request: MemberRequest) -> HttpResponse:
    """One form for lectures, meetings and conferences; the event begins as a draft of who created it."""
    open_here = categories_for(request.user)
    asked = request.GET.get("category", "")
    wanted = next((category for category in open_here if str(category.pk) == asked), None)
    initial = initial_for(wanted, kind=request.GET.get("kind", ""), now=timezone.now())
    form = EventForm(request.POST or None, initial=initial)
    form.fields["category"].offer(request.user, among=open_here)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            return _created(request, form, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "category": wanted, "nowhere": not open_here, "next_steps": NEXT_STEPS}
    return render(request, "events/create.html", context)


def _created(request: MemberRequest, form: EventForm, values: dict[str, Any]) -> HttpResponse:
    category: Category = values.pop("category")
    event = create_event(category, by=request.user, **values)
    for note in form.notes:
        say(request, note)
    say(request, _("Created “%(title)s” as a draft") % {"title": event})
    asked = request.POST.get("then", "")
    page = next((step.name for step in NEXT_STEPS if step.name == asked), "manage-event")
    return go_to(request, reverse(page, args=[event.pk]))
