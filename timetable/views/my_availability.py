"""A speaker says when they are at the event."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.refusals import Refused
from kit.toasts import say
from timetable.forms.availability import AvailabilityForm
from timetable.frame import show
from timetable.operations.availability import periods_of, set_availability
from timetable.taking_part import visit_as_participant


@login_required
@require_http_methods(["GET", "POST"])
def my_availability(request: MemberRequest, slug: str) -> HttpResponse:
    here, person = visit_as_participant(request, slug)
    periods = periods_of(person)
    form = AvailabilityForm(
        request.POST if request.method == "POST" else None, event=here.event, periods=periods
    )
    if form.is_valid():
        try:
            set_availability(person, form.periods, by=request.user)
            say(request, _("Saved when you are there"))
            return go_to(request, reverse("my-availability", args=[here.event.slug]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "person": person, "said": bool(periods), "zone": here.event.zone}
    return show(request, here, "my", "timetable/my_availability.html", **context)
